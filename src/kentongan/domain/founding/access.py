"""The gates of paths, decree templates and drafts: what lies outside the asker's area looks absent."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate, Deliberation, Path
from kentongan.domain.founding.models.decrees import DecreeDraftQuerySet, DecreeTemplateQuerySet
from kentongan.domain.founding.models.queries import PathQuerySet
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.rules import lineage

_NO_PATH = gettext_lazy("Perjalanan ini tidak ditemukan. Periksa kodenya.")
_NO_DRAFT = gettext_lazy("Konsep SK ini tidak ditemukan. Periksa kodenya.")
_NO_TEMPLATE = gettext_lazy("Templat SK ini tidak ditemukan.")
_NO_DELIBERATION = gettext_lazy("Musyawarah ini tidak ditemukan.")
_Row = TypeVar("_Row", bound=Model)


def visible(by: Actor) -> PathQuerySet:
    """The paths of places in the person's areas."""
    return Path.objects.filter(by.within("founding.read"))


def get_path(code: str, by: Actor) -> Path:
    """The path with the code. Raises ``Absent``."""
    found = visible(by).select_related("region", "group__region").filter(code=read_code(code, "F"))
    return _found(found, _NO_PATH)


def get_deliberation(path: Path, number: int) -> Deliberation:
    """A deliberation of a path the asker may read. Raises ``Absent``."""
    return _found(path.deliberations.select_related("event").filter(pk=number), _NO_DELIBERATION)


def paths_of(group: Group, by: Actor) -> PathQuerySet:
    """The paths of a group that the person may read, the latest first."""
    return visible(by).filter(group__in=Group.objects.same_as(group)).order_by("-opened_on", "-code")


def visible_drafts(by: Actor) -> DecreeDraftQuerySet:
    """The drafts of issuers in the person's areas: names of boards elsewhere stand in no other's office."""
    return DecreeDraft.objects.filter(by.within("decrees.draft", "issuer_region_id"))


def get_draft(code: str, by: Actor) -> DecreeDraft:
    """The draft with the code. Raises ``Absent``."""
    found = visible_drafts(by).select_related("issuer_region", "template", "decree", "revokes", "scan")
    return _found(found.filter(code=read_code(code, "D")), _NO_DRAFT)


def deliverable(by: Actor) -> DecreeDraftQuerySet:
    """The open drafts whose signed letter the person may bring: their office's, or naming their group."""
    named = Group.objects.filter(
        by.within("decrees.deliver", "region_id", group="pk"), decree_drafts=OuterRef("pk")
    ).order_by()
    near = by.within("decrees.deliver", "issuer_region_id")
    return DecreeDraft.objects.open().filter(near | Q(Exists(named)))


def get_deliverable(code: str, by: Actor) -> DecreeDraft:
    """One of these by its code. Raises ``Absent``."""
    found = deliverable(by).select_related("issuer_region").filter(code=read_code(code, "D"))
    return _found(found, _NO_DRAFT)


def own_groups_of(draft: DecreeDraft, by: Actor) -> list[Group]:
    """The groups of the draft that concern the person, by area."""
    mine = draft.groups.filter(by.within("decrees.deliver", "region_id", group="pk"))
    return list(mine.select_related("region").order_by("region_id", "name"))


def visible_templates(by: Actor) -> DecreeTemplateQuerySet:
    """The newest versions of the templates of the person's areas and of the areas above."""
    roots = by.areas("decrees.draft")
    above = {code for root in roots for code in lineage(root)}
    inside = by.within("decrees.draft")
    return DecreeTemplate.objects.current().filter(inside | Q(region_id__in=above))


def get_template(number: int, by: Actor) -> DecreeTemplate:
    """One of these by its number. Raises ``Absent``."""
    return _found(visible_templates(by).select_related("region").filter(pk=number), _NO_TEMPLATE)


def _found(rows: QuerySet[_Row], missing: object) -> _Row:
    row = rows.first()
    if row is None:
        raise Absent(str(missing))
    return row
