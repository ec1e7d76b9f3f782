from django.db import models


class ReferenceRow(models.Model):
    """What one row of data/*.csv said when it was last loaded, and which record it filled.

    A row that has vanished from its file is known from here, and so is one that people have changed in the portal since.
    """

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_reference_row_per_key", fields=["file", "key"])]

    def __str__(self):
        return f"{self.file}: {self.key}"
