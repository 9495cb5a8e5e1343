"""Planning in one step: asked for, computed in the background, applied; and taken back."""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid, Problem, Stale
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_draft
from kentongan.domain.outreach.models import PlanRun, Tour
from kentongan.domain.outreach.planning.running import PlannerError, ask
from kentongan.domain.outreach.proposing import ask_for, result_of, write
from kentongan.domain.outreach.snapshots import restore, snapshot

_OPEN = (PlanRun.State.WAITING, PlanRun.State.RUNNING)


@transaction.atomic
def propose_plan(tour: Tour, *, by: Actor) -> PlanRun:
    """Ask for a plan; a worker makes it and writes it into the rows that are not locked.

    Raises ``Invalid`` while another run for the tour is under way, or once the tour is approved.
    """
    from kentongan.domain.outreach.tasks import make_plan  # late: the job calls this module

    run = _new_run(tour, by)
    transaction.on_commit(partial(make_plan.enqueue, str(run.pk)))
    return run


def plan_now(tour: Tour, *, by: Actor) -> PlanRun:
    """Plan at once, in this process's time: for tests, the demonstration, the command line."""
    run = _new_run(tour, by)
    return run_plan(run, by=by)


def run_plan(run: PlanRun, *, by: Actor) -> PlanRun:
    """Make the plan of a run and apply it; a second call on a finished one changes nothing.

    Call it outside a transaction: the solver runs in a process of its own. What goes wrong is kept with the
    run, in a sentence.
    """
    started = PlanRun.objects.filter(pk=run.pk, state__in=_OPEN).update(
        state=PlanRun.State.RUNNING, started_at=timezone.now(), progress=10
    )
    if started:
        try:
            _make(run, by)
        except Problem as problem:
            _fail(run, problem.message)
        except PlannerError as error:
            _fail(run, _planner_sentence(error))
        except Exception:
            _fail(run, _("Jadwal tidak dapat disusun karena kesalahan pada program. Coba lagi."))
            raise
    run.refresh_from_db()
    return run


@transaction.atomic
def undo_plan(tour: Tour, *, by: Actor, discard_changes: bool = False) -> PlanRun:
    """Put the rows back as they were before the last plan. Returns the run that was taken back.

    Raises ``Stale`` when rows were changed since and ``discard_changes`` is not given.
    """
    held = lock_tour(tour, by=by)
    require_draft(held)
    run = held.runs.filter(state=PlanRun.State.DONE, undone_at=None).first()
    if run is None:
        raise Invalid(_("Belum ada usulan jadwal yang dapat dibatalkan."))
    if not discard_changes and snapshot(held) != run.after:
        raise Stale(
            _("Jadwal sudah diubah sejak usulan itu. Batalkan usulan hanya bila perubahan itu boleh hilang.")
        )
    restore(held, run.before)
    run.undone_at = timezone.now()
    run.save(update_fields=["undone_at"])
    noted(held, "tours.undo_plan", by=by, run=str(run.pk))
    return run


def _new_run(tour: Tour, by: Actor) -> PlanRun:
    by.require("tours.edit", tour.region_id)
    require_draft(Tour.objects.get(pk=tour.pk))
    try:
        with transaction.atomic():
            return PlanRun.objects.create(tour=tour, by_id=by.user_id, by_name=by.name)
    except IntegrityError as error:
        raise Invalid(_("Jadwal keliling ini sedang disusun. Tunggu sampai selesai.")) from error


def _make(run: PlanRun, by: Actor) -> None:
    tour = Tour.objects.select_related("region", "base").get(pk=run.tour_id)
    version = tour.version
    by.require("tours.edit", tour.region_id)
    asked = ask_for(tour)
    _progress(run, 30)
    plan = ask(asked.problem)
    _progress(run, 80)
    with transaction.atomic():
        held = lock_tour(tour, by=by, version=version)
        require_draft(held)
        run.before = snapshot(held)
        write(held, asked, plan)
        run.after = snapshot(held)
        run.result = result_of(held, asked, plan)
        run.state, run.progress, run.finished_at = PlanRun.State.DONE, 100, timezone.now()
        run.save(update_fields=["before", "after", "result", "state", "progress", "finished_at"])
        counts = {name: run.result[name] for name in ("stops", "placed", "villages")}
        noted(held, "tours.plan", by=by, run=str(run.pk), unmet=len(run.result["unmet"]), **counts)


def _progress(run: PlanRun, percent: int) -> None:
    PlanRun.objects.filter(pk=run.pk).update(progress=percent)


def _fail(run: PlanRun, message: str) -> None:
    PlanRun.objects.filter(pk=run.pk).update(
        state=PlanRun.State.FAILED, message=message[:300], finished_at=timezone.now()
    )


def _planner_sentence(error: PlannerError) -> str:
    if str(error) == "time":
        return _("Keliling ini terlalu besar untuk disusun sekaligus. Bagi menurut wilayah, lalu coba lagi.")
    return _("Jadwal tidak dapat disusun karena kesalahan pada program. Coba lagi.")
