"""What each column of the registry's files means."""

from django.shortcuts import render

from actionplans.dictionary import DICTIONARY, files, rows
from wpsnet import exports
from wpsnet.public_cache import public_page


@public_page
def dictionary(request):
    if (format := request.GET.get("format", "html")) != "html":
        return exports.answer(request, format, rows(), DICTIONARY, "data-dictionary", exports.FILES)
    context = {"files": files(), "section": "plans", "formats": exports.FILES}
    return render(request, "actionplans/dictionary.html", context)
