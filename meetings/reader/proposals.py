"""What the rules give back: a proposal, with the passage that it comes from and how sure it is."""

from dataclasses import dataclass, field

from meetings.reader.normal import fold, sentences, squeezed

SURE, LIKELY, GUESS = "sure", "likely", "guess"


@dataclass(frozen=True)
class Proposal:
    """KIND is one of letter, meeting, chair, person, speaker, report, plan, count, point, symbol, date."""

    kind: str
    said: dict
    place: str  # para. 20, or empty for the letter
    quote: str
    confidence: str


@dataclass
class Reading:
    """All that was found in a text. `unknown` are words that stand where a name was expected, with their place."""

    language: str | None = None
    mixed: list = field(default_factory=list)
    paragraphs: list = field(default_factory=list)
    proposals: list = field(default_factory=list)
    unknown: list = field(default_factory=list)  # (words, place, quote)
    faults: list = field(default_factory=list)  # (code, words): of the numbering, of symbols

    def of(self, kind):
        return [proposal for proposal in self.proposals if proposal.kind == kind]


class Text:
    """A document with its words and names at hand, for the rules."""

    def __init__(self, paragraphs, words, names):
        self.paragraphs, self.words, self.names = paragraphs, words, names
        self.language = words.code
        self.is_han = words.code == "zh-hans"
        self.agreed = []  # the paragraphs of the action points
        self.first, self.year = "", None  # the day and the year of the meeting, once they are known

    def hits(self, text):
        return self.names.find(text, self.language)

    def kinds(self, *kinds):
        return [paragraph for paragraph in self.paragraphs if paragraph.kind in kinds]

    def sentences(self, *kinds):
        """(paragraph, sentence, folded sentence) of the paragraphs of KINDS."""
        for paragraph in self.kinds(*kinds):
            for start, end in sentences(paragraph.text):
                sentence = paragraph.text[start:end].strip()
                yield paragraph, sentence, fold(sentence)

    def proposal(self, kind, said, paragraph, confidence, quote=""):
        return Proposal(kind, said, paragraph.place, squeezed(quote or paragraph.text), confidence)
