"""Who came. A row is made on a device, paper or sheet; its id makes repeats harmless."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.events.models.events import Event
from kentongan.domain.events.models.lists import Element
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Person
from kentongan.domain.regions.fields import BytewiseField
from kentongan.domain.regions.models import Region


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Reads of attendance."""

    def standing(self) -> "AttendanceQuerySet":
        """Those not taken off the list again."""
        return self.filter(removed_at=None)

    def as_listed(self) -> "AttendanceQuerySet":
        """In the order they were written down, with what a list shows."""
        return self.select_related("element", "region", "group").order_by("recorded_at", "pk")


class Attendance(models.Model):
    """One person at one event. Taken off the list, the row stays and can be put back."""

    class Source(models.TextChoices):
        PHONE = "phone", _("dicatat di ponsel")
        OFFICE = "office", _("dicatat di kantor")
        SHEET = "sheet", _("dari berkas")
        API = "api", _("dari aplikasi lain")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    name = models.CharField(max_length=150)
    name_key = BytewiseField(max_length=150, editable=False)  # what tells two names apart; see rules
    sex = models.CharField(max_length=1, choices=Person.Sex.choices, blank=True)
    title = models.CharField(max_length=120, blank=True)  # post or occupation, as told
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    phone = models.CharField(max_length=20, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)  # name and title of whom they stand for
    signature = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.PHONE)
    digest = models.CharField(max_length=64)  # of what was sent: the same id with other content is refused
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)
    removed_reason = models.CharField(max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(removed_at=None), name="person_attends_once"
            ),
            models.UniqueConstraint(
                fields=["event", "name_key", "region"],
                condition=Q(removed_at=None, person=None),
                name="name_of_area_attends_once",
            ),
            models.UniqueConstraint(
                fields=["event", "name_key"],
                condition=Q(removed_at=None, person=None, region=None),
                name="name_without_area_attends_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | ~Q(removed_reason=""), name="attendance_removed_for_a_reason"
            ),
        ]
        indexes = [
            # the attendance list of an event, in the order it was written
            models.Index(fields=["event", "recorded_at"], name="attendance_of_event"),
        ]


class AttendanceSheet(models.Model):
    """A typed attendance list handed in: looked at first, applied when somebody says so."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sheets")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    sheet = models.JSONField(null=True)  # what was read; emptied once applied
    created = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
