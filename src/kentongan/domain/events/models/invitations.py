"""Who is asked to come, with how many, and what they answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kentongan.domain.events.models.events import Event
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region


class Invitation(models.Model):
    """One addressee: a group, an agency, the holder of a post in an area (sekcam), or somebody by name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=120, blank=True)  # "Sekretaris Kecamatan": invited by post
    seats = models.PositiveSmallIntegerField(default=1)
    invited_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_seats = models.PositiveSmallIntegerField(null=True, blank=True)  # 0: will not come
    head_name = models.CharField(max_length=150, blank=True)  # whom the invitation meant …
    head_title = models.CharField(max_length=150, blank=True)
    delegate_name = models.CharField(max_length=150, blank=True)  # … and who comes for them (domain.md M2)
    delegate_title = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=300, blank=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, agency=None, region=None, name="")
                | Q(group=None, agency__isnull=False, region=None, name="")
                | Q(group=None, agency=None, region__isnull=False, name="")
                | (Q(group=None, agency=None, region=None) & ~Q(name="")),
                name="invitation_has_one_addressee",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="invitation_has_a_seat"),
            models.CheckConstraint(
                condition=Q(confirmed_seats=None) | Q(confirmed_seats__lte=F("seats")),
                name="confirmed_seats_within_invited",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_seats=None, answered_at=None)
                | Q(confirmed_seats__isnull=False, answered_at__isnull=False),
                name="invitation_answer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(delegate_name="") | ~Q(head_title=""), name="invited_delegate_stands_for_a_head"
            ),
            models.UniqueConstraint(fields=["event", "group"], name="group_invited_once"),
            models.UniqueConstraint(fields=["event", "agency"], name="agency_invited_once"),
            models.UniqueConstraint(fields=["event", "region", "role"], name="post_in_area_invited_once"),
            models.UniqueConstraint(
                fields=["event", "name"], condition=~Q(name=""), name="name_invited_once"
            ),
        ]

    @property
    def addressee(self) -> str:
        """Who is meant, in words: "KIM Surya", "Sekretaris Kecamatan Reban"."""
        if self.group:
            return self.group.name
        if self.agency:
            return self.agency.name
        if self.region:
            return _post_in(self.role, self.region)
        return self.name


def _post_in(role: str, region: Region) -> str:
    """The post with its area: "Sekretaris Kecamatan Reban", "Lurah, Kelurahan Pati Wetan"."""
    if not role:
        return region.title
    if region.local_title and role.endswith(f" {region.local_title}"):
        return role.removesuffix(region.local_title) + region.title
    return f"{role}, {region.title}"
