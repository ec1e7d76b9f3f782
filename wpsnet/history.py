"""Who changed what, and when: kept by database triggers (django-pghistory), so that no way of writing escapes it."""

import pghistory
from pghistory import middleware

from wpsnet.logs import without_tokens


class HistoryMiddleware(middleware.HistoryMiddleware):
    def get_context(self, request):
        return super().get_context(request) | {"url": without_tokens(request.path)}


def keep(model, *, exclude=()):
    """Keep every version of MODEL's rows in the model `<Model>History`, with person and address of the request.

    Called in an app's translation.py, after the languages have been registered, since only then the model has all
    its columns.
    """
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=f"{model.__name__}History",
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(related_name="history"),
        append_only=True,
    )(model)
    return model
