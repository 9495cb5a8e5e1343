"""How steps, ways and paths are put into words, and which one act comes next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.design.formats import short_day
from kentongan.design.parts import Link, Step
from kentongan.domain.founding.boards import state_of
from kentongan.domain.founding.models import Path, StepKind, Way
from kentongan.domain.founding.standing import Standing
from kentongan.domain.regions.models import Region
from kentongan.doors.office.groups.words import capital

STATE_WORDS = {
    "open": gettext_lazy("Berjalan"),
    "arrived": gettext_lazy("Sampai tujuan"),
    "closed": gettext_lazy("Dihentikan"),
}


_SHORT = {
    "selected": gettext_lazy("Terpilih"),
    "visited": gettext_lazy("Kunjungan"),
    "coordinated": gettext_lazy("Koordinasi"),
    "deliberation": gettext_lazy("Musyawarah"),
    "board": gettext_lazy("Pengurus"),
    "decree": gettext_lazy("SK"),
    "registered": gettext_lazy("Terdaftar"),
    "briefed": gettext_lazy("Bekal"),
    "first_activity": gettext_lazy("Kegiatan"),
}


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    path: Path
    standing: Standing
    place: str
    step: str
    next: str
    still: int
    state: str


def step_word(kind: str, way: str = Way.NEW) -> str:
    """A step as the way calls it: an existing group gets the function where a new one elects a board."""
    if kind == StepKind.BOARD and way == Way.FUNCTION_ADDED:
        return _("Fungsi diberikan")
    if kind == StepKind.BOARD and way == Way.REVIVAL:
        return _("Pengurus diperbarui")
    return capital(StepKind(kind).label)


def short_word(kind: str) -> str:
    """A step as the head of a narrow column."""
    return str(_SHORT[kind])


def rows_of(standings: Iterable[Standing]) -> list[Row]:
    """The lines of these paths with their places: two queries however many."""
    chosen = list(standings)
    paths = Path.objects.select_related("region", "group").in_bulk([one.path_id for one in chosen])
    regions = {region.code: region for region in _with_paths(paths.values())}
    return [
        Row(
            path=paths[one.path_id],
            standing=one,
            place=regions[one.region_id].path_text,
            step=step_word(one.step, one.way),
            next=step_word(one.next, one.way) if one.next else "",
            still=one.still_days(),
            state=state_of(one),
        )
        for one in chosen
        if one.path_id in paths
    ]


def course(standing: Standing) -> list[Step]:
    """The steps of the way with their days; the next one is the current one."""
    steps = []
    for kind, day in standing.days.items():
        state = "done" if day else "current" if kind == standing.next else "todo"
        note = short_day(day) if day else ""
        if not day and kind in standing.skipped:
            state, note = "todo", _("dilewati")
        elif kind in standing.gaps:
            note = _("belum dicatat")
        steps.append(Step(step_word(kind, standing.way), state, note))
    return steps


def next_act(path: Path, standing: Standing, *, agreed: bool, may_draft: bool) -> Link | None:
    """The one thing to do now; ``None`` when it is done elsewhere or nothing is left."""
    kind = standing.next
    if kind == StepKind.BOARD and not agreed:
        kind = StepKind.DELIBERATION
    if kind in _BEFORE_GROUP:
        label, name, icon = _BEFORE_GROUP[kind]
        more = [kind] if name == "founding-step" else []
        return Link(str(label), reverse(f"office:{name}", args=[path.code, *more]), icon)
    if path.group is None and kind:
        address = reverse("office:founding-link", args=[path.code])
        return Link(_("Hubungkan dengan KIM di register"), address, "group")
    return _act_of_group(path, kind, may_draft=may_draft)


_BEFORE_GROUP = {
    "visited": (gettext_lazy("Catat kunjungan"), "founding-step", "calendar"),
    "coordinated": (gettext_lazy("Catat koordinasi"), "founding-coordination", "edit"),
    "deliberation": (gettext_lazy("Catat hasil musyawarah"), "founding-deliberation", "edit"),
    "board": (gettext_lazy("Bentuk kelompok dari hasil musyawarah"), "founding-establishment", "group"),
}


def _act_of_group(path: Path, kind: str, *, may_draft: bool) -> Link | None:
    """What comes once the group is there."""
    code = path.group.code if path.group else ""
    if kind == StepKind.DECREE and may_draft:
        return Link(_("Susun SK"), f"{reverse('office:draft-new')}?kim={code}", "decree")
    if kind == StepKind.REGISTERED:
        address = reverse("office:group-registration", args=[code])
        return Link(_("Catat pendaftaran di dinas"), address, "check")
    if kind == StepKind.BRIEFED:
        address = reverse("office:founding-step", args=[path.code, kind])
        return Link(_("Catat pembekalan"), address, "calendar")
    if kind == StepKind.FIRST_ACTIVITY:
        address = reverse("office:founding-step", args=[path.code, kind])
        return Link(_("Catat kegiatan pertama"), address, "activity")
    return None


def _with_paths(paths: Iterable[Path]) -> list[Region]:
    return Region.objects.filter(code__in={path.region_id for path in paths}).with_paths()
