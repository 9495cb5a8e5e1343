"""A decree from its draft to the signed letter: written, printed, brought back, issued, given up."""

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
from kentongan.domain.founding import issuing, rules
from kentongan.domain.founding.actions.templates import checked_texts
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate, DraftState
from kentongan.domain.groups import actions as group_actions
from kentongan.domain.groups import rules as group_rules
from kentongan.domain.groups.models import Decree, Group, Regulation

COPIED = (
    "heading",
    "subject",
    "considerations",
    "articles",
    "closing",
    "signatory_title",
    "on_behalf_of",
    "copies",
)
CHANGEABLE = frozenset({*COPIED, "signatory_name", "number", "valid_from", "valid_to", "bases"})


@transaction.atomic
def draft_decree(
    groups: Sequence[Group],
    *,
    by: Actor,
    kind: str = "founding",
    issuer_role: str = "",
    template: DecreeTemplate | None = None,
    revokes: Decree | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    is_demo: bool = False,
) -> DecreeDraft:
    """Begin a decree over one or many groups, filled from the nearest template.

    Without ``issuer_role`` it is the one the level proposes (T7); another may be chosen, and both are kept.
    Raises ``Invalid`` when no one issuer heads all groups, or there is no template.
    """
    if not groups:
        raise Invalid(_("Pilih paling sedikit satu kelompok yang disebut SK ini."), field="groups")
    _check_kind(kind, revokes, groups)
    group_rules.check_period(valid_from, valid_to, "valid_to")
    proposed = issuing.proposed_role(groups)
    role = issuer_role or proposed
    region = issuing.issuer_region(role, groups)
    by.require("decrees.draft", region.code)
    layout = template or issuing.best_template(kind, groups[0].level, region)
    if layout is None or layout.kind != kind:
        raise Invalid(
            _("Belum ada templat untuk jenis SK ini. Buat templatnya dahulu, atau pilih yang lain."),
            field="template",
        )
    draft = DecreeDraft.objects.create(
        code=unused_code("D", lambda code: DecreeDraft.objects.filter(code=code).exists()),
        template=layout,
        kind=kind,
        issuer_role=role,
        proposed_role=proposed,
        issuer_region=region,
        revokes=revokes,
        number=layout.number_pattern.replace("{unit}", layout.unit),
        valid_from=valid_from,
        valid_to=valid_to,
        is_demo=is_demo,
        by_id=by.user_id,
        by_name=by.name,
        **{name: getattr(layout, name) for name in COPIED},
    )
    draft.groups.set(groups)
    draft.bases.set(layout.bases.all())
    record("draft.write", draft, by=by, region=region.code, groups=len(groups))
    return draft


@transaction.atomic
def change_draft(draft: DecreeDraft, *, by: Actor, **fields: Any) -> DecreeDraft:
    """Change the text before it is signed. A printed one has to be printed again."""
    current = _held(draft, by, DraftState.DRAFT, DraftState.PRINTED)
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    bases: Sequence[Regulation] | None = fields.pop("bases", None)
    dates = {name: fields.pop(name) for name in ("valid_from", "valid_to") if name in fields}
    plain = {name: fields.pop(name).strip() for name in ("signatory_name", "number") if name in fields}
    if "number" in plain:
        rules.check_placeholders([plain["number"]], "number")
    values = dates | plain | checked_texts(fields)
    for name, value in values.items():
        setattr(current, name, value)
    group_rules.check_period(current.valid_from, current.valid_to, "valid_to")
    if not current.subject or not current.articles:
        raise Invalid(_("Isian ini wajib: tanpa itu SK tidak utuh."), field="articles")
    current.printed_at = None
    current.save(update_fields=[*values, "printed_at"])
    if bases is not None:
        current.bases.set(bases)
    record("draft.change", current, by=by, region=current.issuer_region_id, fields=sorted(values))
    return current


@transaction.atomic
def mark_printed(draft: DecreeDraft, *, by: Actor) -> DecreeDraft:
    """Note that the letter went out to be signed. Printed again, the first time stays."""
    current = _held(draft, by, DraftState.DRAFT, DraftState.PRINTED)
    if current.printed_at is None:
        current.printed_at = timezone.now()
        current.save(update_fields=["printed_at"])
        record("draft.print", current, by=by, region=current.issuer_region_id)
    return current


@transaction.atomic
def deliver(draft: DecreeDraft, *, number: str, issued_on: date, scan: Attachment, by: Actor) -> DecreeDraft:
    """Bring the signed letter back: its number, its day, its picture or PDF.

    Who may enter decrees makes it one at once; what a village or a board brings waits for a look. Raises
    ``Invalid`` for a day after the decree's validity or not yet come, and a number used before.
    """
    current = _locked(draft)
    _require_delivery(current, by)
    _check_state(current, DraftState.DRAFT, DraftState.PRINTED)
    number = group_rules.clean_number(number)
    # without a start of its own it begins with the letter, which must then not come after its end
    starts = current.valid_from or current.valid_to or issued_on
    group_rules.check_decree(number, issued_on, starts, current.valid_to, timezone.localdate())
    current.delivered_at, current.delivered_by = timezone.now(), by.name
    current.delivered_number, current.delivered_on, current.scan = number, issued_on, scan
    current.save(update_fields=["delivered_at", "delivered_by", "delivered_number", "delivered_on", "scan"])
    record("draft.deliver", current, by=by, region=current.issuer_region_id, number=number)
    return issue(current, by=by) if _may_issue(current, by) else current


@transaction.atomic
def issue(draft: DecreeDraft, *, by: Actor) -> DecreeDraft:
    """Make the letter that was brought a decree of the register; the groups are then legal (T8).

    A revocation ends the decree it revokes. Terms that began without a decree rest on this one.
    """
    current = _locked(draft)
    _check_state(current, DraftState.DELIVERED)
    issued_on = current.delivered_on or timezone.localdate()
    decree = group_actions.issue_decree(
        number=current.delivered_number,
        issued_on=issued_on,
        issuer_role=current.issuer_role,
        issuer_region=current.issuer_region,
        kind=current.kind,
        valid_from=current.valid_from or issued_on,
        valid_to=current.valid_to,
        groups=list(current.groups.select_related("region")),
        scan=current.scan,
        basis=list(current.bases.all()),
        cite_lapsed=True,  # the draft warned of it
        is_demo=current.is_demo,
        by=by,
    )
    if current.revokes:
        group_actions.revoke_decree(
            current.revokes,
            on=decree.valid_from,
            reason=_("SK %(number)s") % {"number": decree.number},
            by=by,
        )
    elif current.kind != Decree.Kind.REVOCATION:
        group_actions.rest_terms_on(decree, by=by)
    current.decree = decree
    current.save(update_fields=["decree"])
    record("draft.issue", current, by=by, region=current.issuer_region_id, number=decree.number)
    return current


@transaction.atomic
def send_back(draft: DecreeDraft, *, reason: str, by: Actor) -> DecreeDraft:
    """Refuse what was brought (unreadable, not signed, a wrong number): it waits for another picture."""
    current = _held(draft, by, DraftState.DELIVERED)
    if not reason.strip():
        raise Invalid(_("Tulis apa yang perlu diperbaiki."), field="reason")
    current.delivered_at, current.delivered_on, current.delivered_number = None, None, ""
    current.delivered_by, current.scan = "", None
    current.printed_at = current.printed_at or timezone.now()
    current.save(
        update_fields=[
            "delivered_at",
            "delivered_on",
            "delivered_number",
            "delivered_by",
            "scan",
            "printed_at",
        ]
    )
    record("draft.send_back", current, by=by, region=current.issuer_region_id, reason=reason.strip())
    return current


@transaction.atomic
def discard(draft: DecreeDraft, *, reason: str, by: Actor) -> DecreeDraft:
    """Give a draft up, with the reason."""
    current = _held(draft, by, DraftState.DRAFT, DraftState.PRINTED, DraftState.DELIVERED)
    if not reason.strip():
        raise Invalid(_("Tulis alasan konsep ini dibatalkan."), field="reason")
    current.discarded_at, current.discarded_reason = timezone.now(), reason.strip()[:300]
    current.save(update_fields=["discarded_at", "discarded_reason"])
    record("draft.discard", current, by=by, region=current.issuer_region_id, reason=reason.strip())
    return current


def _check_kind(kind: str, revokes: Decree | None, groups: Sequence[Group]) -> None:
    if kind not in Decree.Kind.values:
        raise Invalid(_("Pilih jenis SK dari daftar."), field="kind")
    if (kind == Decree.Kind.REVOCATION) != (revokes is not None):
        raise Invalid(
            _("Pilih SK yang dicabut.")
            if revokes is None
            else _("Hanya SK pencabutan yang mencabut SK lain."),
            field="revokes",
        )
    if revokes and revokes.groups.filter(pk__in=[group.pk for group in groups]).count() < len(groups):
        raise Invalid(_("SK yang dicabut tidak menyebut semua kelompok ini."), field="revokes")


def _may_issue(draft: DecreeDraft, by: Actor) -> bool:
    groups = draft.groups.values_list("region_id", "pk")
    return all(by.may("decrees.edit", region, group=group) for region, group in groups)


def _require_delivery(draft: DecreeDraft, by: Actor) -> None:
    """The office that drafts may, and every group the letter names."""
    if by.may("decrees.deliver", draft.issuer_region_id):
        return
    groups = draft.groups.values_list("region_id", "pk")
    if not any(by.may("decrees.deliver", region, group=group) for region, group in groups):
        by.require("decrees.deliver", draft.issuer_region_id)


def _held(draft: DecreeDraft, by: Actor, *states: DraftState) -> DecreeDraft:
    current = _locked(draft)
    by.require("decrees.draft", current.issuer_region_id)
    _check_state(current, *states)
    return current


def _locked(draft: DecreeDraft) -> DecreeDraft:
    rows = DecreeDraft.objects.select_for_update(of=("self",)).select_related(
        "issuer_region", "revokes", "scan"
    )
    return rows.get(pk=draft.pk)


def _check_state(draft: DecreeDraft, *states: DraftState) -> None:
    if draft.state not in states:
        raise Stale(
            _("Konsep SK ini sekarang: %(state)s. Muat ulang halaman.") % {"state": draft.state.label}
        )
