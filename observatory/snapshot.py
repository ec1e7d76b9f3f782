"""The whole of what is public, as one dated file: every list in every language, with what its columns mean and checksums.

The lists are asked for as a reader asks for them, by their own addresses, so a snapshot cannot say anything else than the
pages do, and a page that changes changes it too.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import os
import tempfile
import zipfile
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from observatory.models import Snapshot
from wpsnet import files
from wpsnet.languages import CODES
from wpsnet.public_cache import published

LISTS = [
    "members:directory",
    "members:answers",
    "members:bureau",
    "observatory:networks",
    "actionplans:list",
    "actionplans:growth",
    "actionplans:commitments",
    "actionplans:actions",
    "actionplans:board",
    "actionplans:comments",
    "actionplans:documents",
    "actionplans:how_we_count",
    "actionplans:dictionary",
    "meetings:list",
    "meetings:statements",
    "meetings:action_points",
    "meetings:events",
    "meetings:programme",
    "newsletters:archive",
    "observatory:resources",
]
KEPT = 60  # days; after them the first of each month stays
ABOUT = """\
Women, Peace and Security Focal Points Network: all public lists of the portal on {day}.

<language>/<list>.csv and .json: each list in each of the six languages, in UTF-8.
columns.csv: what each column means. SHA256SUMS: the checksum of every file here.

To cite it: Women, Peace and Security Focal Points Network, data of {day}, {address}
Terms: {terms}
"""
TERMS = (
    "No licence has been settled yet for the portal's texts and data. To use more than a quotation, ask the secretariat. "
    "Every fact names its source."
)


def make(day=None):
    """The Snapshot of DAY, today where none is given; made once a day, however often it is asked for."""
    day = day or timezone.localdate()
    if found := Snapshot.objects.filter(day=day).first():
        return found
    content, rows = written(day)
    name = f"wps-data-{day}.zip"
    with transaction.atomic():
        file = files.store(SimpleUploadedFile(name, content, "application/zip"))
        found, is_new = Snapshot.objects.get_or_create(day=day, defaults={"file": file, "rows": rows})
        if not is_new:  # another worker was faster
            files.discard(file)
        forget(day)
    published()
    return found


def forget(day):
    """Delete what is older than KEPT days, but for the first of each month."""
    for old in Snapshot.objects.filter(day__lt=day - dt.timedelta(days=KEPT)).exclude(day__day=1):
        file = old.file
        old.delete()
        files.discard(file)


def written(day):
    """(the bytes of the file, how many rows each list has)."""
    sums, rows, columns = {}, {}, {}
    with tempfile.TemporaryFile() as place:
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:

            def add(name, content):
                archive.writestr(name, content)
                sums[name] = hashlib.sha256(content).hexdigest()

            for language in CODES:
                for route in LISTS:
                    data = list_as(route, language, "json")
                    told = json.loads(data)
                    add(f"{language}/{told['list']}.json", data)
                    add(f"{language}/{told['list']}.csv", list_as(route, language, "csv"))
                    rows[told["list"]] = len(told["rows"])
                    if language == "en":
                        columns[told["list"]] = told["fields"]
            add("columns.csv", as_csv(columns).encode())
            address = settings.SITE_URL + reverse("observatory:snapshot", args=[day])
            add("README.txt", ABOUT.format(day=day, address=address, terms=TERMS).encode())
            archive.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
        place.seek(0, os.SEEK_SET)
        return place.read(), rows


def list_as(route, language, format):
    """The bytes that a reader gets who asks for the list at ROUTE in LANGUAGE as FORMAT."""
    with override(language):
        response = asked(route, f"format={format}")
        return b"".join(response.streaming_content) if response.streaming else response.content


def asked(route, query, **extras):
    """What the page at ROUTE answers a reader who has no account, in the active language. EXTRAS are set on the request."""
    path = reverse(route)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(query)
    host = urlsplit(settings.SITE_URL).hostname
    request.META = {"SERVER_NAME": host, "SERVER_PORT": "443", "QUERY_STRING": query}
    request.LANGUAGE_CODE = get_language()
    for name, value in extras.items():
        setattr(request, name, value)
    found = resolve(path)
    return found.func(request, *found.args, **found.kwargs)


def as_csv(columns):
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["list", "column", "meaning"])
    for name, fields in columns.items():
        writer.writerows((name, column, meaning) for column, meaning in fields.items())
    return lines.getvalue()
