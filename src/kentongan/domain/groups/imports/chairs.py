"""The chairs a spreadsheet names, against the latest term on record of each group."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import rules
from kentongan.domain.groups.imports import cells
from kentongan.domain.groups.models import BoardPost, BoardTerm
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import normalise, subtree_q

if TYPE_CHECKING:
    from kentongan.domain.groups.imports.plan import PlannedRow


@dataclass
class ChairPlan:
    """A term to begin (``term`` is ``None``) or to complete, and the person in the chair."""

    term: BoardTerm | None
    person: Person | None  # on record already
    name: str
    phone: str
    starts_on: date | None
    ends_on: date | None


def latest_terms(region_code: str) -> dict[UUID, BoardTerm]:
    """The latest term of each group of the area with its open chair at hand; two queries."""
    chair = BoardPost.objects.filter(title="chair", ends_on=None).select_related("person").order_by("pk")
    terms = (
        BoardTerm.objects.filter(subtree_q(region_code, "group__region_id"))
        .prefetch_related(Prefetch("posts", queryset=chair, to_attr="chairs"))
        .order_by("pk")
    )
    latest: dict[UUID, BoardTerm] = {}
    for term in sorted(terms, key=lambda term: term.starts_on or date.min):
        latest[term.group_id] = term
    return latest


def chair_of(term: BoardTerm | None) -> Person | None:
    """Who holds the chair in a term of :func:`latest_terms`."""
    chairs: list[BoardPost] = getattr(term, "chairs", [])
    return chairs[-1].person if chairs else None


class Chairs:
    """The latest terms of an area."""

    def __init__(self, root: Region, *, used: bool) -> None:
        self.terms = latest_terms(root.code) if used else {}

    def plan(self, planned: "PlannedRow") -> ChairPlan | None:
        """What the row changes in the board; ``None`` when it says what is known. Raises ``Invalid``."""
        values = planned.row.values
        name = rules.clean_name(values.get("ketua", ""))[:150]
        starts = cells.read_date(values.get("masa_bakti_dari", ""), "masa_bakti_dari")
        ends = cells.read_date(values.get("masa_bakti_sampai", ""), "masa_bakti_sampai")
        rules.check_period(starts, ends, "masa_bakti_sampai")
        if not name:
            if starts or ends:
                raise Invalid(_("Isi ketua untuk masa bakti ini."), field="ketua")
            return None
        phone = cells.read_phone(values.get("telepon", ""))
        term = self.terms.get(planned.group.pk) if planned.group and not planned.is_new else None
        if term is None:
            decree = planned.decree
            begins = starts or (decree.valid_from if decree else None)
            rules.check_period(begins, ends, "masa_bakti_sampai")
            return ChairPlan(None, None, name, phone, begins, ends)
        return self._against(term, ChairPlan(term, chair_of(term), name, phone, starts, ends))

    def _against(self, term: BoardTerm, said: ChairPlan) -> ChairPlan | None:
        chair = said.person
        same = chair is not None and normalise(chair.name) == normalise(said.name)
        later = bool(said.starts_on and (term.starts_on is None or said.starts_on > term.starts_on))
        if later and not (same and term.starts_on is None):
            return ChairPlan(
                None, chair if same else None, said.name, said.phone, said.starts_on, said.ends_on
            )
        if said.starts_on and term.starts_on and said.starts_on < term.starts_on:
            raise Invalid(
                _("masa_bakti_dari lebih awal dari masa bakti yang tercatat (%(day)s).")
                % {"day": term.starts_on.strftime("%d-%m-%Y")},
                field="masa_bakti_dari",
            )
        if chair and not same:
            raise Invalid(
                _("Ketua yang tercatat: %(name)s. Bila sudah berganti, isi masa_bakti_dari ketua baru.")
                % {"name": chair.name},
                field="ketua",
            )
        rules.check_period(said.starts_on or term.starts_on, said.ends_on, "masa_bakti_sampai")
        known = (chair is not None, term.starts_on, term.ends_on, chair.phone if chair else "")
        told = (
            True,
            said.starts_on or term.starts_on,
            said.ends_on or term.ends_on,
            said.phone or (chair.phone if chair else ""),
        )
        return None if known == told else said
