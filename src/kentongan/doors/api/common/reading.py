"""Reading a request strictly: JSON as it should be, no unknown parameter, no text the store cannot keep."""

import json
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from kentongan.domain.sync.packing import unpacked
from kentongan.doors.api.common.problems import InvalidFields, Malformed, TooLarge, WrongType

JSON_TYPE = "application/json"
FORM_TYPE = "multipart/form-data"


class StrictParser(Parser):
    """JSON objects only, each key once, no NaN, no text with control characters the store refuses."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as a dictionary. Raises ``Malformed``."""
        return read_json(raw_body(request))


def read_json(content: bytes) -> dict[str, Any]:
    """The JSON object in the bytes. Raises ``Malformed``."""
    try:
        body = json.loads(content, object_pairs_hook=_once_each, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed(_("Isi permintaan bukan JSON yang benar. Periksa penulisannya.")) from error
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise Malformed(_("Isi permintaan harus satu objek JSON."))
    _refuse_unstorable(body)
    return body


def raw_body(request: HttpRequest) -> bytes:
    """The bytes of the body, unpacked when they came as gzip. Raises ``TooLarge``."""
    try:
        content = request.body
    except RequestDataTooBig as error:
        raise TooLarge(_("Isi permintaan terlalu besar. Bagi menjadi beberapa permintaan.")) from error
    encoding = request.headers.get("Content-Encoding", "")
    return unpacked(content, encoding, limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def check_query(request: HttpRequest, allowed: Collection[str]) -> None:
    """Raise for a query parameter that the operation does not know, is given twice, or cannot be stored."""
    unknown = [
        (name[:60], _("Parameter ini tidak dikenal. Hapus parameter ini."))
        for name in request.GET
        if name not in allowed
    ]
    unknown += [
        (name, _("Parameter ini ditulis lebih dari sekali."))
        for name, values in request.GET.lists()
        if name in allowed and len(values) > 1
    ]
    if unknown:
        raise InvalidFields(unknown)
    for name, value in request.GET.items():
        _check_text(str(value), name)


def check_body_type(request: HttpRequest, sources: Collection[str]) -> None:
    """Raise ``WrongType`` unless the body has the format the operation reads: JSON, a form, or none."""
    if "file" in sources:
        _expect(request, FORM_TYPE)
        check_form(request)
    elif "body" in sources:
        if raw_body(request):
            _expect(request, JSON_TYPE)
    elif raw_body(request).strip() not in {b"", b"{}"}:
        raise InvalidFields([("", _("Operasi ini tidak memakai isi. Kosongkan isinya."))])


def check_form(request: HttpRequest) -> None:
    """Raise for an upload that cannot be read or carries more than its one file."""
    try:
        extra = [*request.POST, *(name for name in request.FILES if name != "file")]
    except BadRequest as error:
        raise Malformed(_("Unggahan tidak terbaca. Kirim lagi sebagai multipart/form-data.")) from error
    except RequestDataTooBig as error:
        raise TooLarge(_("Isi permintaan terlalu besar. Bagi menjadi beberapa permintaan.")) from error
    if extra:
        raise InvalidFields(
            [(str(name)[:60], _("Isian ini tidak dikenal. Hapus isian ini.")) for name in extra]
        )


def _expect(request: HttpRequest, content_type: str) -> None:
    if request.content_type != content_type:
        raise WrongType(_("Kirim isi sebagai %(type)s.") % {"type": content_type})


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _refuse_unstorable(value: Any, path: str = "") -> None:
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key, path)
            _refuse_unstorable(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _refuse_unstorable(inner, f"{path}.{place}")


def _check_text(text: str, field: str) -> None:
    """NUL and half surrogates fit no store."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        name = field.encode("utf-8", "replace").decode().replace("\0", "")
        raise InvalidFields([(name[:60], _("Teks ini memuat karakter yang tidak dapat disimpan."))])
