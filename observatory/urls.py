from django.urls import path

from observatory.views import about, members

app_name = "observatory"

# /countries/, /organisations/: everything about one member
member_pages = [
    path("countries/<str:iso3>/", members.country, name="country"),
    path("organisations/<slug:slug>/", members.organisation, name="organisation"),
]

# /about/
about_pages = [
    path("about/", about.about, name="about"),
]

urlpatterns = [*member_pages, *about_pages]
