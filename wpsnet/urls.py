"""The roof: one include per app. Pages live under their language; addresses for machines do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from members.views.desk import desk
from wpsnet import dev_mail, operations
from wpsnet.outbox.hook import hook, provider_hooks

handler400, handler403, handler404, handler500 = (
    "wpsnet.errors.bad_request",
    "wpsnet.errors.forbidden",
    "wpsnet.errors.not_found",
    "wpsnet.errors.broken",
)

# /dev/mail/, only where the embedded services run
dev = [
    path("", dev_mail.mail_list, name="list"),
    path("<str:name>/", dev_mail.mail, name="mail"),
    path("<str:name>/html/", dev_mail.mail_html, name="html"),
]

urlpatterns = [
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("robots.txt", operations.robots, name="robots"),
    path("", include("observatory.root_urls")),
    path(".well-known/security.txt", operations.security_txt, name="security_txt"),
    path("hooks/returned-mail/", hook, name="returned_mail"),
    path("hooks/mail-provider/", include(provider_hooks())),
    path("dev/mail/", include((dev, "dev_mail"))),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        path("desk/", desk, name="desk"),
        path("", include("members.urls")),
        path("plans/", include("actionplans.urls")),
        path("", include("meetings.urls")),
        path("newsletter/", include("newsletters.urls")),
        path("", include("observatory.urls")),
    ),
]
