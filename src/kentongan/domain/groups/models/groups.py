"""The group itself. Its stage is derived from dated facts and never typed (domain.md §13)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.groups.models.decrees import Decree
from kentongan.domain.groups.models.queries import GroupQuerySet, Stage
from kentongan.domain.groups.rules import name_key
from kentongan.domain.regions.fields import BytewiseField
from kentongan.domain.regions.models import Region

__all__ = ["Equipment", "Group", "GroupQuerySet", "Kind", "LegalForm", "Level", "Origin", "Stage"]


class Kind(models.TextChoices):
    """Kinds of social communication institution (Permenkominfo 8/2010; partners of 8/2019 Pasal 16)."""

    KIM = "kim", _("Kelompok Informasi Masyarakat (KIM)")
    TRADITIONAL_MEDIA = "traditional_media", _("kelompok media tradisional")
    MEDIA_WATCH = "media_watch", _("lembaga pemantau media")
    PROFESSIONAL = "professional", _("lembaga komunikasi organisasi profesi")
    CONTENT_CREATORS = "content_creators", _("komunitas pembuat konten positif")
    STRATEGIC = "strategic", _("kelompok strategis")
    FORUM = "kim_forum", _("forum KIM")


class Level(models.TextChoices):
    """Where a group is seated; independent of who issued its decree (domain.md §1.3)."""

    HAMLET = "hamlet", _("padukuhan atau dusun")
    VILLAGE = "village", _("desa atau kelurahan")
    DISTRICT = "district", _("kecamatan")
    REGENCY = "regency", _("kabupaten atau kota")
    PROVINCE = "province", _("provinsi")
    NATIONAL = "national", _("nasional")


class Origin(models.TextChoices):
    """How the group came to carry the information function (Purbalingga: domain.md G5)."""

    NEW = "new", _("kelompok baru")
    FUNCTION_ADDED = "function_added", _("fungsi informasi ditambahkan pada kelompok yang sudah ada")


class LegalForm(models.TextChoices):
    """Legal standing. A decree is recognition, not legal personality (domain.md §1.6)."""

    NONE = "none", _("belum ada")
    DECREE = "decree", _("diakui dengan SK")
    LKD = "lkd", _("lembaga kemasyarakatan desa dengan Perdes")
    REGISTERED = "registered", _("organisasi kemasyarakatan terdaftar")
    LEGAL_ENTITY = "legal_entity", _("perkumpulan atau yayasan berbadan hukum")


class NameKeyField(BytewiseField):
    """The name reduced to what tells groups apart; follows the name whenever the row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The key of the name that is being written."""
        key = name_key(str(getattr(model_instance, "name", "")))[:120]
        setattr(model_instance, self.attname, key)
        return key


class Group(models.Model):
    """A community group with the information function; KIM is one kind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    name_key = NameKeyField(max_length=120, default="", editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.KIM)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.VILLAGE)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="groups")
    hamlet = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.NEW)
    parent_body = models.CharField(max_length=120, blank=True)  # the existing body keeps its own name …
    parent_body_purpose = models.CharField(max_length=200, blank=True)  # … and purpose (G5)
    function_added_on = models.DateField(null=True, blank=True)
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices, default=LegalForm.NONE)
    legal_document = models.CharField(max_length=200, blank=True)
    register_number = models.CharField(max_length=40, blank=True)  # Nomor Induk KIM, never called NIK
    proposed_on = models.DateField(null=True, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)
    decrees = models.ManyToManyField(Decree, related_name="groups", blank=True)
    merged_into = (
        models.ForeignKey(  # the same group, entered twice; always the one that stands, never a chain
            "self", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="absorbed"
        )
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "name_key"],
                condition=Q(dissolved_on=None, merged_into=None),
                name="group_once_per_region",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(founded_on=None) | Q(dissolved_on__gte=F("founded_on")),
                name="group_dissolved_after_founded",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="group_merged_into_other"
            ),
        ]
        indexes = [
            # the list of groups, paged by area then name
            models.Index(fields=["region", "name", "id"], name="group_by_region_name"),
            # the few entries merged into a group; whole, it would tempt SQLite to read all that are not
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="group_merged_entries"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def survivor(self) -> "Group":
        """The group this entry means: itself, or the one it was merged into."""
        return self.merged_into or self


class Equipment(models.Model):
    """A thing the group has to work with (facility; domain.md §8.1)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="equipment")
    name = models.CharField(max_length=100)
    count = models.PositiveIntegerField(default=1)
    condition = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=120, blank=True)
