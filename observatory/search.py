"""What of this app can be found: resources."""

from django.utils.translation import gettext_lazy

from observatory.models import Resource
from wpsnet.languages import CODES, texts_of
from wpsnet.search import Findable, findable, path_of

WORDS = ["summary", "done", "result", "conditions"]


@findable("resource", gettext_lazy("Laws, policies, practices"))
def resources(keys=None):
    rows = Resource.objects.published().select_related("member").prefetch_related("themes", "about")
    for resource in rows if keys is None else rows.filter(pk__in=keys):
        said = [texts_of(resource, name) for name in WORDS]
        about = [resource.member, *resource.about.all(), *resource.themes.all()]
        yield Findable(
            key=str(resource.pk),
            path=path_of(resource),
            titles=texts_of(resource, "title"),
            bodies={code: "\n".join(filter(None, (one.get(code) for one in said))) for code in CODES},
            names=tuple(texts_of(resource, "title").values()),
            about=tuple(name for one in about for name in texts_of(one, "name").values()),
            date=resource.made_last,
        )
