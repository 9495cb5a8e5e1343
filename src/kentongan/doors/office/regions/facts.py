"""What an office notes about an area: labels, connectivity, practices; and outlines for its maps."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.core.attachments import safe_name
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.people.access import Authority
from kentongan.domain.regions import actions
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Connectivity, Region, RegionNote, RegionTag, Tag
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.pages import actor_of, posted

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FILE_LIMIT = 20 * 1024 * 1024


class TagForm(forms.Form):
    """A label that exists, or the name of a new one, and since when it holds."""

    tag = forms.ModelChoiceField(
        Tag.objects.all(), label=gettext_lazy("Label"), required=False, empty_label=gettext_lazy("Label baru")
    )
    name = forms.CharField(label=gettext_lazy("Nama, bila label baru"), required=False, max_length=50)
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis, bila label baru"), choices=Tag.Kind.choices, initial=Tag.Kind.OTHER
    )
    issuer = forms.CharField(
        label=gettext_lazy("Ditetapkan oleh, bila label baru"), required=False, max_length=120
    )
    year = forms.IntegerField(
        label=gettext_lazy("Tahun, bila label baru"), required=False, min_value=1945, max_value=2100
    )
    starts_on = day_field(gettext_lazy("Berlaku mulai"))
    ends_on = day_field(gettext_lazy("Berlaku sampai"), required=False)
    source = forms.CharField(label=gettext_lazy("Sumber"), required=False, max_length=200)

    def chosen(self, region: Region, by: Authority) -> Tag:
        """The label meant; a new one is made. Raises ``Invalid`` for a name another label has."""
        said = self.cleaned_data
        if said["tag"]:
            tag: Tag = said["tag"]
            return tag
        code = slugify(said["name"])[:50]
        if not code:
            raise Invalid(_("Pilih label, atau tulis nama label baru."), field="tag")
        if Tag.objects.filter(code=code).exists():
            raise Invalid(_("Label dengan nama itu sudah ada; pilih dari daftar."), field="name")
        facts = {name: said[name] for name in ("name", "kind", "issuer", "year")}
        return actions.define_tag(code=code, **facts, region=region.code, by=by)


class EndForm(forms.Form):
    """The last day."""

    on = day_field(gettext_lazy("Hari terakhir berlaku"))


class ConnectivityForm(forms.Form):
    """How a village was connected on a day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jaringan"), choices=Connectivity.Kind.choices, widget=forms.RadioSelect
    )
    measured_on = day_field(gettext_lazy("Diukur pada"))
    source = forms.CharField(label=gettext_lazy("Sumber"), required=False, max_length=200)


class NoteForm(forms.Form):
    """A practice worth learning from, or another remark."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis catatan"),
        choices=RegionNote.Kind.choices,
        initial=RegionNote.Kind.REFERENCE_PRACTICE,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    noted_on = day_field(gettext_lazy("Tanggal"))
    source = forms.CharField(label=gettext_lazy("Sumber"), required=False, max_length=200)


class BoundaryForm(forms.Form):
    """A file of outlines."""

    file = forms.FileField(
        label=gettext_lazy("Berkas GeoJSON"),
        help_text=gettext_lazy("Poligon WGS 84 dengan kode wilayah di properties.code; paling besar 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    source = forms.CharField(label=gettext_lazy("Sumber"), max_length=200)


@require_http_methods(ASKED_AND_DONE)
def tag(request: HttpRequest, code: str) -> HttpResponse:
    """Put a label on the area."""
    actor, region = actor_of(request), _region(request, code)
    form = TagForm(posted(request), initial={"starts_on": timezone.localdate()})

    def put() -> object:
        said = form.cleaned_data
        days = {"starts_on": said["starts_on"], "ends_on": said["ends_on"]}
        with transaction.atomic():  # a refused label leaves no new word behind
            tag = form.chosen(region, actor)
            return actions.tag_region(region, tag, **days, source=said["source"], by=actor)

    return _ask(
        request,
        region,
        form,
        put,
        question=_("Pasang label pada %(region)s") % {"region": region.title},
        consequence=_("Wilayah di bawahnya ikut membawa label ini."),
        button=_("Pasang label"),
        done=_("Label terpasang."),
    )


@require_http_methods(ASKED_AND_DONE)
def tag_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """End a label on the area."""
    region = _region(request, code)
    use = RegionTag.objects.filter(region=region, pk=number).select_related("tag", "region").first()
    if use is None:
        raise Absent(_("Label ini tidak ditemukan."))
    form = EndForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        region,
        form,
        lambda: actions.untag(use, ends_on=form.cleaned_data["on"], by=actor_of(request)),
        question=_("Akhiri label “%(tag)s”") % {"tag": use.tag.name},
        button=_("Akhiri label"),
        done=_("Label diakhiri."),
    )


@require_http_methods(ASKED_AND_DONE)
def connectivity(request: HttpRequest, code: str) -> HttpResponse:
    """Note how a village is connected."""
    region = _region(request, code)
    if not region.is_village:
        raise Absent(_("Jaringan dicatat per desa atau kelurahan."))
    form = ConnectivityForm(posted(request), initial={"measured_on": timezone.localdate()})
    return _ask(
        request,
        region,
        form,
        lambda: actions.set_connectivity(region, by=actor_of(request), **form.cleaned_data),
        question=_("Catat jaringan di %(region)s") % {"region": region.title},
        button=_("Simpan"),
        done=_("Jaringan tercatat."),
    )


@require_http_methods(ASKED_AND_DONE)
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Note a practice (domain.md M7): an office notes in its own area what it learnt, with the source."""
    region = _region(request, code)
    form = NoteForm(posted(request), initial={"noted_on": timezone.localdate()})
    return _ask(
        request,
        region,
        form,
        lambda: actions.note_practice(region, by=actor_of(request), **form.cleaned_data),
        question=_("Tulis catatan tentang %(region)s") % {"region": region.title},
        button=_("Simpan catatan"),
        done=_("Catatan tersimpan."),
        keep=f"catatan-{region.code}",
    )


@require_http_methods(ASKED_AND_DONE)
def boundaries(request: HttpRequest) -> HttpResponse:
    """Load outlines of areas, all in the file or none."""
    actor = actor_of(request)
    form = BoundaryForm(posted(request), request.FILES or None)
    back = reverse("office:region-list")
    return ask(
        request,
        form,
        lambda: _load(form.cleaned_data["file"], form.cleaned_data["source"], actor),
        section="regions",
        trail=[Crumb(_("Wilayah"), back)],
        back=back,
        question=_("Muat batas wilayah"),
        consequence=_(
            "Batas hanya dipakai untuk menggambar peta. Tanpa batas, halaman memakai petak yang sama besar."
        ),
        button=_("Muat batas"),
        done=_("Batas wilayah dimuat; peta di halaman wilayah kini memakainya."),
    )


def _load(upload: "UploadedFile[Any]", source: str, by: Authority) -> int:
    """Hand the file to the verb, which reads paths, under a name that is safe to show."""
    if (upload.size or 0) > FILE_LIMIT:
        raise Invalid(_("Berkas paling besar 20 MB; berkas ini terlalu besar."), field="file")
    with TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(upload.name or "")
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        try:
            return actions.load_boundaries([path], source=source, by=by)
        except Invalid as problem:
            raise Invalid(problem.message, field="file") from problem


def _region(request: HttpRequest, code: str) -> Region:
    """The area, when the person may note things about it."""
    region = get_region(code)
    actor_of(request).require("regions.edit", region.code)
    return region


def _ask(request: HttpRequest, region: Region, form: forms.Form, verb: Any, **words: str) -> HttpResponse:
    back = reverse("office:region-detail", args=[region.code])
    trail = [Crumb(_("Wilayah"), reverse("office:region-list")), Crumb(region.title, back)]
    return ask(request, form, verb, section="regions", trail=trail, back=back, **words)
