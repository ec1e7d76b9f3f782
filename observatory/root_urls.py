"""Addresses for machines, which stand under no language."""

from django.urls import path

from observatory import sitemaps

urlpatterns = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
]
