from django.urls import include, path

from meetings import views

app_name = "meetings"

# /meetings/
meetings = [
    path("", views.meeting_list, name="list"),
    path("statements/", views.statements, name="statements"),
    path("<slug:slug>/", views.detail, name="detail"),
]

urlpatterns = [
    path("meetings/", include(meetings)),
    path("action-points/", views.action_points, name="action_points"),
]
