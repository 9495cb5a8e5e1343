"""What groups did with packages, read for several at once."""

from collections.abc import Iterable, Sequence

from kentongan.domain.groups.models import Group
from kentongan.domain.releases.models import Progress, Publication, Receipt


def spread_before(groups: Group | Sequence[Group], publications: Iterable[Publication]) -> set[int]:
    """Of these corrections, those whose earlier version a group passed on: it has to go round again."""
    several = [groups] if isinstance(groups, Group) else groups
    releases = {p.release_id: p.pk for p in publications if p.version.corrects}
    if not releases:
        return set()
    rows = Progress.objects.filter(
        group__in=Group.objects.same_as(*several),
        publication__release__in=releases,
        kind=Receipt.Kind.PASSED_ON,
    ).values_list("publication__release_id", "publication_id")
    return {releases[release] for release, publication in rows if publication != releases[release]}
