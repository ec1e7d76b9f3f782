"""The screen in the room: who has the floor and who comes next. Its address is secret, its page the same for everybody.

Hundreds look at it at once, so it is kept in Valkey under the number of the last change; whoever comes first after a
change makes it, with one question to the database, and the others get what is kept.
"""

import hashlib

import redis
from django.db import transaction
from django.db.models import F

from meetings.models import Inscription, Room
from wpsnet.public_cache import client

KEPT_SECONDS = 60  # should the store not have heard of a change, the screen follows a minute later all the same
NEXT = 8  # speakers that the screen names ahead


def changed(room):
    """Say that the screen of ROOM must show something else, once this transaction is through."""
    transaction.on_commit(lambda: client.incr(number_of(room.key)), robust=True)


def number_of(key):
    return f"room:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def kept(key, language, make):
    """(the page, its mark for ETag) of the room at KEY; `make` gives the page, or None where there is no such room."""
    number = number_of(key)
    try:
        version = (client.get(number) or b"0").decode()
        page = client.get(f"{number}:{language}:{version}")
    except redis.RedisError:
        page, version = None, None
    if page is None:
        made = make()
        if made is None:
            return None, None
        page = made.encode()
        if version is not None:
            keep(f"{number}:{language}:{version}", page)
    return page, f'"{hashlib.sha256(page).hexdigest()[:32]}"'


def keep(name, page):
    try:
        client.set(name, page, ex=KEPT_SECONDS)
    except redis.RedisError:
        return  # it is answered all the same


def shown(key):
    """What the screen at KEY shows, as a template context; None where there is no such room. One query while somebody is
    on the list, two where nobody is."""
    of_room = Inscription.objects.on_the_list().filter(item__meeting__room__key=key)
    rows = of_room.filter(item=F("item__meeting__room__item")).order_by("position", "pk")
    rows = list(rows.select_related("member", "item__meeting__room"))
    if rows:
        room, item = rows[0].item.meeting.room, rows[0].item
    else:
        room = Room.objects.select_related("item", "meeting").filter(key=key).first()
        if room is None:
            return None
        item = room.item
    speaking = next((row for row in rows if row.state == Inscription.State.SPEAKING), None)
    waiting = [row for row in rows if row.state == Inscription.State.WAITING]
    return {
        "meeting": item.meeting if rows else room.meeting,
        "item": item,
        "speaking": speaking,
        "minutes": room.minutes_for(speaking.member) if speaking else None,
        "waiting": waiting[:NEXT],
        "more": max(0, len(waiting) - NEXT),
    }
