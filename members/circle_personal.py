"""What circles hold about a person: given to her alone, and gone when she is erased."""

from members.actions import circles
from wpsnet.personal import erasers, held


@held.guest("circles")
def held_in_circles(user):
    rows = user.circles.select_related("circle").prefetch_related("notices__files").order_by("pk")
    return {"circles": [told_of(row) for row in rows]}


def told_of(row):
    return {
        "circle": row.circle.name,
        "asked_at": row.asked_at.isoformat(),
        "joined_at": row.joined_at and row.joined_at.isoformat(),
        "convenes": row.convenes,
        "shown_as": row.shown_as,
        "show_email": row.show_email,
        "mails": row.mails,
        "introduction": row.introduction,
        "notices": [notice_told(notice) for notice in row.notices.all()],
    }


def notice_told(notice):
    return {
        "written_at": notice.written_at.isoformat(),
        "title": notice.title,
        "words": notice.words,
        "files": [file.name for file in notice.files.all()],
    }


@erasers.guest("circles")
def leave_all(user):
    """Her notices go with her: no office needs a record of them."""
    for row in user.circles.all():
        circles.leave(row, take_notices=True)
