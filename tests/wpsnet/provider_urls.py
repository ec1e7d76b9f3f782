"""The addresses of a portal whose mail goes by a provider."""

from django.urls import include, path

from wpsnet.outbox.hook import provider_hooks

urlpatterns = [path("hooks/mail-provider/", include(provider_hooks()))]
