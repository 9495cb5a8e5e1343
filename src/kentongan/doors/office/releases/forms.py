"""What the pages of packages read from a request. Whether it may be so is decided by the releases room."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models.groups import Level, Stage
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Connectivity, Region, Tag
from kentongan.domain.regions.rules import lineage
from kentongan.domain.releases.access import visible
from kentongan.domain.releases.models import Campaign, InformationClass, Topic, Version
from kentongan.domain.releases.rules import FILTER_KEYS
from kentongan.doors.office.fields import FilesField, WordsField, moment_field

TEXTS = (
    "title",
    "summary",
    "body",
    "short_text",
    "spoken_text",
    "information_class",
    "valid_until",
    "embargo_until",
)


class AudienceForm(forms.Form):
    """Areas and filters: whom a package reaches."""

    conditional = ("region", "areas")  # may be empty in some cases only

    region = forms.ChoiceField(label=_("Kantor pengirim"))
    areas = WordsField(label=_("Wilayah sasaran"), required=False)
    level = WordsField(label=_("Tingkat KIM"), choices=Level.choices, required=False)
    stage = WordsField(label=_("Tahap KIM"), required=False)
    tags = WordsField(label=_("Label wilayah"), required=False)
    connectivity = WordsField(label=_("Jaringan di desa"), choices=Connectivity.Kind.choices, required=False)

    def __init__(self, *args: Any, by: Authority, place: Region | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        regions = [place] if place else list(Region.objects.filter(code__in=by.areas("releases.write")))
        self.place = place
        self.places = {region.code: region for region in regions}
        self.fields["region"].choices = [(region.code, region.title) for region in regions]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["region"].initial = regions[0].code if regions else ""
        self.fields["region"].required = False
        if len(regions) < 2:
            self.fields["region"].widget = forms.HiddenInput()
        stages = [choice for choice in Stage.choices if choice[0] != Stage.DISSOLVED]
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]
        self.fields["tags"].choices = list(Tag.objects.values_list("code", "name"))  # type: ignore[attr-defined]

    @property
    def sender(self) -> str:
        """The code of the region the package is sent from."""
        typed = str(self["region"].value() or "")
        known = [str(code) for code, _title in self.fields["region"].choices]  # type: ignore[attr-defined]
        return typed if typed in known else (known[0] if known else "")

    @property
    def chosen(self) -> list[str]:
        """The area codes as they stand in the form now."""
        return list(dict.fromkeys(str(code) for code in self["areas"].value() or []))

    @property
    def audience_filter(self) -> dict[str, list[str]]:
        """The filters as they stand in the form now."""
        return {key: list(self[key].value() or []) for key in FILTER_KEYS if self[key].value()}


class ReleaseForm(AudienceForm):
    """All that is written into a package. ``place`` fixes the sending region of one that exists."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Judul"))
    summary = forms.CharField(
        label=_("Ringkasan"),
        required=False,
        help_text=_("Satu atau dua kalimat: apa, siapa, kapan, di mana."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )
    body = forms.CharField(
        label=_("Isi lengkap"),
        required=False,
        help_text=_(
            "Baris kosong memisahkan paragraf. ## Subjudul, **tebal**, - daftar, [tautan](https://…)."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "class": "tall"}),
    )
    short_text = forms.CharField(
        label=_("Teks SMS dan WhatsApp"),
        required=False,
        help_text=_("Paling banyak 160 huruf, agar cukup satu SMS."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )
    spoken_text = forms.CharField(
        label=_("Teks untuk dibacakan"),
        required=False,
        help_text=_("Seperti diumumkan di masjid atau rapat desa: kalimat pendek, tanpa singkatan."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    information_class = forms.ChoiceField(
        label=_("Siapa yang boleh membaca"),
        choices=InformationClass.choices,
        initial=InformationClass.PUBLIC,
        widget=forms.RadioSelect,
    )
    topics = WordsField(label=_("Topik"), required=False)
    campaign = forms.ChoiceField(label=_("Kampanye"), required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Instansi sumber"), empty_label=None)
    valid_until = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Hari terakhir paket ini masih benar."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    embargo_until = moment_field(
        _("Embargo sampai"),
        help_text=_("KIM sudah menerima, tetapi belum boleh menyebarkan sebelum waktu ini."),
    )
    attachments = FilesField(
        label=_("Lampiran"), required=False, help_text=_("Gambar sampai 10 MB atau PDF sampai 20 MB.")
    )
    correction_note = forms.CharField(
        label=_("Apa yang dikoreksi"),
        help_text=_("Dibaca semua penerima versi sebelumnya, misalnya: tanggalnya 12 Maret, bukan 2 Maret."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )

    def __init__(
        self, *args: Any, place: Region | None = None, correcting: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, place=place, **kwargs)
        above = lineage(self.sender) if self.sender else []
        self.fields["topics"].choices = list(Topic.objects.values_list("code", "name"))  # type: ignore[attr-defined]
        campaigns = Campaign.objects.filter(region_id__in=above).order_by("name")
        self.fields["campaign"].choices = [("", _("Tanpa kampanye")), *campaigns.values_list("code", "name")]  # type: ignore[attr-defined]
        agencies = Agency.objects.filter(region_id__in=above).order_by("-region_id", "kind", "name")
        offered = [] if place else list(agencies)  # the source of an existing package is not asked again
        agency = self.fields["agency"]
        agency.queryset = agencies  # type: ignore[attr-defined]
        agency.choices = [(str(one.pk), one.name) for one in offered]  # type: ignore[attr-defined]
        agency.initial = offered[0].pk if offered else None
        if not correcting:
            del self.fields["correction_note"]
        self.kept: list[Attachment] = _own_files(self.data.getlist("kept") if self.is_bound else [], self.by)  # type: ignore[attr-defined]  # a QueryDict when bound

    def keep_uploads(self) -> None:
        """Store what was uploaded, so that a refused form still holds it; a bad file is named in the form."""
        for upload in self.files.getlist("attachments") if self.files else []:
            self._keep(upload)

    def _keep(self, upload: UploadedFile[Any]) -> None:
        try:
            self.kept.append(attachments.store(upload, by=self.by, region=self.sender))
        except Invalid as problem:
            self.add_error("attachments", f"{upload.name}: {problem.message}")

    def again(self) -> "ReleaseForm":
        """The same words in a form that complains of nothing yet."""
        words = {name: self[name].value() for name in self.fields if name != "attachments"}
        form = type(self)(
            initial=words, by=self.by, place=self.place, correcting="correction_note" in self.fields
        )
        form.kept = self.kept
        return form

    def changes(self) -> dict[str, Any]:
        """What the verbs of the releases room take."""
        data = self.cleaned_data
        return {name: data[name] for name in TEXTS} | {
            "areas": self.chosen,
            "audience_filter": self.audience_filter,
            "topics": data["topics"],
            "campaign": data["campaign"],
            "attachments": self.kept,
        }


def words_of_version(version: Version) -> dict[str, Any]:
    """What a form about an existing version starts with."""
    release = version.release
    return {name: getattr(version, name) for name in TEXTS} | {
        "areas": [region.pk for region in version.areas.all()],
        "topics": [topic.pk for topic in release.topics.all()],
        "campaign": release.campaign_id,
        "agency": release.agency_id,
        "revision": version.revision,
        **version.audience_filter,
    }


def _own_files(ids: Sequence[str], by: Authority) -> list[Attachment]:
    """Files handed in by the same person, or with a package they may read; which stay, the room checks."""
    wanted = []
    for text in ids[:20]:
        try:
            wanted.append(UUID(text))
        except ValueError:
            continue
    if not wanted:
        return []
    links = Version.attachments.through.objects.filter(version__in=visible(by).order_by().values("pk"))
    mine = Q(uploaded_by_id=by.user_id) | Q(pk__in=links.values("attachment_id"))
    return list(Attachment.objects.filter(mine, pk__in=wanted))


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(
        label=_("Alasan"),
        error_messages={"required": _("Tulis alasannya, agar yang membaca mengerti.")},
        widget=forms.Textarea(attrs={"rows": 3, "class": "low"}),
    )


class VersionForm(forms.Form):
    """The number and revision of the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EmergencyForm(ReasonForm):
    """Why it cannot wait, and which version is meant."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class PublicationForm(forms.Form):
    """When it goes out: at once when empty."""

    at = moment_field(_("Waktu terbit"), help_text=_("Kosongkan untuk menerbitkan sekarang juga."))


class ReviewForm(forms.Form):
    """The look afterwards at an emergency."""

    conditional = ("note",)  # may be empty in some cases only

    accepted = forms.TypedChoiceField(
        label=_("Hasil tinjauan"),
        choices=[("ya", _("Dapat diterima")), ("tidak", _("Tidak dapat diterima"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "low"})
    )
