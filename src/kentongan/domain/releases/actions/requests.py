"""An agency asks to have something carried; the communications office answers (domain.md §5.4, G8)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, valid_code
from kentongan.domain.releases import checks, rules
from kentongan.domain.releases.actions.writing import draft
from kentongan.domain.releases.models import AgencyRequest, Version

ANSWERS = (AgencyRequest.State.ACCEPTED, AgencyRequest.State.CHANGED, AgencyRequest.State.REFUSED)


@transaction.atomic
def make_request(
    *,
    agency: Agency,
    theme: str,
    areas: Sequence[str | Region],
    wanted_from: date,
    wanted_until: date,
    by: Actor,
    region: Region | None = None,
    material: str = "",
    attachments: Sequence[Attachment] = (),
) -> AgencyRequest:
    """Ask the office of ``region`` (the agency's own unless told) to carry something.

    Raises ``Refused`` for whoever does not act for the agency, ``Invalid`` for reversed dates, a missing
    theme, and areas outside the region or, for a village office, outside its village.
    """
    by.require("requests.make", agency.region_id, agency=agency.pk)
    place = region or agency.region
    if not is_within(agency.region_id, place.code):
        raise Invalid(_("Instansi Anda tidak berada di wilayah ini."), field="region")
    theme = checks.check_reason(theme, _("Isi tema yang ingin disebarkan."), limit=150, field="theme")
    if wanted_until < wanted_from:
        raise Invalid(_("Tanggal selesai mendahului tanggal mulai."), field="wanted_until")
    codes = _checked_areas(checks.codes_of(areas), place.code, agency, by)
    for file in attachments:
        if by.user_id is not None and file.uploaded_by_id != by.user_id:
            raise Invalid(_("Lampiran ini tidak ditemukan. Unggah sekali lagi."), field="attachments")
    request = AgencyRequest.objects.create(
        code=unused_code("P", lambda code: AgencyRequest.objects.filter(code=code).exists()),
        agency=agency,
        region=place,
        theme=theme,
        material=material,
        wanted_from=wanted_from,
        wanted_until=wanted_until,
        by_id=by.user_id,
        by_name=by.name,
    )
    request.areas.set(Region.objects.filter(code__in=codes))
    request.attachments.set(attachments)
    record("releases.make_request", request, by=by, region=place.code, theme=theme)
    return request


@transaction.atomic
def answer_request(
    request: AgencyRequest,
    state: str,
    answer: str = "",
    *,
    by: Actor,
    agreed_from: date | None = None,
    agreed_until: date | None = None,
) -> AgencyRequest:
    """Accept, change or refuse; once. Changing and refusing need a reason, changing the dates agreed on."""
    by.require("requests.answer", request.region_id)
    if state not in ANSWERS:
        raise Invalid(_("Pilih disanggupi, disanggupi dengan perubahan, atau ditolak."), field="state")
    if state != AgencyRequest.State.ACCEPTED:
        answer = checks.check_reason(
            answer, _("Tulis alasannya, agar pemohon tahu."), limit=500, field="answer"
        )
    values: dict[str, Any] = {"agreed_from": None, "agreed_until": None}
    if state != AgencyRequest.State.REFUSED:
        values = _agreed(request, agreed_from, agreed_until)
    answered = AgencyRequest.objects.filter(pk=request.pk, state=AgencyRequest.State.SUBMITTED).update(
        state=state, answer=answer, answered_by_name=by.name, answered_at=timezone.now(), **values
    )
    if not answered:
        raise Stale(_("Permintaan ini sudah dijawab orang lain. Muat ulang halaman."))
    request.refresh_from_db()
    record("releases.answer_request", request, by=by, region=request.region_id, state=state, answer=answer)
    return request


@transaction.atomic
def release_from_request(request: AgencyRequest, *, by: Actor) -> Version:
    """Begin the package an accepted request asked for: a draft filled with its theme, material and areas."""
    by.require("releases.write", request.region_id)
    if request.state not in (AgencyRequest.State.ACCEPTED, AgencyRequest.State.CHANGED):
        raise Invalid(_("Sanggupi permintaan ini lebih dahulu."))
    version = draft(
        region=request.region,
        agency=request.agency,
        title=request.theme,
        body=request.material,
        areas=[area.pk for area in request.areas.all()],
        valid_until=request.agreed_until,
        by=by,
    )
    version.attachments.set(request.attachments.all())
    linked = AgencyRequest.objects.filter(pk=request.pk, release=None).update(release=version.release)
    if not linked:
        raise Stale(_("Paket untuk permintaan ini sudah dibuat. Muat ulang halaman."))
    request.refresh_from_db()
    record("releases.from_request", request, by=by, region=request.region_id, release=version.release.code)
    return version


def _agreed(request: AgencyRequest, start: date | None, end: date | None) -> dict[str, date]:
    agreed = {"agreed_from": start or request.wanted_from, "agreed_until": end or request.wanted_until}
    if agreed["agreed_until"] < agreed["agreed_from"]:
        raise Invalid(_("Tanggal selesai mendahului tanggal mulai."), field="agreed_until")
    return agreed


def _checked_areas(codes: Sequence[str], region: str, agency: Agency, by: Actor) -> list[str]:
    known = Region.objects.filter(code__in=[code for code in codes if valid_code(code)]).in_bulk()
    if not codes:
        raise Invalid(_("Pilih wilayah yang ingin dijangkau."), field="areas")
    for code in codes:
        if code not in known:
            raise Invalid(
                _("Tidak ada wilayah dengan kode “%(code)s”. Pilih wilayah dari daftar.")
                % {"code": code[:20]},
                field="areas",
            )
        if not is_within(code, region) or not by.may("requests.make", code, agency=agency.pk):
            raise Invalid(
                _("%(area)s berada di luar wilayah Anda. Hapus wilayah itu dari sasaran.")
                % {"area": known[code].title},
                field="areas",
            )
    return rules.tidy_areas(codes)
