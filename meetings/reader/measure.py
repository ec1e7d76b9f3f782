"""How well the reader reads: what it found of what a careful reader finds, what it missed, and what it got wrong."""

from collections import Counter, namedtuple

ROLES = ["opening", "moderator", "panellist", "speaker", "closing"]
Score = namedtuple("Score", "kind found missed wrong wrong_sure")


def compared(reading, expected):
    """[(kind, what was missed, [(what was wrong, whether it was marked sure)], how many were found)]."""
    for kind, (told, wanted) in pairs(reading, expected).items():
        found = dict(told)
        missed = [one for one in wanted if one not in found]
        wrong = [(one, sure) for one, sure in found.items() if one not in wanted]
        yield kind, missed, wrong, len(wanted) - len(missed)


def pairs(reading, expected):
    """{kind: ([(what was found, whether it is sure)], what should be)}, each as comparable text."""
    result = {"language": ([(reading.language, True)], [expected["language"]])}
    for kind in ("letter", "meeting"):
        said = [
            (f"{key} {value}", one.confidence == "sure") for one in reading.of(kind) for key, value in one.said.items()
        ]
        wanted = [f"{key} {value}" for key, value in expected[kind].items()]
        asked = {"date", "session", "item", "council_year", "symbols", "place", "number", "minutes"}
        result[kind] = [(one, sure) for one, sure in said if one.split()[0] in asked], wanted
    signed = [(f"{one.said['name']} {one.said['member']}", is_sure(one)) for one in reading.of("signatory")]
    result["signatories"] = signed, [f"{name} {member}" for name, member in expected["signatories"].items()]
    result["chairs"] = [(one.said["member"], is_sure(one)) for one in reading.of("chair")], expected["chairs"]
    for role in ROLES:
        people = [(one.said["name"], is_sure(one)) for one in reading.of("person") if one.said["role"] == role]
        result[role] = people, expected.get(role, [])
    return result | spoken(reading, expected) | agreed(reading, expected)


def is_sure(proposal):
    return proposal.confidence == "sure"


def spoken(reading, expected):
    speakers = reading.of("speaker")
    reports = [
        (f"{one.said['member']} {passage['place'].removeprefix('para. ')}", passage["sure"] == "sure")
        for one in speakers
        for passage in one.said["passages"]
    ]
    return {
        "speakers": (
            [(one.said["member"], is_sure(one)) for one in speakers if one.said["listed"]],
            expected["speakers"],
        ),
        "reports": (
            reports,
            [f"{slug} {number}" for slug, numbers in expected["reports"].items() for number in numbers],
        ),
        "plans": ([(plan(one.said), is_sure(one)) for one in reading.of("plan")], expected["plans"]),
        "counts": ([(one.said["number"], is_sure(one)) for one in reading.of("count")], expected["counts"]),
    }


def plan(said):
    which = said["generation"] if said["plan"] == "national" else said["plan"]
    return f"{said['member']} {which} {said['stage']} {said['date']}"


def agreed(reading, expected):
    points = reading.of("point")
    bodies = [
        (f"{one.said['ref']} {' '.join(one.said['responsible'])}", is_sure(one))
        for one in points
        if one.said.get("responsible")
    ]
    return {
        "points": ([(one.said["ref"], is_sure(one)) for one in points], list(expected["points"])),
        "responsible": (bodies, [f"{ref} {' '.join(who)}" for ref, who in expected["points"].items() if who]),
        "due": (
            [(f"{one.said['ref']} {one.said['due']}", is_sure(one)) for one in points if one.said.get("due")],
            [f"{ref} {date}" for ref, date in expected["due"].items()],
        ),
        "symbols": ([(one.said["symbol"], is_sure(one)) for one in reading.of("symbol")], expected["symbols"]),
        "dates": ([(one.said["date"], is_sure(one)) for one in reading.of("date")], expected["dates"]),
        "unknown": ([(words, False) for words, _place, _quote in reading.unknown], expected["unknown"]),
    }


def totals(results):
    """A Score for each kind over RESULTS, iterables as `compared` gives."""
    sums = {}
    for result in results:
        for kind, missed, wrong, found in result:
            sums.setdefault(kind, Counter()).update(
                found=found, missed=len(missed), wrong=len(wrong), wrong_sure=sum(sure for _one, sure in wrong)
            )
    return [Score(kind, *(count[name] for name in Score._fields[1:])) for kind, count in sums.items()]
