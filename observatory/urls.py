from django.urls import path

from observatory.views import members, search

app_name = "observatory"

# /countries/, /organisations/: everything about one member
member_pages = [
    path("countries/<str:iso3>/", members.country, name="country"),
    path("organisations/<slug:slug>/", members.organisation, name="organisation"),
]

# /search/
search_pages = [path("search/", search.search_page, name="search")]

urlpatterns = [*member_pages, *search_pages]
