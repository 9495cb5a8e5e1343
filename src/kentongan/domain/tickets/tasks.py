"""Background jobs of the tickets: what is late goes up, what nobody answered closes."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task


def ask_for_day() -> None:
    """Have the daily round run; each process asks once a day at most."""
    if daily.get_backend().supports_defer and cache.add("tickets-daily", 1, timeout=20 * 3600):
        daily.using(run_after=timezone.now() + timedelta(minutes=1)).enqueue()


@task()
def daily() -> None:
    """Escalate what is late and close what waited long enough; running twice changes nothing."""
    from kentongan.domain.tickets.actions import close_lapsed, escalate_late  # verbs ask for this job

    escalate_late()
    close_lapsed()
