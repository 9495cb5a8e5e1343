"""Background jobs of groups."""

from django_tasks import task

from kentongan.domain.groups.exports import export_now
from kentongan.domain.groups.models import Export
from kentongan.domain.people.access import authority_of


@task()
def write_export(export_id: str) -> None:
    """Write the file of an export; a second run finds it written. The right is judged again now."""
    export = Export.objects.select_related("by__person").get(pk=export_id)
    if export.by is None or not export.by.is_active:
        Export.objects.filter(pk=export.pk, state=Export.State.WAITING).update(state=Export.State.FAILED)
        return
    export_now(export, authority_of(export.by))
