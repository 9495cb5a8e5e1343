"""The API itself: what is checked before each operation and how each failure is answered."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.cache import cache
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import DISK, Problem, Unavailable
from kentongan.doors.api.common import problems
from kentongan.doors.api.common.once import once, once_for_upload
from kentongan.doors.api.common.problems import document, harden
from kentongan.doors.api.common.reading import StrictParser, check_body_type, check_query

PER_MINUTE = 3000
BYTES = "application/octet-stream"  # the body of an operation that takes a piece of a file
Run = Callable[..., HttpResponseBase]
log = logging.getLogger("django.request")


class Service(NinjaAPI):
    """Ninja with our headers on every answer."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer, hardened."""
        response: HttpResponse = super().create_response(request, *args, **kwargs)
        harden(response)
        return response

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The address's name and the method, as in the role matrix: ``release-approval-post``."""
        return f"{operation.url_name}-{operation.methods[0].lower()}"


def make_service(**options: Any) -> Service:
    """The API without any operation yet; its own pages (documents) are ours to serve."""
    service = Service(docs_url=None, openapi_url=None, parser=StrictParser(), **options)
    service.add_decorator(guarded, mode="view")
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Exception: _broken,
        OperationalError: _busy,
        UnreadablePostError: lambda _request, _error: document(_torn()),
        Problem: lambda _request, problem: document(problem),
        Http404: lambda _request, _error: document(_absent()),
        HttpError: lambda _request, error: document(_unreadable(error)),
        ValidationError: lambda _request, error: document(problems.from_validation(error.errors)),
    }
    for failure, handler in handlers.items():
        service.add_exception_handler(failure, handler)
    return service


def guarded(run: Run) -> Run:
    """Around every operation: known parameters and body format only, not too often, each write once."""
    operation: Any = run.__self__  # type: ignore[attr-defined]  # ninja hands over the bound method
    sources = {model.__ninja_param_source__ for model in operation.models}
    query = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", None) or model.model_fields
    }

    takes_bytes = BYTES in str(operation.openapi_extra)

    @wraps(run)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            _slow_down(request)
            check_query(request, query)
            if request.method == "GET":
                return run(request, **kwargs)
            if takes_bytes:  # each piece says where it belongs: sent twice, it is there once
                return run(request, **kwargs)
            check_body_type(request, sources)
            if "file" in sources:
                return once_for_upload(request, lambda: run(request, **kwargs), _forget)
            return once(request, lambda: run(request, **kwargs))
        except Problem as problem:
            return document(problem)
        except OperationalError as error:
            return _busy(request, error)

    return answer


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, as the gate found out."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # the gate sets it


def _slow_down(request: HttpRequest) -> None:
    """Raise ``TooMany`` when one account sends more than ``PER_MINUTE`` requests in a minute."""
    key = f"api-rate-{request.user.pk}-{int(timezone.now().timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > PER_MINUTE:
        raise problems.TooMany(
            _("Terlalu banyak permintaan dalam satu menit. Tunggu sebentar, lalu lanjutkan.")
        )


def _forget(response: HttpResponse) -> None:
    """Delete the file that lost a race against the same upload."""
    Attachment.objects.filter(pk=json.loads(response.content)["id"]).delete()


def _absent() -> Problem:
    return problems.NoSuchAddress(_("Yang diminta tidak ditemukan."))


def _busy(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("store unavailable: %s", error)
    return document(Unavailable(_("Penyimpanan sedang sibuk. Tidak ada yang berubah; coba lagi sebentar.")))


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, OSError) and error.errno in DISK:
        return _busy(request, error)
    log.error("%s %s", request.method, request.path, exc_info=error)
    return document(problems.Broken(_("Terjadi kesalahan pada sistem. Kesalahan ini sudah dicatat.")))


def _torn() -> Problem:
    """The line broke off in the middle of a request: a village's everyday, and no fault of ours to log."""
    return problems.Malformed(_("Isi permintaan tidak terbaca. Periksa penulisannya."))


def _unreadable(error: HttpError) -> Problem:
    cause = error.__cause__  # ninja hides what our parser found behind an error of its own
    if isinstance(cause, Problem):
        return cause
    return problems.Malformed(_("Isi permintaan tidak terbaca. Periksa penulisannya."))
