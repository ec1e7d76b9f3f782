from django.urls import path

from observatory.views import about, home, members, search

app_name = "observatory"

# /
front = [path("", home.home, name="home")]

# /countries/, /organisations/: everything about one member
member_pages = [
    path("countries/<str:iso3>/", members.country, name="country"),
    path("organisations/<slug:slug>/", members.organisation, name="organisation"),
]

# /search/
search_pages = [path("search/", search.search_page, name="search")]

# /about/
about_pages = [path("about/", about.about, name="about")]

urlpatterns = [*front, *member_pages, *search_pages, *about_pages]
