"""The OpenAPI file, its page and the role matrix say the same; no request breaks an operation."""

import re

import pytest
import schemathesis
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, given, settings
from requests import Request

from kentongan.domain.people.rules import matrix
from kentongan.doors.api.documents import operations, schema
from kentongan.doors.api.urls import urlpatterns
from tests.cast import BERMI, PATI
from tests.doors.api.caller import Caller, caller
from tests.releases.making import Office

LINKS = re.compile(r'(?:href|src)="([^"]+)"')


def test_every_operation_stands_in_the_role_matrix_with_its_method() -> None:
    """security.md 1."""
    named = {f"{operation['operationId']}" for _path, _method, operation in operations(schema())}
    listed = {
        f"{name.removeprefix('api:')}-{method.lower()}"
        for method, _space, name in (line.partition(" ") for line in matrix().endpoints)
        if name.startswith("api:") and name not in {"api:docs", "api:openapi"}
    }
    assert named == listed


def test_nothing_is_served_that_the_file_does_not_tell() -> None:
    told = {operation["operationId"].rpartition("-")[0] for _path, _method, operation in operations(schema())}
    served = {pattern.name for pattern in urlpatterns}
    assert served - told == {"docs", "openapi", "unknown"}


def test_the_file_is_there_for_everybody(db: None) -> None:
    answer = Caller().get("openapi.json")
    assert (answer.status, answer.body["openapi"][:2], answer.body["info"]["version"]) == (200, "3.", "1")
    assert answer.body["security"] == [{"token": []}]


def test_writes_tell_of_their_key_and_every_operation_of_its_problems() -> None:
    for path, method, operation in operations(schema()):
        keys = [entry for entry in operation["parameters"] if entry["name"] == "Idempotency-Key"]
        assert len(keys) == (method != "get" and not path.endswith("-preview"))
        assert {"401", "403", "404", "422", "429", "503"} <= set(operation["responses"])


def test_the_page_needs_no_script_and_no_other_host(db: None) -> None:
    answer = Caller().get("docs")
    page = answer.body.decode()
    assert (answer.status, "<script" in page, 'style="' in page) == (200, False, False)
    assert [link for link in LINKS.findall(page) if not link.startswith(("/", "#"))] == []
    for path, method, _operation in operations(schema()):
        assert f"{method.upper()} {path}" in page
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.filterwarnings("ignore")
def test_no_request_breaks_an_operation(office: Office) -> None:
    """A few valid and a few broken requests to each operation: never a 500, always as the file says."""
    code = office.published().release.code
    callers = [Caller(office.head), Caller(office.writer), Caller(office.member(BERMI))]
    callers += [caller("agency_officer", PATI, agency=office.agency.pk), caller("village_officer", BERMI)]
    broken = []
    for result in schemathesis.openapi.from_dict(schema()).get_all_operations():
        operation = result.ok()
        broken += try_out(operation, who_may(operation, callers), code)
    assert broken == []


def who_may(operation: schemathesis.APIOperation, callers: list[Caller]) -> Caller:
    """The first whom the role matrix allows the operation."""
    name = operation.definition.raw["operationId"].rpartition("-")[0]
    verb = matrix().endpoints[f"{operation.method.upper()} api:{name}"]
    return next(one for one in callers if one.authority and one.authority.may(verb))


def try_out(operation: schemathesis.APIOperation, who: Caller, code: str) -> list[str]:
    """What went wrong with a handful of requests to one operation."""
    found: list[str] = []

    @settings(
        max_examples=4,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: schemathesis.Case) -> None:
        if "code" in (case.path_parameters or {}) and operation.path.startswith("/api/v1/releases"):
            case.path_parameters = dict(case.path_parameters) | {"code": code}
        response = answer_to(case, who)
        if response.status_code >= 500:
            found.append(f"{operation.label}: {response.status_code} {case.as_curl_command()}")

    send()
    return found


def answer_to(case: schemathesis.Case, who: Caller) -> HttpResponse:
    """The request as it would go over the wire, through Django's own client: it keeps the connection."""
    wanted = case.as_transport_kwargs(base_url="http://testserver")
    keys = {"method", "url", "params", "json", "data", "files"}
    sent = Request(**{key: value for key, value in wanted.items() if key in keys}).prepare()
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    kind = sent.headers.get("Content-Type", "")
    return who.client.generic(case.method, sent.path_url, body, kind, headers=who.headers)
