"""Claims for tests: asked by somebody, or brought in from another house."""

from datetime import date
from typing import Any

from kentongan.domain.claims import actions
from kentongan.domain.claims.actions.verdicts import Draft
from kentongan.domain.claims.models import Claim, Label, Report, Verdict
from kentongan.domain.core.acting import Actor, System
from kentongan.domain.regions.models import Region
from tests.cast import PATI

BY = System("Percobaan")
VACCINE = (
    "Awas ibu-ibu! Anak yang ikut imunisasi di posyandu akan didaftar oleh perusahaan asing "
    "dan namanya dijual. "
    "Sudah terjadi di desa sebelah, tiga anak didatangi orang tak dikenal. Sebarkan ke grup PKK."
)


def asked(text: str = VACCINE, *, by: Actor = BY, way: str = "office", **more: Any) -> Report:
    """A report of this message."""
    question = {name: more.pop(name) for name in ("url", "seen_in", "seen_on", "note") if name in more}
    more.setdefault("region", Region.objects.get(pk=PATI))
    return actions.report(actions.Question(text=text, **question), by=by, way=way, **more)


def checked(title: str, text: str = "", why: str = "", *, ref: str = "", label: str = "hoax") -> Claim:
    """A claim that another house answered."""
    one = actions.Check(
        title, label, "Pemeriksa Contoh", ref or title, text, why, checked_on=date(2026, 1, 5)
    )
    actions.bring_in([one], region=Region.objects.get(pk=PATI), by=BY)
    return Claim.objects.get(source_name="Pemeriksa Contoh", source_ref=ref or title)


def drafted(claim: Claim, *, by: Actor, **more: Any) -> Verdict:
    """A submitted verdict."""
    values: dict[str, Any] = {
        "label": Label.objects.get(pk="fabricated"),
        "why": "Dinas Kesehatan tidak menyerahkan data anak kepada siapa pun.",
        "short": "Data imunisasi tidak dijual; imunisasi aman.",
        "sources": [("Dinas Kesehatan Kabupaten Pati", "https://dinkes.example.go.id/imunisasi")],
    } | more
    return actions.submit_verdict(actions.draft_verdict(claim, Draft(**values), by=by), by=by)


def published(claim: Claim, *, author: Actor, head: Actor, **more: Any) -> Verdict:
    """A verdict that went the whole way."""
    verdict = drafted(claim, by=author, **more)
    actions.approve_verdict(claim, verdict.number, by=head)
    return actions.publish_verdict(claim, verdict.number, by=head)
