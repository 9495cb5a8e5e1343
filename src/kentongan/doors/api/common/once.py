"""A write repeated with the same Idempotency-Key has one effect and gives the same answer again."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.models import KeptAnswer
from kentongan.doors.api.common.problems import KeyReused, Malformed
from kentongan.doors.api.common.reading import raw_body

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=48)
_KEY = re.compile(r"[\x21-\x7e]{1,100}")


def once(request: HttpRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run a write inside one transaction with its kept answer, or give the kept answer again.

    A repeat that arrives at the same time waits for the first. A failure keeps nothing: the same key may
    then carry the mended request. Raises ``KeyReused`` when the key stands for another request.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return run()
    _check_key(key)
    digest, user_id = _digest(request), account_of(request)
    with transaction.atomic():
        if not _take(user_id, key, digest):
            return _again(user_id, key, digest)
        response = run()
        if response.status_code >= 400 or not isinstance(response, HttpResponse):
            transaction.set_rollback(True)
        else:
            KeptAnswer.objects.filter(user_id=user_id, key=key).update(
                status=response.status_code, body=response.content.decode()
            )
    return response


def once_for_upload(
    request: HttpRequest, run: Callable[[], HttpResponseBase], forget: Callable[[HttpResponse], None]
) -> HttpResponseBase:
    """As :func:`once`, for pictures: decoding them holds no lock, so the loser of a race is forgotten."""
    key = request.headers.get(HEADER)
    if key is None:
        return run()
    _check_key(key)
    digest, user_id = _digest(request), account_of(request)
    if KeptAnswer.objects.filter(user_id=user_id, key=key, at__gt=_oldest()).exists():
        return _again(user_id, key, digest)
    response = run()
    if response.status_code >= 400 or not isinstance(response, HttpResponse):
        return response
    if not _take(user_id, key, digest, response.status_code, response.content.decode()):
        forget(response)
        return _again(user_id, key, digest)
    return response


def account_of(request: HttpRequest) -> int:
    """The account behind the token; the gate let nobody in without one."""
    return int(request.user.pk or 0)


def _oldest() -> datetime:
    return timezone.now() - KEPT_FOR


def _take(user_id: int, key: str, digest: str, status: int = 0, body: str = "") -> bool:
    """Whether the key was free and is now ours; waits for whoever is about to take it."""
    KeptAnswer.objects.filter(user_id=user_id, at__lte=_oldest()).delete()
    try:
        with transaction.atomic():
            KeptAnswer.objects.create(user_id=user_id, key=key, digest=digest, status=status, body=body)
    except IntegrityError:
        return False
    return True


def _again(user_id: int, key: str, digest: str) -> HttpResponse:
    kept = KeptAnswer.objects.get(user_id=user_id, key=key)
    if kept.digest != digest:
        raise KeyReused(_("Idempotency-Key ini sudah dipakai untuk permintaan lain. Buat kunci baru."))
    response = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    response["Idempotency-Replayed"] = "true"
    return response


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise Malformed(_("Idempotency-Key berisi 1 sampai 100 huruf, angka, atau tanda tanpa spasi."))


def _digest(request: HttpRequest) -> str:
    """What makes two requests the same: method, address, on whose behalf, body or file."""
    parts = [request.method or "", request.get_full_path(), request.headers.get("On-Behalf-Of", "")]
    digest = hashlib.sha256("\n".join(parts).encode() + b"\n")
    if request.FILES:
        for upload in cast("list[UploadedFile[Any]]", list(request.FILES.values())):
            digest.update((upload.name or "").encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    else:
        digest.update(raw_body(request))
    return digest.hexdigest()
