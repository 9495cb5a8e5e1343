"""Failures with names. A door chooses the answer by the class; the message is for the person."""

import errno
from typing import ClassVar

DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})  # the disk refused: later it may not


class Problem(Exception):
    """Something refused, with a sentence for the person and, where one can be mended, the field.

    ``retry`` says whether the same act can succeed later without a change.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "problem"
    retry: ClassVar[bool] = False

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Invalid(Problem):
    """What was entered breaks a rule; ``field`` names what to mend."""

    status = 422
    code = "invalid"


class Stale(Problem):
    """The record changed since it was shown; look again, then decide."""

    status = 409
    code = "stale"


class Refused(Problem):
    """The record is known to the asker, the act is not theirs."""

    status = 403
    code = "refused"


class Absent(Problem):
    """There is no such record, or it lies outside the asker's scope: both look the same."""

    status = 404
    code = "absent"


class Unavailable(Problem):
    """The machine cannot do it now (disk full, store locked); nothing was changed."""

    status = 503
    code = "unavailable"
    retry = True
