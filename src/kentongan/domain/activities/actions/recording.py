"""A group records once what it did; repeats of the same record change nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.activities import counting
from kentongan.domain.activities.models import Activity, Medium
from kentongan.domain.activities.rules import content_digest
from kentongan.domain.core import attachments, history
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.releases.actions import pass_on
from kentongan.domain.releases.actions.receiving import require_sent
from kentongan.domain.releases.models import Publication

LIMITS = {"title": 150, "place": 120, "note": 5000}
PROOFS = 10  # pictures and papers for one activity


@transaction.atomic
def record(
    *,
    group: Group,
    held_on: date,
    by: Actor,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
    kind: str = Activity.Kind.DISSEMINATION,
    publication: Publication | None = None,
    title: str = "",
    medium: Medium | str | None = None,
    place: str = "",
    reach_low: int | None = None,
    reach_high: int | None = None,
    counted_how: str = "",
    note: str = "",
    proofs: Sequence[Attachment] = (),
) -> Activity:
    """Note what the group did; passing on a package moves the group to the last step with it.

    The same id with the same content is the same record, whatever is repeated. Reach is people, as a range;
    unknown is ``None``. Raises ``Stale`` for an id with other content, ``Absent`` for a package never sent
    to the group, ``Invalid`` for what was entered wrongly.
    """
    by.require("activities.record", group.region_id, group=group.pk)
    chosen = _medium(medium) if medium else None
    values = _values(kind, title, held_on, place, (reach_low, reach_high), counted_how, note)
    links = (str(group.pk), publication.pk if publication else None, chosen.pk if chosen else None)
    digest = content_digest(values | {"links": links})
    known = Activity.objects.filter(pk=id).first() if id else None
    if known:
        return _same(known, digest)
    _check(values, group, publication, chosen)
    if publication:
        require_sent(publication, group)
    _check_proofs(proofs, by)
    activity, created = Activity.objects.get_or_create(
        pk=id or uuid4(),
        defaults=values
        | {
            "group": group,
            "region_id": group.region_id,
            "publication": publication,
            "medium": chosen,
            "digest": digest,
            "by_id": by.user_id,
            "by_name": by.name,
        },
    )
    if not created:
        return _same(activity, digest)
    activity.proofs.set(proofs)
    if publication and kind == Activity.Kind.DISSEMINATION:
        counting.add_activity(activity)
        pass_on(publication, group, by=by)
    _note(activity, by)
    return activity


def add_proof(activity: Activity, upload: UploadedFile[Any], *, by: Actor) -> Attachment:
    """Keep a picture or paper as proof; it may come long after the record. Raises ``Invalid``."""
    _check_room(activity, by)
    return keep_proof(activity, attachments.store(upload, by=by, region=activity.region_id), by=by)


@transaction.atomic
def keep_proof(activity: Activity, file: Attachment, *, by: Actor, point: Sequence[int] = ()) -> Attachment:
    """Put a stored file to the proofs; the same file twice is there once. Raises ``Invalid``.

    ``point``: where the picture was taken, in millionths of a degree, when its maker wants it kept.
    """
    _check_room(activity, by)
    activity.proofs.add(file)
    taken = {"point": list(point)} if point else {}
    history.record(
        "activities.add_proof", activity, by=by, region=activity.region_id, file=file.name, **taken
    )
    return file


def _check_room(activity: Activity, by: Actor) -> None:
    by.require("activities.record", activity.region_id, group=activity.group.survivor.pk)
    if activity.proofs.count() >= PROOFS:
        raise Invalid(_("Bukti kegiatan ini sudah %(count)d berkas.") % {"count": PROOFS}, field="proofs")


def _values(
    kind: str,
    title: str,
    held_on: date,
    place: str,
    reach: tuple[int | None, int | None],
    counted_how: str,
    note: str,
) -> dict[str, Any]:
    """The columns as they are kept: one number is a range too, and a number nobody explained an estimate."""
    low = reach[1] if reach[0] is None else reach[0]
    high = reach[0] if reach[1] is None else reach[1]
    return {
        "kind": kind,
        "title": title.strip(),
        "held_on": held_on,
        "place": place.strip(),
        "reach_low": low,
        "reach_high": high,
        "counted_how": counted_how or ("" if low is None else Activity.Counted.ESTIMATE.value),
        "note": note.strip(),
    }


def _same(known: Activity, digest: str) -> Activity:
    if known.digest != digest:
        raise Stale(_("Nomor catatan ini sudah dipakai untuk isi lain. Buat catatan baru."))
    return known


def _medium(medium: Medium | str) -> Medium:
    if isinstance(medium, Medium):
        return medium
    found = Medium.objects.filter(code=medium).first()
    if found is None:
        raise Invalid(
            _("Media “%(medium)s” tidak ada dalam daftar.") % {"medium": medium[:30]}, field="medium"
        )
    return found


def _check(
    values: dict[str, Any], group: Group, publication: Publication | None, medium: Medium | None
) -> None:
    if values["kind"] not in Activity.Kind.values:
        raise Invalid(_("Pilih jenis kegiatan dari daftar."), field="kind")
    if values["kind"] == Activity.Kind.DISSEMINATION and medium is None:
        raise Invalid(_("Pilih lewat apa informasi disebarkan."), field="medium")
    if publication is None and not values["title"]:
        raise Invalid(_("Pilih paket, atau isi judul kegiatan."), field="title")
    today = datetime.now(ZoneInfo(group.region.time_zone)).date()
    if values["held_on"] > today:
        raise Invalid(_("Tanggal kegiatan belum tiba. Catat sesudah dilaksanakan."), field="held_on")
    for name, limit in LIMITS.items():
        if len(values[name]) > limit:
            raise Invalid(
                _("Teks ini %(length)d huruf, paling banyak %(limit)d.")
                % {"length": len(values[name]), "limit": limit},
                field=name,
            )
    if values["counted_how"] and values["counted_how"] not in Activity.Counted.values:
        raise Invalid(_("Pilih cara menghitung dari daftar."), field="counted_how")
    _check_reach(values["reach_low"], values["reach_high"])


def _check_reach(low: int | None, high: int | None) -> None:
    if low is None or high is None:
        return
    if low < 0 or high > 10_000_000:
        raise Invalid(_("Jumlah orang tidak masuk akal. Periksa angkanya."), field="reach_low")
    if low > high:
        raise Invalid(_("Jumlah paling sedikit melebihi jumlah paling banyak."), field="reach_high")


def _check_proofs(proofs: Sequence[Attachment], by: Actor) -> None:
    if len(proofs) > PROOFS:
        raise Invalid(_("Bukti kegiatan paling banyak %(count)d berkas.") % {"count": PROOFS}, field="proofs")
    for file in proofs:
        if by.user_id is not None and file.uploaded_by_id != by.user_id:
            raise Invalid(_("Bukti ini tidak ditemukan. Unggah sekali lagi."), field="proofs")


def _note(activity: Activity, by: Actor) -> None:
    history.record(
        "activities.record",
        activity.group,
        by=by,
        region=activity.region_id,
        activity=str(activity.pk),
        kind=activity.kind,
        release=activity.publication.release.code if activity.publication else "",
    )
