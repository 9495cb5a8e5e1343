"""The gate to what was taken in."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent
from kentongan.domain.sync.models import Intake
from kentongan.domain.sync.models.rescue import IntakeQuerySet


def visible_intakes(by: Actor) -> IntakeQuerySet:
    """What the officer took in, and what came from authors of their area; the newest first."""
    mine = Q(taken_by_id=by.user_id) if by.user_id is not None else Q(pk__in=[])
    rows = Intake.objects.filter(by.within("rescue.take") | mine)
    return rows.select_related("author__person", "taken_by__person", "region", "device", "signer").newest()


def get_intake(key: UUID, by: Actor) -> Intake:
    """An intake the officer may see. Raises ``Absent``."""
    found = visible_intakes(by).filter(key=key).first()
    if found is None:
        raise Absent(_("Titipan ini tidak ditemukan."))
    return found
