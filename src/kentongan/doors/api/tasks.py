"""Jobs of this door."""

from django_tasks import task

from kentongan.doors.api.common.once import drop_old_answers


@task()
def clean_up() -> int:
    """Drop the answers kept for repeated writes once nobody repeats them any more."""
    return drop_old_answers()
