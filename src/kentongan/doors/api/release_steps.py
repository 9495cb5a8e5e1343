"""The steps of a package: submission, return, approval, publication, correction, withdrawal, emergency."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from kentongan.domain.core.problems import Absent
from kentongan.domain.releases import actions
from kentongan.domain.releases.models import Publication
from kentongan.doors.api.common.problems import fields_named
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.release_shapes import (
    ApprovalIn,
    CorrectionIn,
    PublicationIn,
    ReasonIn,
    ReleaseOut,
    ReviewIn,
    changes_of,
)
from kentongan.doors.api.releases import answer, attachments, own_release, own_version

router = Router(tags=["releases"])


@router.post(
    "/releases/{code}/submission", response=ReleaseOut, url_name="release-submission", summary="Submit it"
)
def submit(request: HttpRequest, code: str) -> Any:
    """Hand the draft in for approval by another person."""
    by = actor_of(request)
    return answer(actions.submit(own_version(code, "releases.write", by), by=by))


@router.post(
    "/releases/{code}/return", response=ReleaseOut, url_name="release-return", summary="Give it back"
)
def give_back(request: HttpRequest, code: str, payload: ReasonIn) -> Any:
    """Give a submitted package back to its author, with the reason."""
    by = actor_of(request)
    return answer(actions.return_to_author(own_version(code, "releases.approve", by), payload.reason, by=by))


@router.post(
    "/releases/{code}/approval", response=ReleaseOut, url_name="release-approval", summary="Approve a version"
)
def approve(request: HttpRequest, code: str, payload: ApprovalIn) -> Any:
    """Say yes to exactly the version you read; 409 when it is no longer the newest."""
    by = actor_of(request)
    approval = actions.approve(own_release(code, "releases.approve", by), payload.version, by=by)
    return answer(approval.version)


@router.post(
    "/releases/{code}/publication", response=ReleaseOut, url_name="release-publication", summary="Publish it"
)
def publish(request: HttpRequest, code: str, payload: PublicationIn | None = None) -> Any:
    """Set the approved version out, now or at a moment to come."""
    by = actor_of(request)
    at = payload.at if payload else None
    return answer(actions.publish(own_release(code, "releases.publish", by), at, by=by).version)


@router.post(
    "/releases/{code}/cancellation",
    response=ReleaseOut,
    url_name="release-cancellation",
    summary="Take back a schedule",
)
def cancel(request: HttpRequest, code: str) -> Any:
    """Take back a publication whose moment has not come; the version stays approved."""
    by = actor_of(request)
    return answer(actions.cancel_schedule(own_release(code, "releases.publish", by), by=by))


@router.post(
    "/releases/{code}/correction", response=ReleaseOut, url_name="release-correction", summary="Correct it"
)
def correct(request: HttpRequest, code: str, payload: CorrectionIn) -> Any:
    """Begin a correction of what is out: a new draft, to be submitted, approved and published.

    Once published it reaches everyone who had the earlier version and asks them for a new receipt.
    """
    by = actor_of(request)
    version = own_version(code, "releases.write", by)
    changes = changes_of(payload)
    if "attachments" in payload.model_fields_set:
        changes["attachments"] = attachments(payload.attachments, by, version)
    with fields_named(correction_note="note"):
        return answer(actions.correct(version.release, note=payload.note, by=by, **changes))


@router.post(
    "/releases/{code}/withdrawal", response=ReleaseOut, url_name="release-withdrawal", summary="Withdraw it"
)
def withdraw(request: HttpRequest, code: str, payload: ReasonIn) -> Any:
    """Call a published package back; its public address tells the reason."""
    by = actor_of(request)
    return answer(actions.withdraw(own_release(code, "releases.publish", by), payload.reason, by=by).version)


@router.post(
    "/releases/{code}/emergency-publication",
    response=ReleaseOut,
    url_name="release-emergency-publication",
    summary="Publish it in an emergency",
)
def publish_in_emergency(request: HttpRequest, code: str, payload: ReasonIn) -> Any:
    """Set the newest version out without approval; another person reviews it afterwards."""
    by = actor_of(request)
    version = own_version(code, "releases.emergency", by)
    return answer(actions.publish_in_emergency(version, payload.reason, by=by).version)


@router.post(
    "/releases/{code}/review", response=ReleaseOut, url_name="release-review", summary="Review an emergency"
)
def review(request: HttpRequest, code: str, payload: ReviewIn) -> Any:
    """Look afterwards at the latest emergency publication of a package."""
    by = actor_of(request)
    release = own_release(code, "releases.approve", by)
    publications = Publication.objects.filter(release=release).select_related("version", "release")
    publication = publications.exclude(emergency_reason="").newest().first() or publications.newest().first()
    if publication is None:
        raise Absent(_("Paket ini belum terbit."))
    actions.review_emergency(publication, payload.accepted, payload.note or "", by=by)
    return answer(publication.version)
