"""Background jobs of claims."""

from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from kentongan.domain.claims import held
from kentongan.domain.core.problems import Problem


def ask_to_clear() -> None:
    """Have held pictures deleted once all of this hour are too old; each process asks once an hour."""
    if clear.get_backend().supports_defer and cache.add("claims-held", 1, timeout=held.SECONDS):
        clear.using(run_after=timezone.now() + timedelta(seconds=2 * held.SECONDS + 60)).enqueue()


@task()
def clear() -> None:
    """Delete held pictures that nobody sent on."""
    held.clear()


@task()
def join_pictured(report: str) -> None:
    """Lead a question of pictures alone to the claim it repeats; a second run finds it done."""
    from kentongan.domain.claims.actions.enclosing import join  # verbs ask for this job
    from kentongan.domain.claims.models import Report

    row = Report.objects.filter(pk=report).select_related("claim").first()
    if row is not None:
        with suppress(Problem):  # somebody at the desk was quicker
            join(row)
