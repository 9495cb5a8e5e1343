"""Sessions that know whose they are: listed, ended from elsewhere, and bounded in age (security.md 7, 41)."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from kentongan.domain.people.models import Session

OFFICER_IDLE = timedelta(minutes=60)
OFFICER_AGE = timedelta(hours=12)
MEMBER_IDLE = timedelta(days=14)
MEMBER_AGE = timedelta(days=90)
OFFICER_KEY = "is_officer"  # set at sign-in: officers' sessions end sooner
DEVICE_KEY = "device"
STARTED_KEY = "started_at"
PROVEN_KEY = "proven_at"  # when the password was last typed, in seconds
PROOF_AGE = timedelta(minutes=15)  # for that long it need not be typed again


def is_proven(session: SessionBase, *, periods: int = 1) -> bool:
    """Whether the person proved who they are within the last ``PROOF_AGE`` (or so many of them)."""
    proven: float = session.get(PROVEN_KEY, 0.0)
    return timezone.now().timestamp() - proven <= periods * PROOF_AGE.total_seconds()


class SessionStore(DatabaseStore):
    """Django's database sessions with the account, the device and both limits in columns."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table behind the sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row for this session's data."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # Django types the base row
        user_id = data.get("_auth_user_id")
        row.user_id = int(user_id) if user_id else None
        row.device = str(data.get(DEVICE_KEY, ""))[:120]
        row.seen_at = timezone.now()
        started = data.get(STARTED_KEY)
        row.started_at = datetime.fromisoformat(started) if started else row.seen_at
        return row

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds until the session ends: idle limit, cut by the limit in all."""
        officer = bool(self.get(OFFICER_KEY))
        idle = OFFICER_IDLE if officer else MEMBER_IDLE
        started = self.get(STARTED_KEY)
        if not started:
            return int(idle.total_seconds())
        ends = datetime.fromisoformat(started) + (OFFICER_AGE if officer else MEMBER_AGE)
        return max(0, int(min(idle, ends - timezone.now()).total_seconds()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The same as a moment: it is what the store asks, whatever the browser keeps."""
        return timezone.now() + timedelta(seconds=self.get_expiry_age())
