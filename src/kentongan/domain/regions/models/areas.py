"""The tree of administrative areas and what is known of each."""

from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.fields import BytewiseField, CodeField
from kentongan.domain.regions.queries import ConnectivityQuerySet, RegionQuerySet, RegionTagQuerySet
from kentongan.domain.regions.rules import ROOT, lineage


class Level(models.IntegerChoices):
    """Depth in the tree."""

    COUNTRY = 0, _("Negara")
    PROVINCE = 1, _("Provinsi")
    REGENCY = 2, _("Kabupaten/kota")
    DISTRICT = 3, _("Kecamatan")
    VILLAGE = 4, _("Desa/kelurahan")


class Kind(models.TextChoices):
    """What a region is in law; read from its code."""

    COUNTRY = "country", _("Negara")
    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten")
    CITY = "city", _("Kota")
    DISTRICT = "district", _("Kecamatan")
    DESA = "desa", _("Desa")
    KELURAHAN = "kelurahan", _("Kelurahan")
    DESA_ADAT = "desa_adat", _("Desa adat")


class Region(models.Model):
    """One administrative area. Never deleted: a code that is no longer official carries ``gone_on``."""

    Level = Level
    Kind = Kind

    code = CodeField(primary_key=True)
    name = models.CharField(max_length=100)  # as the official list writes it
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    local_title = models.CharField(max_length=30, blank=True)  # Kecamatan, Kapanewon, Gampong …: display only
    time_zone = models.CharField(max_length=30, default="Asia/Jakarta")
    postal_code = models.CharField(max_length=5, blank=True)
    gone_on = models.DateField(null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [
            # "all districts" and "all villages" of a subtree on every board
            models.Index(fields=["level", "code"], name="region_of_level"),
        ]
        constraints = [
            models.CheckConstraint(
                name="region_only_root_has_no_parent",
                condition=Q(level=0, parent__isnull=True) | Q(level__gt=0, parent__isnull=False),
            ),
            models.CheckConstraint(name="region_level_known", condition=Q(level__lte=4)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name as people say it: "Kecamatan Gembong", "Desa Bermi", "Kabupaten Pati"."""
        if not self.local_title or self.name.startswith(self.local_title + " "):  # Gampong Baro
            return self.name
        return f"{self.local_title} {self.name}"

    @property
    def path(self) -> list["Region"]:
        """From the province down to the region itself; the country only for the country.

        One query, or none when the region came from a search or `with_paths`.
        """
        known: list[Region] | None = getattr(self, "_path", None)
        if known is None:
            codes = [code for code in lineage(self.code)[:-1] if code != ROOT]
            known = [*Region.objects.filter(code__in=codes), self]
            self._path = known
        return known

    @property
    def path_text(self) -> str:
        """Where it lies, nearest first: "Kecamatan Gembong, Kabupaten Pati, Jawa Tengah"."""
        above = reversed(self.path[:-1])
        return ", ".join(region.name if region.level == 1 else region.title for region in above)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone by whose clocks people there live."""
        return ZoneInfo(self.time_zone)

    @property
    def is_village(self) -> bool:
        """Whether it is a desa, kelurahan or desa adat."""
        return self.level == Level.VILLAGE


class RegionWord(models.Model):
    """A normalised word of a region's name, for the search."""

    word = BytewiseField(max_length=100)
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="words")
    level = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            # the search by name on every page that has one
            models.Index(fields=["level", "word", "region"], name="region_word_lookup"),
        ]


class AreaTotal(models.Model):
    """What lies in the country, a province or a regency: the denominators of coverage (domain.md 1.2).

    Written anew with every list that changes the tree; the figures of wide areas would else scan 84,000 rows.
    """

    region = models.OneToOneField(Region, primary_key=True, on_delete=models.CASCADE, related_name="total")
    districts = models.PositiveIntegerField(default=0)
    desa = models.PositiveIntegerField(default=0)
    kelurahan = models.PositiveIntegerField(default=0)


class RegionSource(models.Model):
    """An official list that was loaded into the tree."""

    name = models.CharField(max_length=200)  # the decree or file
    on = models.DateField()  # the date of the list
    loaded_at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField(default=0)


class RegionChange(models.Model):
    """What a newer official list changed in one region; figures can be read as of then and as of today."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Baru")
        RENAMED = "renamed", _("Ganti nama")
        RECODED = "recoded", _("Ganti kode")
        GONE = "gone", _("Tidak berlaku lagi")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    old_code = CodeField(blank=True)
    new_code = CodeField(blank=True)
    old_name = models.CharField(max_length=100, blank=True)
    new_name = models.CharField(max_length=100, blank=True)
    on = models.DateField()
    source = models.CharField(max_length=200)


class Tag(models.Model):
    """A label an office puts on areas: zona merah, desa binaan, 3T (domain.md G2)."""

    class Kind(models.TextChoices):
        PRIORITY = "priority", _("Masalah prioritas")
        FOSTERED = "fostered", _("Binaan")
        STATUS = "status", _("Status wilayah")
        OTHER = "other", _("Lainnya")

    code = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    issuer = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class RegionTag(models.Model):
    """A tag on an area for a time; areas below inherit it."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="uses")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="tag_uses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day it holds
    source = models.CharField(max_length=200, blank=True)

    objects = RegionTagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "region", "starts_on"], name="one_tag_use_a_start"),
            models.UniqueConstraint(
                fields=["tag", "region"], condition=Q(ends_on__isnull=True), name="one_open_tag_use"
            ),
            models.CheckConstraint(
                name="tag_use_dates_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]


class Connectivity(models.Model):
    """How a village is connected, measured on a day; the latest measure holds.

    Either somebody noted it, or it was reckoned from what the phones of the village told of their own syncs;
    ``figures`` then keeps what it rests on, since the samples themselves go after a while.
    """

    class Kind(models.TextChoices):
        NONE = "none", _("Tanpa sinyal")
        SMS = "sms", _("Hanya SMS")
        G2 = "2g", "2G"
        G3 = "3g", "3G"
        G4 = "4g", "4G"
        FIXED = "fixed", _("Internet kabel")

    class Way(models.TextChoices):
        NOTED = "noted", _("Dicatat orang")
        MEASURED = "measured", _("Diukur aplikasi")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="connectivity")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.NOTED, db_default=Way.NOTED)
    figures = models.JSONField(default=dict, blank=True)  # of a measured one: days, syncs, tries, kbps, from
    measured_on = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    objects = ConnectivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "measured_on"], name="one_measure_a_day"),
        ]


class Boundary(models.Model):
    """The outline of a region as an office supplied it, for maps only; WGS 84 degrees."""

    region = models.OneToOneField(Region, primary_key=True, on_delete=models.CASCADE, related_name="boundary")
    geometry = models.JSONField()  # coordinates of a MultiPolygon
    lon = models.FloatField()
    lat = models.FloatField()
    source = models.CharField(max_length=200)
    loaded_on = models.DateField(auto_now_add=True)


class FormerBoundary(models.Model):
    """An outline that a newer one replaced: maps as of an earlier day are drawn with it."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="former_boundaries")
    geometry = models.JSONField()
    source = models.CharField(max_length=200)
    replaced_on = models.DateField()  # the first day on which it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "replaced_on"], name="one_outline_replaced_a_day"),
        ]


class RegionNote(models.Model):
    """Something noted about a region, such as a practice worth learning from (domain.md M7)."""

    class Kind(models.TextChoices):
        REFERENCE_PRACTICE = "reference_practice", _("Praktik rujukan")
        OTHER = "other", _("Catatan lain")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    text = models.TextField()
    source = models.CharField(max_length=200, blank=True)
    noted_on = models.DateField()


class RegionBrand(models.Model):
    """How a region's office presents itself: its name, accent colour and motto."""

    region = models.OneToOneField(Region, primary_key=True, on_delete=models.CASCADE, related_name="brand")
    office_name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=40, blank=True)
    accent = models.CharField(max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z")])
    motto = models.CharField(max_length=150, blank=True)
