"""Failures as RFC 9457 problem documents, whoever found them: the gate, the reader, a room."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.domain.core.problems import Invalid, Problem
from kentongan.domain.core.shapes import sentence
from kentongan.domain.people.rules import matrix

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
RETRY_SECONDS = "10"


class Malformed(Problem):
    """The request cannot be read at all."""

    status = 400
    code = "malformed"


class Unknown(Problem):
    """Nobody behind the token, or no token."""

    status = 401
    code = "unauthorized"


class NoSuchAddress(Problem):
    """There is no operation here."""

    status = 404
    code = "absent"


class WrongMethod(Problem):
    """The address has operations, this method is none of them."""

    status = 405
    code = "wrong-method"


class KeyReused(Problem):
    """The Idempotency-Key stands for another request already."""

    status = 409
    code = "key-reused"


class TooLarge(Problem):
    """More bytes than are read."""

    status = 413
    code = "too-large"


class WrongType(Problem):
    """The body is written in a format that this operation does not read."""

    status = 415
    code = "wrong-type"


class TooMany(Problem):
    """More requests in a minute than one token may send."""

    status = 429
    code = "too-many"
    retry = True


class Broken(Problem):
    """A fault of ours; it stands in the log."""

    status = 500
    code = "broken"


class InvalidFields(Invalid):
    """Several fields at once, each with its sentence."""

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        super().__init__(errors[0][1], field=errors[0][0] or None)
        self.errors = errors


@contextmanager
def fields_named(**names: str) -> Iterator[None]:
    """Inside it, a failure that names a field of the room's names ours instead."""
    try:
        yield
    except Problem as problem:
        problem.field = names.get(problem.field or "", problem.field)
        raise


TITLES = {
    "malformed": gettext_lazy("Permintaan tidak terbaca"),
    "unauthorized": gettext_lazy("Belum dikenal"),
    "refused": gettext_lazy("Tidak berwenang"),
    "absent": gettext_lazy("Tidak ditemukan"),
    "wrong-method": gettext_lazy("Metode tidak tersedia"),
    "stale": gettext_lazy("Data sudah berubah"),
    "key-reused": gettext_lazy("Idempotency-Key sudah dipakai"),
    "too-large": gettext_lazy("Terlalu besar"),
    "wrong-type": gettext_lazy("Jenis isi tidak didukung"),
    "invalid": gettext_lazy("Isian belum benar"),
    "too-many": gettext_lazy("Terlalu banyak permintaan"),
    "unavailable": gettext_lazy("Sedang tidak dapat melayani"),
    "broken": gettext_lazy("Terjadi kesalahan pada sistem"),
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def document(problem: Problem) -> JsonResponse:
    """The failure as a problem document; ``errors`` names each field with its sentence."""
    body: dict[str, Any] = {
        "type": f"{settings.BASE_URL}/api/v1/docs#{problem.code}",
        "title": str(TITLES.get(problem.code, problem.code)),
        "status": problem.status,
        "detail": problem.message,
    }
    errors = getattr(problem, "errors", None) or ([(problem.field, problem.message)] if problem.field else [])
    if errors:
        body["errors"] = [{"field": field, "message": message} for field, message in errors]
    response = JsonResponse(body, status=problem.status, content_type="application/problem+json")
    harden(response)
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if problem.retry:
        response["Retry-After"] = RETRY_SECONDS
    return response


def harden(response: HttpResponse) -> None:
    """The headers of every answer of this door (security.md 39, 40); those already set stay."""
    for name, value in HEADERS.items():
        response.setdefault(name, value)


def unlisted(method: str, endpoint: str) -> Problem:
    """Why the role matrix has no verb for this: no such address, or not with this method."""
    endpoints = matrix().endpoints
    if any(f"{other} {endpoint}" in endpoints for other in METHODS):
        return WrongMethod(_("Alamat ini tidak menerima %(method)s.") % {"method": method[:10]})
    return NoSuchAddress(_("Alamat ini tidak ada. Lihat daftarnya di /api/v1/docs."))


def unknown() -> Problem:
    """Nobody stands behind the request."""
    return Unknown(_("Kirimkan kunci API pada kepala Authorization: Bearer …"))


def from_validation(errors: Sequence[Mapping[str, Any]]) -> InvalidFields:
    """What the reader of the shapes found, as sentences in the person's language."""
    return InvalidFields([(_field(error["loc"]), sentence(error)) for error in errors])


def _field(location: Sequence[str | int]) -> str:
    """The field as the sender wrote it: without where it stood and without our name for the whole."""
    where, *path = location
    if where in {"body", "query", "form", "file"} and len(path) > 1:
        path = path[1:]
    elif where == "body":
        path = []  # the body as a whole
    return ".".join(str(step) for step in path if not str(step).startswith(("function-", "constrained-")))
