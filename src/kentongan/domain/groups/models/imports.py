"""What was imported from a spreadsheet, so that a second run adds nothing and a batch can be found again."""

from django.conf import settings
from django.db import models


class ImportBatch(models.Model):
    """One imported file, known by its digest."""

    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=13)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
