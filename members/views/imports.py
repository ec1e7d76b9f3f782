"""Files with members or appointments: sent, looked at row by row, applied whole or not at all, and undone."""

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from members.actions import imports as actions
from members.forms.imports import ImportForm
from members.imports.faults import sentence
from members.imports.kinds import KINDS, export_columns
from members.models import Import, ImportRow
from wpsnet import exports
from wpsnet.listing import listing, page_of

REFRESH = 2  # seconds between two looks at a file that is being read
FORMATS = {name: exports.FORMATS[name] for name in ("csv", "xlsx")}
FAULTS = [
    exports.Column("line", _l("line"), lambda row: row.line),
    exports.Column(
        "faults",
        _l("what is wrong"),
        lambda row: " ".join(f"{column}: {sentence(code, named)}" for column, code, named in row.faults),
    ),
]
SAID = {
    "apply": _l("The file is being applied."),
    "undo": _l("The import is being undone."),
    "discard": _l("The file was put aside. Nothing was changed."),
    "read_again": _l("The file is being read again."),
    "invite": _l("The invitations are on their way."),
}
may_import = permission_required("members.import", raise_exception=True)


class RowFilter(django_filters.FilterSet):
    """The rows of one file, by what they would do."""

    state = django_filters.ChoiceFilter(label=_l("Rows"), choices=ImportRow.State.choices, empty_label=_l("all rows"))

    class Meta:
        model = ImportRow
        fields = ["state"]


@require_http_methods(["GET", "HEAD", "POST"])
@may_import
def imports(request):
    """The files that were sent, and the form to send another."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = actions.send(form.cleaned_data["kind"], form.cleaned_data["file"], by=request.user)
        return redirect("members:import", upload.pk)
    context = {
        "form": form,
        "page": page_of(Import.objects.select_related("uploaded_by"), request.GET.get("page", 1)),
        "kinds": [(kind, KINDS[kind].columns) for kind in Import.Kind],
        "section": "desk",
    }
    return render(request, "desk/imports.html", context, status=400 if form.errors else 200)


@require_safe
@may_import
def import_template(request, kind):
    """The present data in just the form in which a file is read; with ?empty=yes the first line alone."""
    if kind not in Import.Kind.values:
        raise Http404
    present = KINDS[kind].rows.present(request.user)
    rows = present.none() if request.GET.get("empty") else present
    return exports.answer(request, request.GET.get("format", "csv"), rows, export_columns(kind), kind, FORMATS)


@require_safe
@may_import
def one(request, pk):
    """What became of a file: how far it is read, what its rows would do, what stands against it."""
    upload = get_object_or_404(Import.objects.select_related("uploaded_by", "applied_by", "undone_by"), pk=pk)
    rows = RowFilter(request.GET, upload.rows.order_by("line"))
    counts = dict(upload.rows.order_by().values_list("state").annotate(rows=Count("pk")))
    is_open = upload.state in Import.OPEN
    context = {
        "upload": upload,
        "counts": [(state, counts[state]) for state in ImportRow.State if counts.get(state)],
        "is_whole": not counts.get(ImportRow.State.FAULTY),
        "would_change": counts.get(ImportRow.State.NEW, 0) + counts.get(ImportRow.State.CHANGED, 0),
        "problems": [sentence(code, named) for code, named in upload.problems],
        "refreshes": is_open and request.GET.get("refresh") != "no",
        "is_open": is_open,
        "section": "desk",
    } | people_of(upload)
    response = listing(
        request,
        rows,
        template="desk/import.html",
        name="import-faults",
        columns=FAULTS,
        formats=FORMATS,
        context=context,
    )
    if context["refreshes"]:
        response["Refresh"] = str(REFRESH)
    return response


def people_of(upload):
    if upload.state != Import.State.APPLIED or upload.kind != Import.Kind.APPOINTMENTS:
        return {}
    mailing = actions.invitations_of(upload)
    return {"not_here_yet": actions.not_here_yet(upload).count(), "invitations": mailing and mailing.counts()}


@require_http_methods(["GET", "HEAD", "POST"])
@may_import
def act(request, pk, verb):
    """Ask whether it is meant, then do it. Of two who do it at once, the second is told how it stands."""
    upload = get_object_or_404(Import, pk=pk)
    if request.method != "POST":
        changing = upload.rows.filter(state__in=[ImportRow.State.NEW, ImportRow.State.CHANGED])
        return render(
            request,
            "desk/import_act.html",
            {"upload": upload, "verb": verb, "rows": changing.count(), "section": "desk"},
        )
    try:
        getattr(actions, verb)(upload, by=request.user)
    except actions.HasFaults:
        messages.error(
            request, _("The file has faulty rows. Mend them in the file and send it again; nothing was changed.")
        )
    except actions.Meanwhile as meanwhile:
        told = {"state": meanwhile.upload.get_state_display()}
        messages.warning(request, _("Nothing was done now: meanwhile this import is %(state)s.") % told)
    else:
        messages.success(request, SAID[verb])
    return redirect("members:import", pk)
