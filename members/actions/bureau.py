"""Who chairs in which year, what the bureau writes for those who come after, and the changeover on 1 January."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import emails
from members.bureau import focal_points
from members.models import BureauTerm
from wpsnet import files, public_cache
from wpsnet.models import Mailing, Source

LAST_MONTH = 3  # who is told of the changeover only in April wonders


class ChairTaken(Exception):
    """Another member is the chair of that year. `term` is hers."""

    def __init__(self, term):
        super().__init__()
        self.term = term


class NamedAlready(Exception):
    """The member has a role in that year. `term` is that one."""

    def __init__(self, term):
        super().__init__()
        self.term = term


def name_chair(term, *, source=None):
    """Write TERM, new or changed, with a further SOURCE. Raises ChairTaken or NamedAlready, and then nothing changes."""
    try:
        with transaction.atomic():
            term.save()
            if source is not None:
                term.sources.add(source_like(**source))
            public_cache.published()
    except IntegrityError as error:
        raise conflict(term, error) from error
    return term


def conflict(term, error):
    others = BureauTerm.objects.filter(year=term.year).exclude(pk=term.pk).select_related("member")
    match error.__cause__.diag.constraint_name:
        case "one_chair_per_year":
            return ChairTaken(others.filter(role=BureauTerm.Role.CHAIR).first())
        case "one_bureau_role_per_year":
            return NamedAlready(others.filter(member=term.member).first())
    return error


def source_like(title, url, kind):
    """The source with that title and address; a new one where there is none yet."""
    if known := Source.objects.filter(title=title, url=url).first():
        return known
    return Source.objects.create(title=title, url=url, kind=kind, key=f"bureau-{timezone.now():%Y%m%d%H%M%S%f}")


@transaction.atomic
def remove_term(term):
    """Take a term back. The rights that went with it end with it."""
    term.delete()
    public_cache.published()


@transaction.atomic
def write_note(note, *, uploads=(), dropped=(), by):
    """Save NOTE, new or changed, with the files UPLOADS and without those DROPPED."""
    if note.pk is None:
        note.written_by = by
    note.save()
    note.files.remove(*dropped)
    note.files.add(*(files.store(upload, by=by) for upload in uploads))
    return note


def change_chair(today=None):
    """Tell the new chair, the outgoing one and the secretariat that the chair has changed: once a year, however often
    this is called. The rights themselves follow the calendar, and need nobody to change them."""
    today = today or timezone.localdate()
    if today.month > LAST_MONTH:
        return None
    if (today.month, today.day) == (1, 1):
        public_cache.published()  # who is in the chair stands on public pages
    if Mailing.objects.filter(key=emails.changeover_key(today.year)).exists():
        return None
    terms = BureauTerm.objects.around(today.year)
    chairs = [term.member for term in terms if term.year == today.year]
    if not chairs:
        return None  # not named yet: asked again tomorrow
    outgoing = [term.member for term in terms if term.year == today.year - 1 and term.member not in chairs]
    posts = focal_points([member.pk for member in [*chairs, *outgoing]])
    return emails.tell_of_changeover(today.year, chairs, outgoing, posts)
