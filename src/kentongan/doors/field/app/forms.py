"""The forms and words of the app: drawn once by the server into the shell, filled and checked by the phone.

They are those of the online pages wherever these exist, so that labels, limits and hints are the same.
What has choices that change (media, categories, questions) leaves them to the phone's own copy.
"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kentongan.domain.activities.models import Activity
from kentongan.domain.claims.models import Claim, Report
from kentongan.domain.mentoring.models import Need
from kentongan.domain.tickets.models.kinds import State as TicketState
from kentongan.doors.field.activities import forms as activities
from kentongan.doors.field.events import forms as events
from kentongan.doors.field.inbox.forms import DeclineForm
from kentongan.doors.field.needs.forms import NeedForm
from kentongan.doors.field.tickets.forms import ReactionForm, TellForm
from kentongan.doors.field.visits import forms as visits


class PhotosForm(forms.Form):
    """Photos beside anything; the place where they were taken goes along only when it is ticked."""

    photos = forms.FileField(
        label=_("Foto"),
        required=False,
        help_text=_("Dikecilkan di telepon ini. Dikirim paling akhir, bila sinyal cukup."),
        widget=activities.Pictures(attrs={"accept": "image/*"}),
    )
    place_kept = forms.BooleanField(label=_("Sertakan lokasi pengambilan foto"), required=False)


class TicketForm(forms.Form):
    """A word of a resident: wish, complaint, question, obstacle."""

    category = forms.ChoiceField(label=_("Tentang apa?"))
    title = forms.CharField(label=_("Tulis singkat"), max_length=150)
    text = forms.CharField(
        label=_("Ceritakan"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Apa yang terjadi, di mana, sejak kapan."),
    )
    place = forms.CharField(label=_("Tempat"), required=False, max_length=120)
    identity = forms.ChoiceField(
        label=_("Nama penyampai"),
        choices=[
            ("named", _("Nama ditampilkan")),
            ("hidden", _("Nama disembunyikan, hanya diketahui petugas")),
            ("none", _("Tanpa nama")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Siapa yang menyampaikan?"),
        required=False,
        max_length=150,
        help_text=_("Nama warga. Kosongkan bila Anda sendiri."),
    )
    content = forms.ChoiceField(
        label=_("Siapa yang boleh membaca?"),
        choices=[("public", _("Semua orang")), ("restricted", _("Hanya petugas"))],
        widget=forms.RadioSelect,
    )


class ClaimForm(forms.Form):
    """A message that goes round: is it true?"""

    conditional = ("text", "url")  # one of them, or a photo

    text = forms.CharField(
        label=_("Tempel atau ketik pesannya"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Persis seperti yang beredar. Nama dan nomor orang tidak perlu."),
    )
    url = forms.CharField(
        label=_("Tautannya"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    seen_in = forms.ChoiceField(
        label=_("Beredar di mana?"), required=False, choices=[("", "–"), *Report.Seen.choices]
    )
    seen_on = forms.DateField(
        label=_("Kapan terlihat?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class StoryForm(forms.Form):
    """The village's own story."""

    title = forms.CharField(label=_("Judul"), max_length=150)
    text = forms.CharField(
        label=_("Ceritanya"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Siapa, apa, di mana, kapan. Kantor membacanya sebelum diterbitkan."),
    )


class ContactsForm(forms.Form):
    """How the group itself is reached; each field is merged by itself."""

    phone = forms.CharField(
        label=_("Telepon kelompok"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("Surel"), required=False, max_length=254, widget=forms.TextInput(attrs={"inputmode": "email"})
    )
    website = forms.CharField(
        label=_("Situs web"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    address = forms.CharField(label=_("Alamat sekretariat"), required=False, max_length=200)


STATES = (  # badges the views draw by name, see design.states
    *("received", "opened", "discussed", "passed_on", "declined", "recorded", "verified", "doubted"),
    *("proposed", "founded", "recognised", "registered", "reported", "active", "dormant", "dissolved"),
)
VERBS = {  # how a line of the outbox is called
    "receipt.record": _("Tanda kabar"),
    "activity.record": _("Kegiatan"),
    "activity.photo": _("Foto kegiatan"),
    "attendance.record": _("Daftar hadir"),
    "invitation.answer": _("Jawaban undangan"),
    "visit.record": _("Kunjungan"),
    "visit.photo": _("Foto kunjungan"),
    "need.raise": _("Kebutuhan"),
    "need.photo": _("Foto kebutuhan"),
    "group.edit": _("Kontak kelompok"),
    "ticket.raise": _("Laporan"),
    "ticket.photo": _("Foto laporan"),
    "ticket.tell": _("Sampaikan kembali ke warga"),
    "ticket.confirm": _("Warga setuju atau belum puas?"),
    "claim.carry_back": _("Catat sudah dibawa kembali"),
    "claim.ask": _("Pertanyaan tentang kabar"),
    "claim.photo": _("Foto kabar"),
    "story.write": _("Cerita"),
    "story.photo": _("Foto cerita"),
}
TICKETS = {
    "aspiration": _("Aspirasi warga"),
    "complaint": _("Keluhan warga"),
    "obstacle": _("Kendala di lapangan"),
    "infrastructure": _("Sinyal dan prasarana"),
    "information": _("Permintaan informasi"),
}


def view_context() -> dict[str, Any]:
    """What ``field/app/views.html`` takes: forms, states with a badge, names of kinds and verbs."""
    labels = [(f"verb-{name}", label) for name, label in VERBS.items()]
    labels += [(f"ticket-{name}", label) for name, label in TICKETS.items()]
    labels += [(f"kind-{name}", capfirst(label)) for name, label in Activity.Kind.choices]
    labels += [(f"ticket-state-{name}", capfirst(label)) for name, label in TicketState.choices]
    labels += [(f"claim-state-{name}", capfirst(label)) for name, label in Claim.State.choices]
    labels += [(f"need-{name}", capfirst(label)) for name, label in Need.Kind.choices]
    return {"forms": field_forms(), "app_states": STATES, "app_labels": labels}


def field_forms() -> dict[str, Any]:
    """Each form by the name its view has in the shell."""
    return {
        "spread": activities.SpreadForm(media=[]),
        "own": activities.OwnForm(),
        "decline": DeclineForm(),
        "answer": events.AnswerForm(),
        "absence": events.DeclineForm(),
        "need": NeedForm(),
        "contacts": ContactsForm(),
        "ticket": TicketForm(),
        "tell": TellForm(initial={"told_on": None}),  # the phone says which day it is
        "confirm": ReactionForm(),
        "claim": ClaimForm(),
        "story": StoryForm(),
        "visit": visits.FactsForm(),
        "photos": PhotosForm(),
    }
