from django.urls import path

from observatory.views import about, api, compare, corrections, home, members, networks, resources, search, snapshots

app_name = "observatory"

# /
front = [path("", home.home, name="home")]

# /countries/, /organisations/: everything about one member
member_pages = [
    path("countries/<str:iso3>/", members.country, name="country"),
    path("organisations/<slug:slug>/", members.organisation, name="organisation"),
]

# /compare/: countries side by side
compare_pages = [path("compare/", compare.compare, name="compare")]

# /networks/: those that work with this one
network_pages = [path("networks/", networks.networks, name="networks")]

# /search/
search_pages = [path("search/", search.search_page, name="search")]

# /about/
about_pages = [path("about/", about.about, name="about")]

# /corrections/: errors that readers report
correction_pages = [
    path("corrections/", corrections.report, name="report_error"),
    path("corrections/sent/", corrections.reported, name="error_reported"),
    path("desk/corrections/", corrections.corrections, name="corrections"),
    path("desk/corrections/<int:pk>/", corrections.answer, name="answer_correction"),
]

# /data/: everything as one file
data_pages = [
    path("data/", snapshots.snapshots, name="snapshots"),
    path("data/api/", api.about, name="api"),
    path("data/api/<slug:name>/", api.about_list, name="api_list"),
    path("data/<str:day>/", snapshots.snapshot, name="snapshot"),
]

# /resources/: laws, policies, good practices; and the room of those who keep them
resource_pages = [
    path("resources/", resources.resources, name="resources"),
    path("resources/room/", resources.room, name="room"),
    path("resources/room/add/", resources.write_resource, name="add_resource"),
    path("resources/room/<int:pk>/", resources.write_resource, name="edit_resource"),
    path("resources/room/<int:pk>/adherences/add/", resources.add_adherence, name="add_adherence"),
    path("resources/room/<int:pk>/<str:verb>/", resources.settle_resource, name="settle_resource"),
    path("resources/<int:pk>/", resources.resource, name="resource"),
    path("resources/<int:pk>/file/", resources.resource_file, name="resource_file"),
    path("resources/<int:pk>/plans/", resources.use_practice, name="use_practice"),
]

urlpatterns = [
    *front,
    *member_pages,
    *compare_pages,
    *network_pages,
    *search_pages,
    *about_pages,
    *data_pages,
    *correction_pages,
    *resource_pages,
]
