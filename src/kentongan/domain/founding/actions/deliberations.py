"""The founding meeting and what comes of it: a new group, the function for one that is there, a revival."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events.actions import hold, plan_event
from kentongan.domain.events.models import Event, Kind
from kentongan.domain.founding.actions.paths import locked
from kentongan.domain.founding.actions.steps import check_order, concerns, write_step
from kentongan.domain.founding.models import Deliberation, Elected, Path, Step, StepKind, Way
from kentongan.domain.founding.standing import standing_of
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups import rules as group_rules
from kentongan.domain.groups.actions import NewPost
from kentongan.domain.groups.models import BoardPost, Group
from kentongan.domain.mentoring.actions import revive_dormant

_TEXTS = {"minutes_number": 80, "chaired_by": 150, "noted_by": 150}


@transaction.atomic
def plan_deliberation(
    path: Path, *, starts_at: datetime, ends_at: datetime, by: Actor, place: str = ""
) -> Event:
    """Call the founding meeting of the place; its attendance list is that of any event."""
    current = locked(path, by)
    return plan_event(
        kind=Kind.DELIBERATION,
        title=_("Musyawarah pembentukan KIM %(place)s") % {"place": current.region.title},
        region=current.region,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        areas=[current.region],
        groups=[current.group] if current.group else [],
        is_demo=current.is_demo,
        by=by,
    )


@transaction.atomic
def record_deliberation(
    path: Path,
    *,
    event: Event,
    result: str,
    by: Actor,
    group_name: str = "",
    decisions: str = "",
    elected: Sequence[NewPost] = (),
    term_ends_on: date | None = None,
    order_reason: str = "",
    **texts: str,
) -> Deliberation:
    """Note what the meeting decided and whom it chose; sent again for the same event it is rewritten.

    ``texts``: ``minutes_number``, ``chaired_by``, ``noted_by``. What was agreed needs the name of the group
    and, for a new one, a chair. Raises ``Stale`` once the group is there.
    """
    current = locked(path, by)
    _check_event(event, current)
    if result not in Deliberation.Result.values:
        raise Invalid(_("Pilih hasil musyawarah dari daftar."), field="result")
    if standing_of(current).days["board"]:
        raise Stale(_("Pengurus sudah terbentuk dari musyawarah ini. Ubah lewat halaman KIM."))
    if event.held_on is None:
        event = hold(event, on=event.starts_on, by=by)
    held_on = event.held_on or event.starts_on
    values = _checked_texts(texts) | {
        "result": result,
        "group_name": group_rules.clean_name(group_name)[:120],
        "decisions": decisions.strip(),
        "term_ends_on": term_ends_on,
        "by_name": by.name,
    }
    group_rules.check_period(held_on, term_ends_on, "term_ends_on")
    agreed = result == Deliberation.Result.AGREED
    if agreed:
        _check_agreed(current, str(values["group_name"]), elected)
    else:
        elected = ()
    found, _new = Deliberation.objects.update_or_create(event=event, defaults=values | {"path": current})
    found.elected.all().delete()
    Elected.objects.bulk_create(
        Elected(
            deliberation=found,
            title=post.title,
            section=post.section.strip()[:80],
            name=(post.person.name if post.person else group_rules.clean_name(post.name))[:150],
            phone=post.phone.strip()[:20],
            person=post.person,
            position=place,
        )
        for place, post in enumerate(elected)
    )
    _write_step(found, current, held_on, agreed, order_reason, by)
    record("founding.deliberate", current, by=by, region=current.region_id, result=result, event=event.code)
    return found


@transaction.atomic
def establish(path: Path, *, by: Actor, on: date | None = None) -> Group:
    """Carry out what was agreed, from the day of the meeting (or ``on``): the group is there, with its board.

    A new group is entered into the register; an existing one gets the function and keeps its name, members
    and purpose (G5); a dormant one is taken up again. The decree and the briefing (G6) come after.
    """
    current = locked(path, by)
    agreed = current.deliberations.filter(result=Deliberation.Result.AGREED)
    meeting = agreed.select_related("event").order_by("-event__held_on", "-pk").first()
    if meeting is None:
        raise Invalid(_("Catat hasil musyawarah dahulu: nama kelompok dan pengurusnya."))
    if standing_of(current).days["board"]:
        raise Stale(_("Kelompok ini sudah terbentuk. Muat ulang halaman."))
    day = on or meeting.event.held_on or meeting.event.starts_on
    group = _MAKERS[Way(current.way)](current, meeting, day, by)
    posts = _posts(meeting)
    if posts and not group.terms.filter(starts_on=day).exists():
        groups.start_term(group, starts_on=day, ends_on=meeting.term_ends_on, posts=posts, by=by)
    if current.group_id is None:
        current.group = group
        current.save(update_fields=["group"])
    record("founding.establish", current, by=by, region=current.region_id, name=group.name)
    return group


def _found(path: Path, meeting: Deliberation, day: date, by: Actor) -> Group:
    return groups.register_group(
        name=meeting.group_name,
        region=path.region,
        level=path.level,
        proposed_on=min(path.opened_on, day),
        founded_on=day,
        is_demo=path.is_demo,
        by=by,
    )


def _add_function(path: Path, meeting: Deliberation, day: date, by: Actor) -> Group:
    if path.group:
        purpose = path.existing_purpose or path.group.parent_body_purpose
        return groups.add_function(
            path.group, on=day, parent_body=path.group.name, parent_body_purpose=purpose, by=by
        )
    return groups.register_group(
        name=path.existing_name,
        region=path.region,
        level=path.level,
        origin="function_added",
        parent_body=path.existing_name,
        parent_body_purpose=path.existing_purpose,
        proposed_on=min(path.opened_on, day),
        function_added_on=day,
        is_demo=path.is_demo,
        by=by,
    )


def _revive(path: Path, meeting: Deliberation, day: date, by: Actor) -> Group:
    if path.group is None:
        raise Invalid(_("Pilih KIM yang akan dihidupkan kembali."), field="group")
    reason = meeting.decisions or path.reason or _("Disepakati dalam musyawarah.")
    if path.group.dissolved_on:
        return groups.revive_group(path.group, reason=reason, by=by)
    revive_dormant(path.group, on=day, reason=reason[:500], by=by)
    return path.group


_MAKERS = {Way.NEW: _found, Way.FUNCTION_ADDED: _add_function, Way.REVIVAL: _revive}


def _check_event(event: Event, path: Path) -> None:
    if event.kind != Kind.DELIBERATION or not concerns(event, path):
        raise Invalid(_("Pilih musyawarah untuk tempat ini."), field="event")
    if event.cancelled_on:
        raise Invalid(_("Musyawarah ini dibatalkan. Pilih atau jadwalkan yang lain."), field="event")
    if Deliberation.objects.filter(event=event).exclude(path=path).exists():
        raise Invalid(_("Hasil musyawarah ini sudah dicatat pada perjalanan lain."), field="event")


def _check_agreed(path: Path, name: str, elected: Sequence[NewPost]) -> None:
    if not name:
        raise Invalid(_("Isi nama kelompok yang disepakati."), field="group_name")
    group_rules.check_name(name)
    titles = [post.title for post in elected]
    unknown = [title for title in titles if title not in BoardPost.Title.values]
    if unknown or any(not post.person and not post.name.strip() for post in elected):
        raise Invalid(_("Setiap pengurus perlu jabatan dari daftar dan nama."), field="elected")
    if titles.count(BoardPost.Title.CHAIR) > 1:
        raise Invalid(_("Ketua hanya satu orang."), field="elected")
    if path.way == Way.NEW and BoardPost.Title.CHAIR not in titles:
        raise Invalid(_("Pengurus kelompok baru paling sedikit memiliki seorang ketua."), field="elected")


def _checked_texts(texts: dict[str, str]) -> dict[str, object]:
    unknown = set(texts) - set(_TEXTS)
    if unknown:
        raise TypeError(f"no such text: {sorted(unknown)}")
    return {name: value.strip()[: _TEXTS[name]] for name, value in texts.items()}


def _write_step(
    found: Deliberation, path: Path, held_on: date, agreed: bool, order_reason: str, by: Actor
) -> None:
    """What was agreed is a step reached; what was not takes back the step an earlier entry made."""
    if not agreed:
        Step.objects.filter(path=path, kind=StepKind.DELIBERATION, event=found.event).delete()
        return
    if not Step.objects.filter(path=path, kind=StepKind.DELIBERATION, event=found.event).exists():
        check_order(standing_of(path), StepKind.DELIBERATION, held_on, order_reason)
    write_step(path, StepKind.DELIBERATION, held_on, by, event=found.event, order_reason=order_reason)


def _posts(meeting: Deliberation) -> list[NewPost]:
    return [
        NewPost(title=row.title, person=row.person, name=row.name, phone=row.phone, section=row.section)
        for row in meeting.elected.select_related("person")
    ]
