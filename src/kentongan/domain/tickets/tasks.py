"""Background jobs of the tickets: what is late goes up, what nobody answered closes, counts are tidied."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import TaskResultStatus, task


def ask_for_day() -> None:
    """Have the daily round planned; each process asks once a day at most."""
    if cache.add("tickets-daily", 1, timeout=20 * 3600):
        plan_day()


def plan_day(after: timedelta = timedelta(minutes=1)) -> None:
    """Plan the next round unless one waits.

    Never call it for a raised ticket: the row of the job would hold the very hour of one without a name
    (security.md 33). The worker plans a round when it starts, an opened queue does, and so does each round.
    """
    if not daily.get_backend().supports_defer:
        return
    from django_tasks_db.models import DBTaskResult  # tables: after the start

    waiting = DBTaskResult.objects.filter(task_path=daily.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        daily.using(run_after=timezone.now() + after).enqueue()


@task()
def daily() -> None:
    """Escalate what is late, close what waited long enough, tidy the roll-up; twice changes nothing."""
    from kentongan.domain.tickets import counting
    from kentongan.domain.tickets.actions import close_lapsed, escalate_late  # verbs ask for this job

    plan_day(timedelta(days=1))  # first, so that a fault today leaves a tomorrow
    escalate_late()
    close_lapsed()
    counting.fold()
