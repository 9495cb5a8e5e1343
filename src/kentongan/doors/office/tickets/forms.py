"""What the pages of tickets read. Whether it may be so is decided by the tickets room."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import routing
from kentongan.domain.tickets.models import Category, ForumStage, Reporter, Telling, Ticket
from kentongan.domain.tickets.models.kinds import Content, Identity, Kind
from kentongan.doors.office.fields import FilesField, day_field
from kentongan.doors.office.places import AreaField

LOW = forms.Textarea(attrs={"rows": 3, "class": "low"})
LATEST = 3  # lines of the thread shown to whom somebody forestalled
TALL = forms.Textarea(attrs={"rows": 6})


def categories() -> list[tuple[str, str]]:
    """The categories in use."""
    return [(one.pk, one.name) for one in Category.objects.filter(retired=False)]


class ActForm(forms.Form):
    """A form of one act on one ticket; it knows both, for its choices."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)  # of the ticket that was shown

    def __init__(self, *args: Any, ticket: Ticket, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.by = by
        self.initial.setdefault("version", ticket.version)
        self.prepare()

    def show_anew(self, fresh: Ticket) -> None:
        """Show the ticket as it has become beside what was typed, which may then be sent once more."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(fresh.version)
        self.data = data
        self.fresh, self.latest = fresh, list(fresh.steps.all())[-LATEST:]
        self.layout = "office/tickets/_anew.html"  # read by ask

    def prepare(self) -> None:
        """Fill in choices and what is offered."""


class ReasonForm(ActForm):
    """A reason the reporter reads."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=LOW, help_text=_("Dibaca pelapor."))


class MergeForm(ActForm):
    """Into which ticket."""

    into = forms.CharField(
        label=_("Nomor laporan yang sama"), max_length=20, help_text=_("Misalnya T-7K3F9D.")
    )


class DispositionForm(ActForm):
    """To whom, with which instruction, until when; filled in from the rules."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    region = forms.ChoiceField(label=_("Atau kantor kecamatan, desa, kelurahan"), required=False)
    instruction = forms.CharField(label=_("Yang diminta"), max_length=500, widget=LOW)
    due_on = day_field(_("Paling lambat"), required=False)

    def prepare(self) -> None:
        """The offices that serve the area, the one the rules name first."""
        offices = routing.agencies_for(self.ticket.region_id)
        rule = routing.route_of(self.ticket)
        self.rule = rule
        places = [one for one in self.ticket.region.path if one.level >= Region.Level.DISTRICT]
        if self.ticket.bypasses:
            places = [one for one in places if one.level == Region.Level.DISTRICT]
        choose(self.fields["agency"], [("", "–"), *[(str(one.pk), one.name) for one in offices]])
        choose(self.fields["region"], [("", "–"), *[(one.code, one.title) for one in places]])
        self.offices = {str(one.pk): one for one in offices}
        self.places = {one.code: one for one in places}
        self.initial.setdefault("due_on", self.ticket.answer_due_on)
        if rule:
            self.initial.setdefault("agency", str(rule.agency_id))
            self.initial.setdefault("instruction", rule.instruction)


class NoteForm(ActForm):
    """A note that may be empty."""

    note = forms.CharField(label=_("Catatan"), max_length=500, required=False, widget=LOW)


class AnswerForm(ActForm):
    """The answer for the citizen, with photos; of a demand, what becomes of it."""

    conditional = ("promised_on",)
    text = forms.CharField(label=_("Jawaban untuk warga"), max_length=5000, widget=TALL)
    outcome = forms.ChoiceField(
        label=_("Permintaan ini"),
        choices=[
            ("met", _("Sudah terpenuhi")),
            ("promised", _("Dijanjikan pada tanggal")),
            ("refused", _("Tidak dapat dipenuhi")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    promised_on = day_field(_("Tanggal yang dijanjikan"), required=False)
    photos = FilesField(label=_("Foto"), required=False)

    def prepare(self) -> None:
        """Only a demand has an outcome."""
        if not self.ticket.demand_open:
            del self.fields["outcome"], self.fields["promised_on"]


class TellForm(ActForm):
    """How and when the answer was told."""

    way = forms.ChoiceField(label=_("Disampaikan lewat"), choices=capitals(Telling.Way.choices))
    told_on = day_field(_("Tanggal"))
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False, widget=LOW)

    def prepare(self) -> None:
        """Today, unless another day is told."""
        self.initial.setdefault("told_on", timezone.localdate())


class ReactionForm(ActForm):
    """What the citizen said to the officer."""

    accepted = forms.ChoiceField(
        label=_("Menurut warga"),
        choices=[("ya", _("Sudah selesai")), ("belum", _("Belum selesai"))],
        widget=forms.RadioSelect,
    )
    rating = forms.TypedChoiceField(
        label=_("Nilai"),
        choices=[("", "–"), *[(str(n), str(n)) for n in range(5, 0, -1)]],
        coerce=int,
        empty_value=None,
        required=False,
    )
    comment = forms.CharField(label=_("Kata warga"), max_length=1000, required=False, widget=LOW)


class AmendForm(ActForm):
    """How the ticket is sorted, and what the public reads."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=capitals(Kind.choices))
    category = forms.ChoiceField(label=_("Kategori"))
    content = forms.ChoiceField(label=_("Siapa yang boleh membaca"), choices=capitals(Content.choices))
    held = forms.BooleanField(label=_("Tahan dari umum sampai diperiksa"), required=False)
    shown_text = forms.CharField(
        label=_("Teks untuk umum"),
        required=False,
        max_length=5000,
        widget=TALL,
        help_text=_("Salinan tanpa nama, nomor, atau kata kasar. Kosong berarti teks asli. Teks asli tetap."),
    )

    def prepare(self) -> None:
        """As it stands."""
        choose(self.fields["category"], categories())
        ticket = self.ticket
        for name, value in (
            ("kind", ticket.kind),
            ("category", ticket.category_id),
            ("content", ticket.content),
            ("held", ticket.held),
            ("shown_text", ticket.shown_text),
        ):
            self.initial.setdefault(name, value)


class PledgeForm(ActForm):
    """A date promised."""

    promised_on = day_field(_("Tanggal yang dijanjikan"))
    note = forms.CharField(label=_("Yang dijanjikan"), max_length=500, widget=LOW)


class FulfilForm(ActForm):
    """Met, or refused with a reason."""

    met = forms.ChoiceField(
        label=_("Permintaan ini"),
        choices=[("ya", _("Sudah terpenuhi")), ("tidak", _("Tidak dapat dipenuhi"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Keterangan"), max_length=500, required=False, widget=LOW)


class ForumForm(ActForm):
    """A stage of musrenbang."""

    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2100)
    level = forms.ChoiceField(label=_("Tingkat"), choices=capitals(ForumStage.Level.choices))
    outcome = forms.ChoiceField(
        label=_("Hasil"), choices=capitals(ForumStage.Outcome.choices), required=False
    )
    reason = forms.CharField(label=_("Keterangan"), max_length=500, required=False, widget=LOW)

    def prepare(self) -> None:
        """This year."""
        self.initial.setdefault("year", timezone.localdate().year)


class NationalForm(ActForm):
    """The number in SP4N-LAPOR!."""

    number = forms.CharField(label=_("Nomor SP4N-LAPOR!"), max_length=30)
    registered_on = day_field(_("Tanggal terdaftar di sana"))
    due_on = day_field(_("Batas waktu di sana"), required=False)
    status = forms.CharField(label=_("Keadaan di sana"), max_length=60, required=False)

    def prepare(self) -> None:
        """What is known already."""
        known = getattr(self.ticket, "national", None)
        for name in ("number", "registered_on", "due_on", "status") if known else ():
            self.initial.setdefault(name, getattr(known, name))


class NewForm(forms.Form):
    """A matter written down for somebody else, with the mark of their consent."""

    conditional = ("name", "contact", "consent")
    id = forms.UUIDField(widget=forms.HiddenInput)
    region = AreaField(label=_("Desa atau kelurahan"))
    kind = forms.ChoiceField(label=_("Jenis"), choices=capitals(Kind.choices))
    category = forms.ChoiceField(label=_("Kategori"))
    title = forms.CharField(label=_("Perihal"), max_length=150)
    text = forms.CharField(label=_("Isi"), max_length=5000, widget=TALL)
    place = forms.CharField(label=_("Tempat"), max_length=120, required=False)
    identity = forms.ChoiceField(
        label=_("Pelapor"), choices=capitals(Identity.choices), widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Nama pelapor"), max_length=150, required=False)
    contact = forms.CharField(label=_("Kontak pelapor"), max_length=60, required=False)
    consent = forms.ChoiceField(
        label=_("Persetujuan pelapor"),
        choices=[("", _("Saya sendiri pelapornya")), *capitals(Reporter.Consent.choices[1:])],
        required=False,
        help_text=_("Wajib bila Anda menulis nama orang lain."),
    )
    content = forms.ChoiceField(
        label=_("Siapa yang boleh membaca"), choices=capitals(Content.choices), widget=forms.RadioSelect
    )
    paper = forms.BooleanField(label=_("Dari surat atau kotak saran"), required=False)
    photos = FilesField(label=_("Foto"), required=False)

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["region"]
        assert isinstance(area, AreaField)  # noqa: S101 - as declared
        area.keep_within(within)
        choose(self.fields["category"], categories())

    def clean(self) -> dict[str, Any]:
        """A name of somebody else is kept with their consent alone."""
        data = super().clean() or self.cleaned_data
        if data.get("identity") != Identity.NONE and data.get("name") and not data.get("consent"):
            self.add_error("consent", _("Pilih bagaimana pelapor menyetujui namanya disimpan."))
        return data


def choose(field: forms.Field, choices: Any) -> None:
    """Give a field of choices those it has now."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
    field.choices = choices
