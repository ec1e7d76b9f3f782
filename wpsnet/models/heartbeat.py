from django.db import models


class Heartbeat(models.Model):
    """When a periodic work last ran: the readiness address and the operator look here."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return self.name
