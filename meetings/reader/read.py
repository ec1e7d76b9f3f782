"""The reader: blocks of text in, proposals out. It asks nobody: rules, words of six languages, and names."""

from importlib import import_module

from meetings.reader import letter, meeting, people, plans, points, speakers
from meetings.reader.languages import language_of
from meetings.reader.normal import normal
from meetings.reader.proposals import Reading, Text
from meetings.reader.structure import paragraphs_of, pieces_of

MODULES = {"en": "en", "fr": "fr", "es": "es", "ar": "ar", "ru": "ru", "zh-hans": "zh"}
SUMMARY_KINDS = ("meeting", "speaker", "point", "person", "letter")


def words_of(language):
    return import_module(f"meetings.reader.words.{MODULES[language]}").WORDS


def read(blocks, names):
    """The Reading of BLOCKS, pieces of text in their order, with NAMES, a meetings.reader.names.Names."""
    plain = normal("\n".join(block if isinstance(block, str) else block[0] for block in blocks))
    language, mixed = language_of(plain)
    reading = Reading(language, mixed)
    if language is None:
        return reading
    words = words_of(language)
    reading.paragraphs = paragraphs_of(pieces_of(blocks, words), words)
    text = Text(reading.paragraphs, words, names)
    text.agreed = points.lines(text)
    for rule in (meeting.meeting, letter.letter, people.people):
        reading.proposals += rule(text)
    reading.proposals += speakers.speakers(text, reading)
    reading.proposals += people.spoke_for(text, speakers.subjects)
    reading.proposals += plans.plans(text)
    reading.proposals += points.points(text, reading)
    for rule in (letter.mentioned, letter.dates):
        reading.proposals += rule(text)
    return reading


def is_summary(reading):
    """Whether it is a summary of a meeting at all: three kinds of what one holds were found."""
    found = {proposal.kind for proposal in reading.proposals} & set(SUMMARY_KINDS)
    speakers_ = reading.of("speaker")
    return len(found) >= 2 and len(speakers_) + len(reading.of("point")) >= 2
