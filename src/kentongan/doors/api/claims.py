"""Doubtful messages: asked about, matched, judged, brought in from other houses."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from kentongan.domain.claims import access, actions, finding, tables
from kentongan.domain.claims.actions.verdicts import Draft
from kentongan.domain.claims.matching import engine
from kentongan.domain.claims.models import ClaimQuerySet, Label, Report, Verdict
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.access import acting_group
from kentongan.domain.regions.models import Region
from kentongan.doors.api.claim_shapes import (
    ClaimFilter,
    ClaimOut,
    ImportIn,
    ImportOut,
    MatchesOut,
    MatchIn,
    MatchOut,
    ReportIn,
    ReportOut,
    VerdictIn,
    VerdictOut,
    claim_shape,
    report_shape,
    verdict_shape,
)
from kentongan.doors.api.common.fields import Page, Paging, files_of, known, known_region
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["claims"])


@router.get("/claims", response=Page[ClaimOut], url_name="claims", summary="List claims")
def list_claims(request: HttpRequest, filters: Query[ClaimFilter]) -> Any:
    """The claims of the desks in your area, newest first."""
    known_region(filters.region)
    wanted = {"state": filters.state, "topic": filters.topic, "source_name": filters.source}
    rows = _whole(access.desk(actor_of(request)))
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if filters.region:
        rows = rows.for_region(filters.region)
    return page(
        request, rows, ["-raised_at", "pk"], filters, lambda found: [claim_shape(row) for row in found]
    )


@router.post("/claims/match", response=MatchesOut, url_name="claim-match", summary="Match a message")
def match(request: HttpRequest, payload: MatchIn) -> Any:
    """The claims the message may repeat, with how surely: answer at once, suggest to a person, or unknown.

    Of a question that another desk still checks, its words are not told.
    """
    by = actor_of(request)
    found = finding.find(payload.text, most=payload.limit)
    readable = access.readable([one.claim for one in found], by)
    return MatchesOut(
        state=found[0].state if found else engine.UNKNOWN,
        candidates=[
            MatchOut(
                code=one.claim.code,
                title=one.claim.title if one.claim in readable else _("Pesan yang sedang diperiksa"),
                score=one.score,
                state=one.state,
                source=known(one.claim.source_name),
                source_ref=known(one.claim.source_ref),
                source_url=known(one.claim.source_url),
                label=one.verdict.label_id if one.verdict else None,
                tone=one.verdict.label.tone if one.verdict else None,
                short=known(one.verdict.short) if one.verdict else None,
            )
            for one in found
        ],
    )


@router.post("/claims/imports", response=ImportOut, url_name="claim-imports", summary="Bring in checks")
def bring_in(request: HttpRequest, payload: ImportIn) -> Any:
    """Checks made by other houses, with their source named."""
    region = Region.objects.get(pk=known_region(payload.region) or settings.HOME_REGION)
    rows = [
        {
            "title": row.title,
            "text": row.text,
            "why": row.explanation,
            "label": row.verdict,
            "source_name": row.source,
            "source_ref": row.ref,
            "source_url": row.url,
            "checked_on": row.date.isoformat() if row.date else "",
        }
        for row in payload.checks
    ]
    plan = tables.plan(rows)
    if plan.errors:
        number, message = plan.errors[0]
        raise Invalid(message, field=f"checks.{number - 2}")
    taken = actions.bring_in(plan.checks, region=region, by=actor_of(request), dry_run=payload.dry_run)
    return ImportOut(created=taken.created, changed=taken.changed, unchanged=taken.unchanged)


@router.post(
    "/claims/reports", response={201: ReportOut}, url_name="claim-asking", summary="Ask about a message"
)
def ask(request: HttpRequest, payload: ReportIn) -> Any:
    """Report a message; it joins the claim it surely repeats, or makes a new one.

    A picture alone is compared a moment later; the code it was told then leads to the claim it joined.
    """
    by = actor_of(request)
    group = acting_group(payload.group, "activities.record", by) if payload.group else None
    region = Region.objects.get(pk=payload.region) if known_region(payload.region) else None
    question = actions.Question(
        text=payload.text or "",
        url=payload.url or "",
        seen_in=payload.seen_in or "",
        seen_on=payload.seen_on,
        note=payload.note or "",
    )
    photos = files_of(payload.photos, "photos", by.user_id)
    row = actions.report(
        question,
        by=by,
        way=Report.Way.API,
        id=payload.id,
        group=group,
        region=region,
        pictured=bool(photos),
    )
    for photo in photos:
        actions.add_photo(row, photo, by=by)
    row.refresh_from_db()
    return Status(201, report_shape(row))


@router.get("/claims/{code}", response=ClaimOut, url_name="claim", summary="One claim")
def read_claim(request: HttpRequest, code: str) -> Any:
    """A claim of your desk by its code."""
    found = access.get_at_desk(code, actor_of(request))
    return claim_shape(_whole(access.desk(actor_of(request))).get(pk=found.pk))


@router.get(
    "/claims/{code}/reports", response=Page[ReportOut], url_name="claim-reports", summary="Its reports"
)
def list_reports(request: HttpRequest, code: str, paging: Query[Paging]) -> Any:
    """Who asked about it, newest first."""
    claim = access.get_at_desk(code, actor_of(request))
    rows = claim.reports.select_related("claim", "group")
    return page(request, rows, ["-at", "pk"], paging, lambda found: [report_shape(row) for row in found])


@router.get(
    "/claims/{code}/verdicts", response=list[VerdictOut], url_name="claim-verdicts", summary="Its verdicts"
)
def list_verdicts(request: HttpRequest, code: str) -> Any:
    """All versions, newest first."""
    claim = access.get_at_desk(code, actor_of(request))
    rows = claim.verdicts.select_related("label", "release").prefetch_related("sources")
    return [verdict_shape(row) for row in rows]


@router.post(
    "/claims/{code}/verdicts",
    response={201: VerdictOut},
    url_name="claim-verdicts",
    summary="Write a verdict",
)
def write_verdict(request: HttpRequest, code: str, payload: VerdictIn) -> Any:
    """Write and submit a verdict; another person approves it in the office."""
    by = actor_of(request)
    claim = access.get_at_desk(code, by)
    label = Label.objects.filter(pk=payload.label, retired=False, scheme__retired=False).first()
    if label is None:
        raise Invalid(_("Putusan “%(label)s” tidak dikenal.") % {"label": payload.label}, field="label")
    draft = Draft(
        label=label,
        why=payload.why,
        short=payload.short or "",
        checked_on=payload.checked_on,
        change_note=payload.change_note or "",
        sources=[(source.title, source.url) for source in payload.sources],
    )
    verdict = actions.submit_verdict(actions.draft_verdict(claim, draft, by=by), by=by)
    return Status(201, verdict_shape(verdict))


def _whole(rows: ClaimQuerySet) -> ClaimQuerySet:
    out = Verdict.objects.out().select_related("label", "release").prefetch_related("sources")
    return rows.select_related("merged_into").prefetch_related(Prefetch("verdicts", out, to_attr="out"))
