"""The gates to visits, visit forms and needs: what lies outside the asker's area looks absent."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import GroupQuerySet
from kentongan.domain.mentoring.models import Edition, Instrument, Need, NeedQuerySet, Visit, VisitQuerySet
from kentongan.domain.regions.rules import level_of, lineage, subtree_q

NEED_CODE = "B"
_Row = TypeVar("_Row", bound=Model)


def visible(actor: Actor) -> VisitQuerySet:
    """The visits to groups in the actor's areas; somebody of a group reads those to that group."""
    mine = actor.within("visits.read", "region_id", group="group_id")
    return Visit.objects.filter(mine).select_related("group", "region", "edition__instrument")


def get_visit(key: UUID | str, by: Actor) -> Visit:
    """The visit with this id. Raises ``Absent``."""
    return _found(visible(by).filter(_by_id(key)), _("Kunjungan ini tidak ditemukan."))


def get_own_visit(key: UUID, by: Actor) -> Visit:
    """A visit in the areas where the actor records visits. Raises ``Absent``."""
    rows = Visit.objects.filter(by.within("visits.record", "region_id"), pk=key).select_related("group")
    return _found(rows, _("Kunjungan ini tidak ditemukan."))


def visitable(actor: Actor) -> GroupQuerySet:
    """The groups the actor may record a visit to."""
    mine = actor.within("visits.record", "region_id")
    return Group.objects.filter(mine).standing().select_related("region")


def get_visitable(code: str, by: Actor) -> Group:
    """A group the actor may record a visit to. Raises ``Absent``."""
    return _found(visitable(by).filter(code=read_code(code, "K")), _("Kelompok ini tidak ditemukan."))


def visible_instruments(actor: Actor) -> QuerySet[Instrument]:
    """The visit forms of the actor's areas and of the areas above them."""
    roots = actor.areas("visits.read")
    mine = Q(region_id__in={code for root in roots for code in lineage(root)})
    for root in roots:
        mine |= subtree_q(root)
    return Instrument.objects.filter(mine).select_related("region")


def get_instrument(number: int, by: Actor) -> Instrument:
    """The visit form with this number. Raises ``Absent``."""
    return _found(visible_instruments(by).filter(pk=number), _("Instrumen ini tidak ditemukan."))


def get_edition(instrument: Instrument, number: int) -> Edition:
    """A version of a visit form the asker was let to, with its questions. Raises ``Absent``."""
    rows = Edition.objects.filter(instrument=instrument, number=number).with_questions()
    return _found(rows.select_related("instrument__region"), _("Versi instrumen ini tidak ada."))


def offered_editions(region: str) -> list[Edition]:
    """The forms to visit a group of the area with: those of the nearest area above that has any."""
    rows = Edition.objects.in_force().filter(instrument__region_id__in=lineage(region))
    found = list(rows.select_related("instrument").order_by("instrument__name", "pk"))
    nearest = max((level_of(edition.instrument.region_id) for edition in found), default=0)
    return [edition for edition in found if level_of(edition.instrument.region_id) == nearest]


def usable_edition(key: int, region: str) -> Edition | None:
    """A form that is or was in force and reaches the area, with its questions."""
    rows = Edition.objects.published().filter(pk=key, instrument__region_id__in=lineage(region))
    return rows.with_questions().select_related("instrument").first()


def visible_needs(actor: Actor) -> NeedQuerySet:
    """The needs of groups in the actor's areas; an agency sees those passed on to it."""
    mine = actor.within("needs.read", "region_id", group="group_id", agency="agency_id")
    return Need.objects.filter(mine).select_related("group", "region", "agency")


def get_need(code: str, by: Actor) -> Need:
    """The need with the code. Raises ``Absent``."""
    rows = visible_needs(by).filter(code=read_code(code, NEED_CODE))
    return _found(rows, _("Kebutuhan ini tidak ditemukan. Periksa kodenya."))


def get_own_need(key: UUID, by: Actor) -> Need:
    """A need of a group the actor raises needs for. Raises ``Absent``."""
    mine = by.within("needs.raise", "region_id", group="group_id")
    mine |= by.within("needs.raise", "region_id", group="group__merged_into_id")
    rows = Need.objects.filter(mine, pk=key).select_related("group__merged_into")
    return _found(rows, _("Kebutuhan ini tidak ditemukan. Periksa kodenya."))


def needy(actor: Actor) -> GroupQuerySet:
    """The groups the actor may raise a need of."""
    mine = actor.within("needs.raise", "region_id", group="pk")
    return Group.objects.filter(mine).standing().select_related("region")


def get_needy(code: str, by: Actor) -> Group:
    """A group the actor may raise a need of. Raises ``Absent``."""
    return _found(needy(by).filter(code=read_code(code, "K")), _("Kelompok ini tidak ditemukan."))


def _by_id(key: UUID | str) -> Q:
    try:
        return Q(pk=key if isinstance(key, UUID) else UUID(key))
    except ValueError:
        return Q(pk__in=[])


def _found(rows: QuerySet[_Row], missing: str) -> _Row:
    row = rows.first()
    if row is None:
        raise Absent(missing)
    return row
