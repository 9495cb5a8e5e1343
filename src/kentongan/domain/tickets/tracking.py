"""Tracking codes: 16 random digits, kept as a keyed hash (security.md 36)."""

import secrets

from django.utils.crypto import salted_hmac

from kentongan.domain.tickets.models import Ticket, Tracking
from kentongan.domain.tickets.rules import TRACKING_DIGITS, read_tracking


def new_digits() -> str:
    """Sixteen random digits."""
    return "".join(secrets.choice("0123456789") for _ in range(TRACKING_DIGITS))


def digest_of(digits: str) -> str:
    """What is kept of a code: without the installation's key nobody can try codes against a stolen table."""
    return salted_hmac("kentongan.tickets.tracking", digits, algorithm="sha256").hexdigest()


def attach(ticket: Ticket, digits: str, *, supports: bool = False) -> None:
    """Make the code lead to the ticket; the same code again changes nothing."""
    defaults = {"ticket": ticket, "supports": supports}
    Tracking.objects.get_or_create(digest=digest_of(digits), defaults=defaults)


def find(text: str) -> Tracking | None:
    """What the typed code leads to, with its ticket (not the one that was merged into), or ``None``."""
    digits = read_tracking(text)
    if digits is None:
        return None
    return (
        Tracking.objects.filter(digest=digest_of(digits))
        .select_related("ticket__region", "ticket__category", "ticket__agency", "ticket__group")
        .first()
    )
