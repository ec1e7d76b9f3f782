"""Two to five countries side by side."""

from django.shortcuts import render

from observatory.comparison import COLUMNS, side_by_side
from observatory.forms.compare import CompareForm
from wpsnet import exports
from wpsnet.public_cache import public_page


@public_page
def compare(request):
    form = CompareForm(request.GET)
    context = {"form": form, "formats": exports.FILES, "section": "countries"}
    if not form.is_valid():
        return render(request, "observatory/compare.html", context, status=400)
    rows = side_by_side(form.cleaned_data["country"], form.on) if form.cleaned_data["country"] else []
    if (format := request.GET.get("format", "html")) != "html":
        return exports.answer(request, format, rows, COLUMNS, "countries-compared", exports.FILES)
    return render(request, "observatory/compare.html", context | {"rows": rows, "on": form.on})
