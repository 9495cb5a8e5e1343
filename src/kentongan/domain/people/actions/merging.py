"""Two entries that are one person: merged by a pointer, taken back within 30 days, or told apart."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.merging import check_undo, in_order
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.people.models import Person, PersonDistinction, PersonMerge
from kentongan.domain.regions.rules import ROOT

TAKEABLE = ("name", "sex", "phone", "email")


@transaction.atomic
def merge_persons(kept: Person, absorbed: Person, *, by: Actor, take: Iterable[str] = ()) -> PersonMerge:
    """Note that two entries are one person; ``take`` names the fields copied from the absorbed entry.

    Memberships, posts and accounts stay on the entry they were written to and are read as the kept one's.
    Raises ``Stale`` when one of the two was merged meanwhile, ``Invalid`` for a field that is not open.
    """
    first, second = _locked(kept, absorbed, by)
    keep, gone = (first, second) if first.pk == kept.pk else (second, first)
    if keep.merged_into_id or gone.merged_into_id:
        raise Stale(_("Salah satu orang ini sudah digabungkan. Muat ulang halaman."))
    before, after = {}, {}
    for name in take:
        if name not in TAKEABLE:
            raise Invalid(_("Isian ini tidak dapat dipilih: %(name)s.") % {"name": name}, field=name)
        if getattr(keep, name) != getattr(gone, name):
            before[name], after[name] = getattr(keep, name), getattr(gone, name)
            setattr(keep, name, after[name])
    keep.save(update_fields=list(after))
    carried = [str(key) for key in Person.objects.filter(merged_into=gone).values_list("pk", flat=True)]
    Person.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).update(merged_into=keep)
    merge = PersonMerge.objects.create(
        kept=keep,
        absorbed=gone,
        by_id=by.user_id,
        by_name=by.name,
        before=before,
        after=after,
        carried=carried,
    )
    for person, other in ((keep, gone), (gone, keep)):
        record("people.merge", person, by=by, region=person.region_id or "", name=other.name)
    return merge


@transaction.atomic
def undo_person_merge(merge: PersonMerge, *, by: Actor) -> PersonMerge:
    """Take a merge back within 30 days: both entries stand as before, later merges onto them first.

    A field of the kept entry that was changed by hand since stays as it is now.
    """
    current = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    first, second = _locked(current.kept, current.absorbed, by)
    keep, gone = (first, second) if first.pk == current.kept_id else (second, first)
    check_undo(current, PersonMerge.objects.filter(Q(kept=keep) | Q(absorbed=keep)))
    restored = [name for name, value in current.after.items() if getattr(keep, name) == value]
    for name in restored:
        setattr(keep, name, current.before[name])
    keep.save(update_fields=restored)
    Person.objects.filter(pk__in=current.carried).update(merged_into=gone)
    Person.objects.filter(pk=gone.pk).update(merged_into=None)
    current.undone_at, current.undone_by_name = timezone.now(), by.name
    current.save(update_fields=["undone_at", "undone_by_name"])
    for person, other in ((keep, gone), (gone, keep)):
        record("people.undo_merge", person, by=by, region=person.region_id or "", name=other.name)
    return current


@transaction.atomic
def tell_persons_apart(one: Person, other: Person, *, by: Actor) -> PersonDistinction:
    """Note that two entries are two people, so that they are not suggested again."""
    _require(one, other, by)
    first, second = in_order(one, other)
    told, _made = PersonDistinction.objects.get_or_create(
        first=first, second=second, defaults={"by_id": by.user_id, "by_name": by.name}
    )
    return told


def _locked(one: Person, other: Person, by: Actor) -> list[Person]:
    """Both entries, locked in the order of their ids, so that two merges at once wait for each other."""
    if one.pk == other.pk:
        raise Invalid(_("Pilih dua orang yang berbeda."))
    _require(one, other, by)
    rows = Person.objects.select_for_update().filter(pk__in=[one.pk, other.pk])
    return list(rows.order_by("pk"))


def _require(one: Person, other: Person, by: Actor) -> None:
    for person in (one, other):
        by.require("duplicates.merge", person.region_id or ROOT)
