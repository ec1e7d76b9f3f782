from django.urls import path

from members.views import directory

app_name = "members"

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
]
