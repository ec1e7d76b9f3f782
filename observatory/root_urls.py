"""Addresses for machines, which stand under no language."""

from django.urls import include, path

from observatory import sitemaps
from observatory.views import api

# /api/v1/: the public lists for programs
read_interface = [
    path("", api.index, name="index"),
    path("openapi.json", api.schema, name="schema"),
    path("<slug:name>/", api.rows, name="rows"),
]

urlpatterns = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("api/v1/", include((read_interface, "api"))),
]
