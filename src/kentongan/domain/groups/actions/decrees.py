"""The verbs of decrees: issued over groups, given their scan, revoked."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups import rules
from kentongan.domain.groups.actions.regulations import check_cited
from kentongan.domain.groups.models import Decree, Group, Regulation
from kentongan.domain.groups.models.decrees import IssuerRole
from kentongan.domain.groups.models.groups import LegalForm
from kentongan.domain.groups.standing import follow
from kentongan.domain.regions.models import Region


@transaction.atomic
def issue_decree(
    *,
    number: str,
    issued_on: date,
    issuer_role: str,
    issuer_region: Region,
    valid_from: date,
    groups: Sequence[Group],
    by: Actor,
    kind: str = "founding",
    valid_to: date | None = None,
    scan: Attachment | None = None,
    note: str = "",
    basis: Sequence[Regulation] = (),
    cite_lapsed: bool = False,
    is_demo: bool = False,
) -> Decree:
    """Enter a decree with all the groups it names. The actor needs the right in the area of each group.

    ``rules.proposed_issuer`` says whose decree to propose; any issuer may be chosen. Raises ``Invalid`` for a
    number this issuer has used already, an issuer who does not head the region, dates out of order, or a
    regulation in ``basis`` that was no longer in force on the decree's day, unless ``cite_lapsed`` is said.
    """
    number = rules.clean_number(number)
    rules.check_decree(number, issued_on, valid_from, valid_to, timezone.localdate())
    _check_issuer(issuer_role, issuer_region)
    _check_groups(groups, issuer_region, by)
    _check_unused(number, issuer_role, issuer_region)
    check_cited(basis, issued_on, accepted=cite_lapsed)
    decree = Decree.objects.create(
        code=unused_code("S", lambda code: Decree.objects.filter(code=code).exists()),
        number=number,
        issued_on=issued_on,
        issuer_role=issuer_role,
        issuer_region=issuer_region,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        scan=scan,
        note=note.strip(),
        is_demo=is_demo,
    )
    decree.basis.set(basis)
    _name(decree, groups, by)
    record("decree.issue", decree, by=by, region=issuer_region.code, number=number, groups=len(groups))
    return decree


@transaction.atomic
def name_groups(decree: Decree, groups: Sequence[Group], *, by: Actor) -> int:
    """Note that the decree names these groups too; how many were not named before."""
    _check_groups(groups, decree.issuer_region, by)
    named = set(decree.groups.filter(pk__in=[group.pk for group in groups]).values_list("pk", flat=True))
    new = [group for group in groups if group.pk not in named]
    if new:
        _name(decree, new, by)
        record("decree.name_groups", decree, by=by, region=decree.issuer_region_id, groups=len(new))
    return len(new)


@transaction.atomic
def revoke_decree(decree: Decree, *, on: date, by: Actor, reason: str = "") -> Decree:
    """Note that the decree no longer holds from the day on."""
    current = Decree.objects.select_for_update().get(pk=decree.pk)
    _require(current, by)
    if current.revoked_on:
        raise Stale(_("SK ini sudah dicabut. Muat ulang halaman."))
    if on < current.valid_from:
        raise Invalid(_("Tanggal pencabutan lebih awal dari mulai berlakunya SK."), field="on")
    current.revoked_on = on
    current.save(update_fields=["revoked_on"])
    follow(current.groups.values_list("pk", flat=True))
    record(
        "decree.revoke",
        current,
        by=by,
        region=current.issuer_region_id,
        on=on.isoformat(),
        reason=reason.strip(),
    )
    return current


@transaction.atomic
def attach_scan(decree: Decree, scan: Attachment, *, by: Actor) -> Decree:
    """Put the scanned letter on the decree; an earlier scan is kept in the store and no longer shown."""
    current = Decree.objects.select_for_update().get(pk=decree.pk)
    _require(current, by)
    current.scan = scan
    current.save(update_fields=["scan"])
    record("decree.attach_scan", current, by=by, region=current.issuer_region_id, name=scan.name)
    return current


def _check_issuer(role: str, region: Region) -> None:
    if role not in rules.ISSUER_LEVEL:
        raise Invalid(_("Pilih penerbit SK dari daftar."), field="issuer_role")
    if rules.ISSUER_LEVEL[role] != region.level:
        raise Invalid(
            _("%(role)s tidak memimpin %(region)s. Pilih wilayah penerbit yang benar.")
            % {"role": str(IssuerRole(role).label).capitalize(), "region": region.title},
            field="issuer_region",
        )


def _check_groups(groups: Sequence[Group], issuer_region: Region, by: Actor) -> None:
    if not groups:
        raise Invalid(_("Pilih paling sedikit satu kelompok yang disebut SK ini."), field="groups")
    for group in groups:
        by.require("decrees.edit", group.region_id, group=group.pk)
        if not rules.heads(issuer_region.code, group.region_id):
            raise Invalid(
                _("%(name)s tidak berada di wilayah penerbit SK.") % {"name": group.name}, field="groups"
            )


def _check_unused(number: str, role: str, region: Region) -> None:
    earlier = Decree.objects.filter(number__iexact=number, issuer_role=role, issuer_region=region).first()
    if earlier:
        raise Invalid(
            _(
                "SK nomor %(number)s dari penerbit ini sudah ada, tertanggal %(date)s."
                " Periksa nomor dan tahunnya."
            )
            % {"number": earlier.number, "date": earlier.issued_on.strftime("%d-%m-%Y")},
            field="number",
        )


def _name(decree: Decree, groups: Sequence[Group], by: Actor) -> None:
    decree.groups.add(*groups)
    if decree.kind != Decree.Kind.REVOCATION:
        Group.objects.filter(pk__in=[group.pk for group in groups], legal_form=LegalForm.NONE).update(
            legal_form=LegalForm.DECREE
        )
    follow(group.pk for group in groups)
    for group in groups:
        record("group.decree", group, by=by, region=group.region_id, decree=decree.code, number=decree.number)


def _require(decree: Decree, by: Actor) -> None:
    """The issuer's area, or the areas of all groups it names."""
    if by.may("decrees.edit", decree.issuer_region_id):
        return
    groups = list(decree.groups.all())
    if not groups or not all(by.may("decrees.edit", group.region_id, group=group.pk) for group in groups):
        raise Refused(
            _("SK ini juga menyangkut kelompok di luar wilayah Anda. Hubungi Diskominfo kabupaten.")
        )
