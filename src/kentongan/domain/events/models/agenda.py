"""What an event is about, who speaks, who hosts, under which conditions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.events.models.events import Event
from kentongan.domain.events.models.speakers import Speaker
from kentongan.domain.groups.models import Group, Regulation
from kentongan.domain.people.models import Agency, Unit


class AgendaItem(models.Model):
    """One matter of an event; two programmes may share an event (domain.md T2, M5)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    programme = models.CharField(max_length=200, blank=True)
    regulation = models.ForeignKey(
        Regulation, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="agenda_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class EventSpeaker(models.Model):
    """Somebody who speaks at the event, from the register or only named."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("narasumber")
        MODERATOR = "moderator", _("moderator")
        OPENER = "opener", _("pembuka acara")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="speakers"
    )
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="appearances"
    )
    name = models.CharField(max_length=150)  # as it stands on the programme, also of one in the register
    title = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.SPEAKER)
    material_title = models.CharField(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name", "role", "material_title"], name="event_speaker_once"
            )
        ]


class Party(models.Model):
    """Who hosts, visits or organises with; the head and the delegate who stood in (domain.md M1, M2)."""

    class Role(models.TextChoices):
        HOST = "host", _("tuan rumah")
        DELEGATION = "delegation", _("rombongan")
        CO_ORGANISER = "co_organiser", _("penyelenggara bersama")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12, choices=Role.choices)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)  # as it is read out: of the unit, agency or group unless told
    head_name = models.CharField(max_length=150, blank=True)
    head_title = models.CharField(max_length=150, blank=True)
    delegate_name = models.CharField(max_length=150, blank=True)  # who came in the head's place
    delegate_title = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["event", "role", "name"], name="event_party_once"),
            models.CheckConstraint(
                condition=Q(delegate_name="") | ~Q(head_title=""), name="delegate_stands_for_a_head"
            ),
        ]


class Condition(models.Model):
    """Something the event has to keep, ticked off when it is met: the health protocol (domain.md B9)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    met_on = models.DateField(null=True, blank=True)
    met_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "text"], name="event_condition_once")]


class EventFile(models.Model):
    """A photo as proof, the material of a matter, a scanned list. Its hash is kept with the attachment."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("foto")
        MATERIAL = "material", _("materi")
        SIGNED_LIST = "signed_list", _("daftar hadir bertanda tangan")
        SIGNED_MINUTES = "signed_minutes", _("berita acara bertanda tangan")
        OTHER = "other", _("berkas lain")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="files")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="files"
    )
    kind = models.CharField(max_length=15, choices=Kind.choices)
    caption = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "attachment"], name="event_file_once")]


class Letter(models.Model):
    """Number and signatory of a paper of the event, "a.n." where one signs for another."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("surat undangan")
        MINUTES = "minutes", _("berita acara")
        CERTIFICATE = "certificate", _("sertifikat")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(max_length=80)
    dated = models.DateField()
    place = models.CharField(max_length=80, blank=True)  # where it is signed
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)  # the body; a usual one is written where it is empty
    copies = models.TextField(blank=True)  # tembusan, one a line
    signatory_name = models.CharField(max_length=150)
    signatory_title = models.CharField(max_length=150)
    signatory_rank = models.CharField(max_length=80, blank=True)
    signatory_number = models.CharField(max_length=30, blank=True)  # NIP
    on_behalf_of = models.CharField(max_length=150, blank=True)  # the title after "a.n."

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "kind"], name="event_letter_once_per_kind")]
