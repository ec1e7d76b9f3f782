"""Who changed what, and when: kept by database triggers (django-pghistory), so that no way of writing escapes it."""

import pghistory
from django.db.migrations import RunPython
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


def install_triggers(app):
    """For the end of a migration that makes models of APP: installs the triggers that their options name, all in one go.

    The AddTrigger of django-pgtrigger builds each model and its neighbours anew; for three hundred triggers this was the
    greater part of a first start.
    """

    def install(apps, schema_editor):
        for model in apps.get_app_config(app).get_models():
            for trigger in getattr(model._meta, "triggers", []):
                schema_editor.execute(trigger.install_sql, params=None)

    return RunPython(install, RunPython.noop)  # with the tables the triggers go
