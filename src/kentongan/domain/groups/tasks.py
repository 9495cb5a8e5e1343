"""Background jobs of groups."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kentongan.domain.groups.exports import KEEP_HOURS, delete_old_files, export_now
from kentongan.domain.groups.models import Export
from kentongan.domain.people.access import authority_of


@task()
def write_export(export_id: str) -> None:
    """Write the file of an export; a second run finds it written. The right is judged again now."""
    export = Export.objects.select_related("by__person").get(pk=export_id)
    if export.by is None or not export.by.is_active:
        Export.objects.filter(pk=export.pk, state=Export.State.WAITING).update(state=Export.State.FAILED)
        return
    delete_old_files()
    export_now(export, authority_of(export.by))
    if sweep_exports.get_backend().supports_defer:
        after = timezone.now() + timedelta(hours=KEEP_HOURS, minutes=5)
        sweep_exports.using(run_after=after).enqueue()


@task()
def sweep_exports() -> None:
    """Delete the files of exports that are over a day old; asked for by each export, a day ahead."""
    delete_old_files()
