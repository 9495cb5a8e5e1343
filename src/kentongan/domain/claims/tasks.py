"""Background jobs of claims."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from kentongan.domain.claims import held


def ask_to_clear() -> None:
    """Have held pictures deleted once all of this hour are too old; each process asks once an hour."""
    if clear.get_backend().supports_defer and cache.add("claims-held", 1, timeout=held.SECONDS):
        clear.using(run_after=timezone.now() + timedelta(seconds=2 * held.SECONDS + 60)).enqueue()


@task()
def clear() -> None:
    """Delete held pictures that nobody sent on."""
    held.clear()
