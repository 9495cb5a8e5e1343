"""Background jobs of the sync room."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from kentongan.domain.sync.rules import PARENT_HELD


def ask_for_sweep() -> None:
    """Have the sweep run when what arrived now would be overdue; each process asks once a day at most."""
    if sweep.get_backend().supports_defer and cache.add("sync-sweep", 1, timeout=24 * 3600):
        for days in (PARENT_HELD, timedelta(days=14)):
            sweep.using(run_after=timezone.now() + days + timedelta(days=1)).enqueue()


@task()
def sweep() -> None:
    """Give up what waited too long, do what this version can read at last, drop pieces of lost files."""
    from kentongan.domain.sync import files  # the actions ask for this job
    from kentongan.domain.sync.actions import holding

    holding.try_carried()
    holding.give_up_overdue()
    files.drop_old_pieces()
