from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wpsnet.exports import Column

SUPPRESSED = [
    Column("address", _("e-mail address"), lambda row: row.address),
    Column("reason", _("why"), lambda row: row.get_reason_display()),
    Column("since", pgettext_lazy("date", "since"), lambda row: str(row.since.date())),
]
