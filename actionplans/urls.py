from django.urls import path

from actionplans import views

app_name = "actionplans"

# /plans/
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("how-status-works/", views.how_status_works, name="how_status_works"),
    path("<slug:member>/<slug:slug>/", views.detail, name="detail"),
]
