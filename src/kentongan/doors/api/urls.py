"""Addresses of the api door; every operation's name stands in the role matrix with its method."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _

from kentongan.doors.api import documents
from kentongan.doors.api.common.problems import WrongMethod, document
from kentongan.doors.api.service import service

app_name = "api"


def _door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """HEAD is read as GET; a method nobody answers gets its problem document."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        response = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = document(WrongMethod(_("Alamat ini tidak menerima metode itu.")))
        refusal["Allow"] = response["Allow"]
        return refusal

    return answer


def _operations() -> list[URLPattern | URLResolver]:
    patterns: list[URLPattern | URLResolver] = []
    for pattern in service.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = _door(pattern.callback)
            patterns.append(pattern)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", documents.openapi, name="openapi"),
    path("docs", documents.docs, name="docs"),
    *_operations(),
    re_path("", documents.unknown, name="unknown"),
]
