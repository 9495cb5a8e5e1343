"""The OpenAPI file, the page made from it, and the role matrix say the same; no request breaks an operation."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from kentongan.config.wsgi import application
from kentongan.domain.people.rules import matrix
from kentongan.doors.api.documents import operations, schema
from kentongan.doors.api.urls import urlpatterns
from tests.cast import BERMI
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


def test_the_file_is_there_for_everybody(client: None, db: None) -> None:
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
    callers.append(caller("agency_officer", "33.18", agency=office.agency.pk))
    file = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    broken = []
    for operation in (result.ok() for result in file.get_all_operations()):
        verb = matrix().endpoints.get(
            f"{operation.method.upper()} api:{operation.definition.raw['operationId'].rpartition('-')[0]}"
        )
        who = next((one for one in callers if one.authority and verb and one.authority.may(verb)), callers[0])
        broken += try_out(operation, who, {"code": code})
    assert broken == []


def try_out(operation: "schemathesis.APIOperation", who: Caller, known: dict[str, str]) -> list[str]:
    """What went wrong with a handful of requests to one operation."""
    found: list[str] = []

    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: schemathesis.Case) -> None:
        if "code" in case.path_parameters:
            case.path_parameters = dict(case.path_parameters) | known
        response = case.call(headers=who.headers)
        if response.status_code >= 500:
            found.append(f"{operation.label}: {response.status_code} {case.as_curl_command()}")

    from hypothesis import given

    given(case=operation.as_strategy())(send)()
    return found
