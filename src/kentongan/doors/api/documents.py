"""The OpenAPI file, completed with what holds for every operation, and the page made from it."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kentongan.doors.api.common.once import HEADER
from kentongan.doors.api.common.problems import TITLES, NoSuchAddress, document, harden
from kentongan.doors.api.service import service

PREFIX = "/api/v1"
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened and what to do now, in Indonesian."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": ["string", "null"]}, "message": {"type": "string"}},
            },
        },
    },
}
_KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
    "description": "Made by you for one write. Sent again within 48 hours it has no second effect and gives "
    "the same answer.",
}
_READ_FAILURES = {401: "unauthorized", 403: "refused", 404: "absent", 422: "invalid", 429: "too-many"}
_WRITE_FAILURES = {400: "malformed", 409: "stale", 413: "too-large", 415: "wrong-type"}
_ALWAYS = {500: "broken", 503: "unavailable"}


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 file."""
    response = JsonResponse(schema())
    harden(response)
    return response


def docs(request: HttpRequest) -> HttpResponse:
    """The operations as a page, made on the server: no script, nothing from another host."""
    content = schema()
    context = {"nouns": list(_nouns(content)), "failures": sorted(TITLES.items()), "info": content["info"]}
    return render(request, "api/docs.html", context)


def unknown(request: HttpRequest) -> HttpResponse:
    """Any address under /api/v1/ that is no operation."""
    return document(NoSuchAddress(_("Alamat ini tidak ada. Lihat daftarnya di /api/v1/docs.")))


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI file as plain values."""
    content: dict[str, Any] = deepcopy(dict(service.get_openapi_schema(path_prefix=PREFIX)))
    content["components"]["schemas"]["Problem"] = PROBLEM
    content["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    content["security"] = [{"token": []}]
    content["servers"] = [{"url": "/"}]
    for path, method, operation in operations(content):
        writes = method != "get" and not path.endswith("audience-preview")
        if writes:
            operation["parameters"] = [*operation["parameters"], _KEY]
        failures = _READ_FAILURES | _ALWAYS | (_WRITE_FAILURES if method != "get" else {})
        for status, code in failures.items():
            operation["responses"].setdefault(str(status), _failure(code))
        operation["responses"] = {str(status): value for status, value in operation["responses"].items()}
    return content


def operations(content: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation of an OpenAPI file."""
    for path, methods in content["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _failure(code: str) -> dict[str, Any]:
    return {
        "description": code,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _nouns(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations by noun, each with its parameters and body fields, for the page."""
    nouns: dict[str, list[dict[str, Any]]] = {}
    for path, method, operation in operations(content):
        nouns.setdefault(operation["tags"][0], []).append(
            {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation["summary"],
                "description": operation.get("description", ""),
                "parameters": [
                    _field(entry["name"], entry["schema"], entry) for entry in operation["parameters"]
                ],
                "body": _fields(content, _json_schema(operation.get("requestBody"))),
                "answer": _fields(content, _answer_schema(operation)),
            }
        )
    for noun, entries in nouns.items():
        yield {"name": noun, "operations": entries}


def _json_schema(holder: dict[str, Any] | None) -> dict[str, Any]:
    contents: dict[str, Any] = (holder or {}).get("content", {})
    return dict(next((entry["schema"] for entry in contents.values()), {}))


def _answer_schema(operation: dict[str, Any]) -> dict[str, Any]:
    good: dict[str, Any] = next(
        (entry for status, entry in operation["responses"].items() if status.startswith("2")), {}
    )
    return _json_schema(good)


def _fields(content: dict[str, Any], shape: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object, through references, pages and optional bodies."""
    shape = _resolved(content, shape)
    for option in shape.get("anyOf", []):
        if "$ref" in option:
            shape = _resolved(content, option)
    properties = shape.get("properties", {})
    if "items" in properties and "next" in properties:
        return _fields(content, properties["items"])
    if shape.get("type") == "array":
        return _fields(content, shape["items"])
    needed = set(shape.get("required", []))
    return [_field(name, entry, {"required": name in needed}) for name, entry in properties.items()]


def _resolved(content: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    return content["components"]["schemas"][name] if name else shape


def _field(name: str, shape: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "type": _type(shape),
        "required": entry.get("required", False),
        "description": shape.get("description") or entry.get("description", ""),
    }


def _type(shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " | ".join(_type(option) for option in shape["anyOf"])
    if "enum" in shape:
        return " | ".join(str(value) for value in shape["enum"])
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if shape.get("type") == "array":
        return f"[{_type(shape.get('items', {}))}]"
    return str(shape.get("format") or shape.get("const") or shape.get("type", ""))
