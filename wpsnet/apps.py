from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from wpsnet import checks


class WpsnetConfig(AppConfig):
    name = "wpsnet"
    verbose_name = _("ground")

    def ready(self):
        """Let the apps put themselves on the surfaces, as the admin finds admin.py."""
        register(checks.pdf_libraries)
        autodiscover_modules(
            "desk", "search", "timeline", "documents", "reference", "handover", "personal", "letters", "mentions"
        )
