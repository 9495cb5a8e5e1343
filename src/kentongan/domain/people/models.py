"""Persons, accounts, agencies, posts, grants: who somebody is and what they may do, with dates."""

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.merging import Distinction, MergeRecord
from kentongan.domain.people.rules import matrix
from kentongan.domain.regions.models import Region


class Person(models.Model):
    """A human being, once, however many groups and posts they have. Equal names stay apart."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("perempuan")
        MALE = "m", _("laki-laki")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=150)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False)  # invented for the demonstration, and labelled so
    merged_into = models.ForeignKey(  # the same person, entered twice; always the one that stands
        "self", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="absorbed"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="person_merged_into_other"
            )
        ]
        indexes = [
            # offering persons of an area by name while typing (group page, posts)
            models.Index(fields=["region", "name"], name="person_in_region"),
            # the few entries merged into a person; whole, it would tempt SQLite to read all that are not
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged_entries"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def survivor(self) -> "Person":
        """The person this entry means: itself, or the one it was merged into."""
        return self.merged_into or self


class PersonMerge(MergeRecord):
    """The absorbed entry is the kept person; see :class:`~kentongan.domain.core.merging.MergeRecord`."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at=None), name="person_merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="person_merged_into_another"),
        ]


class PersonDistinction(Distinction):
    """A pair of persons that somebody told apart; ``first`` has the lower id."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="persons_told_apart_once"),
        ]


class UserManager(BaseUserManager["User"]):
    """Accounts are made by ``actions.create_user``; this is the look-up by username, the person at hand."""

    def get_queryset(self) -> models.QuerySet["User"]:
        """Accounts with their person: every request names the actor."""
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account with this username, whatever its case."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account to sign in with. What it may do is said by its grants alone."""

    username = models.CharField(max_length=80, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Agency(models.Model):
    """A government office (OPD, district office, village office). Names are data: IKP here, KIP there."""

    class Kind(models.TextChoices):
        COMMUNICATIONS_OFFICE = "communications_office", _("dinas komunikasi dan informatika")
        REGIONAL_AGENCY = "regional_agency", _("perangkat daerah")
        DISTRICT_OFFICE = "district_office", _("kantor kecamatan")
        VILLAGE_OFFICE = "village_office", _("kantor desa atau kelurahan")
        MINISTRY = "ministry", _("kementerian")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=30, choices=Kind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="agency_once_per_region")]

    def __str__(self) -> str:
        return self.short_name


class Unit(models.Model):
    """A part of an agency, such as Bidang IKP."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="unit_once_per_agency")]


def holding(on: date | None = None) -> Q:
    """The condition that a dated row (``starts_on``, ``ends_on``, both inclusive) holds on the day."""
    day = on or timezone.localdate()
    return (Q(starts_on=None) | Q(starts_on__lte=day)) & (Q(ends_on=None) | Q(ends_on__gte=day))


class Post(models.Model):
    """A post somebody holds or held, structural beside functional (domain.md T12, M9)."""

    class Kind(models.TextChoices):
        STRUCTURAL = "structural", _("jabatan struktural")
        FUNCTIONAL = "functional", _("jabatan fungsional")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STRUCTURAL)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)  # a start known only as "end of 2019"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_start",
            )
        ]


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants."""

    def holding(self, on: date | None = None) -> "GrantQuerySet":
        """The grants in force on the day and not revoked."""
        return self.filter(holding(on), revoked_at=None)

    def with_places(self) -> "GrantQuerySet":
        """Each with its agency, and its region up to the office whose name and colours stand above it."""
        brands = ("region__brand", "region__parent__brand", "region__parent__parent__brand")
        return self.select_related("agency", *brands)


class Grant(models.Model):
    """A role on a subtree, narrowed to an agency or a group where one is named, for a period.

    ``group_id`` carries no foreign key since groups stand a floor above; ``groups.actions`` alone writes it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    group_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="grant_ends_after_start"
            )
        ]

    @property
    def role_name(self) -> str:
        """The role as people say it."""
        return matrix().roles[self.role].name


class Mandate(models.Model):
    """One person may act on behalf of another for a period (diwakili, a.n.; domain.md M2, P9)."""

    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_given")
    principal_title = models.CharField(max_length=150)
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_held")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="mandate_to_somebody_else")
        ]


class ApiToken(models.Model):
    """A machine's key to an account; only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)


class SavedView(models.Model):
    """A filter of a list that an officer kept under a name; ``page`` says of which list."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.SlugField(max_length=20, db_index=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="one_view_a_name")]


class Session(AbstractBaseSession):
    """A signed-in browser, listed to its owner and ended by them; see ``people.sessions``."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=120, blank=True)
