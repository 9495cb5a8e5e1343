"""The thread of a ticket: each hop, answer and closing is a row with who and when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets.models.tickets import Ticket


class Signed(models.Model):
    """Who did it and when."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Disposition(Signed):
    """One hop: from whom to whom, with an instruction and a day; sent back when the address was wrong."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="hops")
    round = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    from_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_name = models.CharField(max_length=200)
    to_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    instruction = models.CharField(max_length=500)
    due_on = models.DateField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by_name = models.CharField(max_length=200, blank=True)
    returned_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="hop_once_a_number"),
            models.CheckConstraint(
                condition=Q(to_agency__isnull=False, to_region=None)
                | Q(to_agency=None, to_region__isnull=False),
                name="hop_goes_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(returned_reason=""), name="sending_back_has_a_reason"
            ),
        ]

    @property
    def target(self) -> str:
        """The office it went to, in full."""
        if self.to_agency:
            return self.to_agency.name
        return self.to_region.title if self.to_region else ""


class Answer(Signed):
    """What an office says; a ticket may have several, the last one of a round counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField(default=1)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_name = models.CharField(max_length=200)  # the office as people read it
    text = models.TextField()
    photos = models.ManyToManyField(Attachment, related_name="+", blank=True)

    class Meta:
        ordering = ("at",)


class Telling(Signed):
    """The answer was told to the person who asked: by whom, how, on which day."""

    class Way(models.TextChoices):
        SPOKEN = "spoken", _("bertemu langsung")
        MEETING = "meeting", _("dalam pertemuan warga")
        PHONE = "phone", _("telepon atau pesan")
        LETTER = "letter", _("surat atau papan pengumuman")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="tellings")
    round = models.PositiveSmallIntegerField(default=1)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    told_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("at",)


class Reaction(models.Model):
    """What the citizen says of the answer, by code or through the KIM. With a code nobody is named."""

    class Way(models.TextChoices):
        CODE = "code", _("dengan kode lacak")
        GROUP = "group", _("melalui KIM")
        OFFICE = "office", _("melalui petugas")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="reactions")
    round = models.PositiveSmallIntegerField(default=1)
    accepted = models.BooleanField()
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    way = models.CharField(max_length=6, choices=Way.choices)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ("round", "on")
        constraints = [
            # one word of the citizen for each round: a repeated form changes nothing
            models.UniqueConstraint(fields=["ticket", "round"], name="one_reaction_a_round"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="rating_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(comment=""), name="rejecting_says_what_is_missing"
            ),
        ]


class Closure(Signed):
    """The end of a round: the citizen agreed, or ten working days passed (domain.md §6.2)."""

    class Ground(models.TextChoices):
        AGREED = "agreed", _("warga setuju")
        TIME = "time", _("tanpa tanggapan sampai batas waktu")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="closures")
    round = models.PositiveSmallIntegerField(default=1)
    ground = models.CharField(max_length=6, choices=Ground.choices)
    reaction = models.OneToOneField(Reaction, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ("round",)
        constraints = [models.UniqueConstraint(fields=["ticket", "round"], name="one_closure_a_round")]


class Escalation(Signed):
    """A late ticket went up: to the regency's head, then to the province. Once for each clock."""

    class Reason(models.TextChoices):
        OVERDUE = "overdue", _("lewat batas waktu")
        VERY_OVERDUE = "very_overdue", _("jauh lewat batas waktu")
        ASKED = "asked", _("diminta petugas")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="escalations")
    round = models.PositiveSmallIntegerField(default=1)
    to_region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()  # 1 the regency's head, 2 the province
    reason = models.CharField(max_length=12, choices=Reason.choices)
    stage = models.CharField(max_length=8)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at",)
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "round", "stage", "level"], name="escalated_once_a_clock"
            )
        ]


class Step(Signed):
    """One line of the thread: what was done, said in public words where the public may read it."""

    class Kind(models.TextChoices):
        VERIFIED = "verified", _("diverifikasi")
        RETURNED = "returned", _("dikembalikan untuk dilengkapi")
        COMPLETED = "completed", _("dilengkapi pelapor")
        MERGED = "merged", _("digabungkan")
        JOINED = "joined", _("laporan lain digabungkan ke sini")
        OUT_OF_SCOPE = "out_of_scope", _("di luar kewenangan")
        DISPOSITIONED = "dispositioned", _("diteruskan")
        SENT_BACK = "sent_back", _("dikembalikan karena salah alamat")
        STARTED = "started", _("mulai dikerjakan")
        ANSWERED = "answered", _("dijawab")
        TOLD = "told", _("disampaikan ke warga")
        ACCEPTED = "accepted", _("warga setuju")
        REJECTED = "rejected", _("warga belum puas")
        CLOSED = "closed", _("selesai")
        REOPENED = "reopened", _("dibuka kembali")
        ESCALATED = "escalated", _("naik ke atasan")
        PLEDGED = "pledged", _("dijanjikan")
        MET = "met", _("terpenuhi")
        REFUSED = "refused", _("tidak dapat dipenuhi")
        FORUM = "forum", _("musrenbang")
        NAME_OPENED = "name_opened", _("nama pelapor dibuka")
        AMENDED = "amended", _("pengaturan diubah")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    round = models.PositiveSmallIntegerField(default=1)
    office = models.CharField(max_length=200, blank=True)  # the office that did it, as the public reads it
    text = models.CharField(max_length=1000, blank=True)
    inside = models.BooleanField(default=False)  # for the office only

    class Meta:
        ordering = ("pk",)  # of a citizen without name only the day is kept, so that the hour orders nothing

    @property
    def said(self) -> str:
        """The text as a sentence: of a hop only the name of the office is kept."""
        if self.kind == self.Kind.DISPOSITIONED and self.text:
            return gettext("Kepada %(office)s.") % {"office": self.text}
        return self.text
