"""What the gate does for every page and operation: refusals noted, faults told, bodies bounded."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from kentongan.config.headers import BodyLimitMiddleware, client_address
from kentongan.domain.core.acting import System
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.people import actions
from kentongan.domain.people.actions import issue_token
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import PATI, plant_regions
from tests.doors.network import signed_in

pytestmark = pytest.mark.django_db
FILE = "multipart/form-data; boundary=batas"


@pytest.fixture(autouse=True)
def tree() -> None:
    plant_regions()


def _refusals() -> list[tuple[str, str]]:
    rows = AuditEntry.objects.filter(act="refused").order_by("pk")
    return [(row.name, row.detail["endpoint"]) for row in rows]


def test_a_page_and_an_operation_refused_are_both_noted_once() -> None:
    """security.md 8."""
    member = actor("group_member", PATI).user
    assert signed_in(member).get("/kantor/orang/").status_code == 403
    token = issue_token(user=member, label="uji", by=actor("administrator", PATI))
    answer = Client().post(
        "/api/v1/releases", {}, "application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403
    assert _refusals() == [
        (member.username, "office:user-list"),
        (member.username, "api:releases"),
    ]


def test_an_act_refused_by_its_verb_is_noted_too() -> None:
    """Not only whole pages: here somebody closes the own account."""
    boss = actor("administrator", PATI).user
    boss.set_password("kuda laut biru tua")
    boss.save()
    page = f"/kantor/orang/akun/{boss.username}/tutup/"
    assert signed_in(boss).post(page, {"own_password": "kuda laut biru tua"}).status_code == 403
    assert _refusals() == [(boss.username, "office:user-close")]


@pytest.mark.parametrize("fault", [OperationalError("locked"), OSError(errno.ENOSPC, "full")])
def test_a_store_that_refuses_gives_503_whoever_meets_it(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """security.md 10: also while the session is read, before any view."""

    def refuse(*_args: object) -> None:
        raise fault

    browser = signed_in(actor("division_head", PATI).user)
    browser.raise_request_exception = False
    monkeypatch.setattr("kentongan.config.gate.authority_of", refuse)
    answer = browser.get("/kantor/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "locked" not in answer.content.decode()
    assert answer["X-Frame-Options"] == "DENY"
    monkeypatch.setattr("kentongan.config.gate.user_of_token", refuse)
    answer = browser.get("/api/v1/groups", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_fault_of_ours_shows_no_internals(monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 42."""

    def break_down(*_args: object) -> None:
        raise RuntimeError("kunci-rahasia di /srv/kentongan")

    monkeypatch.setattr("kentongan.config.gate.user_of_token", break_down)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/groups", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 500
    assert "rahasia" not in answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_that_nobody_may_send_is_refused_unread() -> None:
    """No disk is filled with uploads: strangers send forms, people who signed in a day's quota at most."""
    stranger = {"CONTENT_LENGTH": str(4_000_000), "CONTENT_TYPE": FILE}
    assert Client().post("/masuk/", **stranger).status_code == 413  # type: ignore[arg-type]  # the WSGI variables
    officer = signed_in(actor("division_head", PATI).user)
    photo = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + bytes(4_000_000))
    assert officer.post("/kantor/paket/baru/", {"attachments": photo}).status_code == 422
    huge = {"CONTENT_LENGTH": str(200_000_000), "CONTENT_TYPE": FILE}
    assert officer.post("/kantor/paket/baru/", **huge).status_code == 413  # type: ignore[arg-type]
    answer = Client().post("/api/v1/attachments", **huge)  # type: ignore[arg-type]
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_photos_of_strangers_are_taken_where_they_are_asked_for_and_not_without_end() -> None:
    """Red when the table was empty (413 for a photo), and when nobody counted the bodies."""
    cache.clear()
    door = BodyLimitMiddleware(lambda request: HttpResponse(status=204))

    def status(path: str, length: int, near: str = "203.0.113.8") -> HttpResponse:
        sent = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": FILE, "REMOTE_ADDR": near}
        return door(RequestFactory().post(path, **sent))  # type: ignore[arg-type]  # the WSGI variables

    for path, most in (("/lapor/", 34_000_000), ("/cek/", 9_000_000)):
        assert status(path, most).status_code == 204
        refused = status(path, most + 1)
        assert refused.status_code == 413
        assert "pilih berkas yang lebih kecil" in refused.content.decode()
    assert status("/lapor/lacak/", 4_000_000).status_code == 413
    answers = [status("/lapor/", 4_000_000, "203.0.113.9") for _ in range(21)]
    assert [one.status_code for one in answers] == [204] * 20 + [429]
    assert "kirim tanpa foto" in answers[-1].content.decode()
    assert status("/lapor/", 2_000_000, "203.0.113.9").status_code == 204  # words alone always go through
    assert status("/lapor/", 4_000_000, "203.0.113.10").status_code == 204


def test_a_one_time_password_opens_nothing_but_its_own_change() -> None:
    """security.md 7: what an administrator saw does not stay in use, nor what stood open before."""
    user = actor("division_head", PATI).user
    before = {"Authorization": f"Bearer {actions.issue_token(user=user, label='', by=System())}"}
    given = actions.start_reset(user=user, by=actor("administrator", PATI))
    browser = Client()
    browser.post("/masuk/", {"username": user.username, "password": given})
    answer = browser.get("/kantor/")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/")
    assert browser.get("/akun/").status_code == 200
    answer = browser.post("/k/sync", {}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert Client().get("/api/v1/groups", headers=before).status_code == 401
    same = {"old_password": given, "new_password": given}
    assert browser.post("/akun/kata-sandi/", same).status_code == 422
    mended = {"old_password": given, "new_password": "perahu kecil di telaga"}
    assert browser.post("/akun/kata-sandi/", mended).status_code == 302
    assert browser.get("/kantor/").status_code == 200


def test_a_token_made_on_a_new_installation_works_at_once() -> None:
    pati = Region.objects.get(code=PATI)
    user, _password = actions.create_installation(region=pati, office_name="Diskominfo")
    token = actions.issue_token(user=user, label="", by=System("kentongan token"))
    assert Client().get("/api/v1/groups", headers={"Authorization": f"Bearer {token}"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/tidak-ada/", "/api/v1/openapi.json", "/umpan.atom", "/static/django_htmx/htmx-2.min.js"]
)
def test_every_kind_of_answer_carries_the_headers(path: str) -> None:
    """security.md 39, 40."""
    answer = Client().get(path)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    fixed = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
    }
    assert {name: answer[name] for name in fixed} == fixed


def test_signed_in_pages_are_never_kept() -> None:
    """security.md 40; a public page too, when somebody signed in reads it."""
    browser = signed_in(actor("division_head", PATI).user)
    for path in ("/kantor/", "/"):
        assert browser.get(path)["Cache-Control"] == "no-store"
    assert Client().get("/")["Cache-Control"] == "public, max-age=60"


def test_a_forwarded_address_is_believed_only_behind_a_proxy(rf: RequestFactory, settings: Any) -> None:
    """security.md 42: of several addresses the proxy's own entry, the last, is the true one."""
    request = rf.get("/", headers={"X-Forwarded-For": "10.9.9.9, 10.0.0.7"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "10.0.0.7"
    assert client_address(rf.get("/", REMOTE_ADDR="127.0.0.1")) == "127.0.0.1"


def test_a_foreign_name_is_answered_with_400_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever scans the network by address leaves no traceback behind."""
    answer = Client().get("/", headers={"Host": "jahat.example"})
    assert answer.status_code == 400
    assert "<h1" in answer.text
    assert caplog.records == []


def test_a_real_installation_promises_https_for_its_own_name_only(settings: Any) -> None:
    """security.md 40: for the year and the names below, and no preload list."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_real_installation_passes_the_check_for_deployment(tmp_path: Path) -> None:
    """security.md 42."""
    options = {"KENTONGAN_DATA": str(tmp_path), "KENTONGAN_BASE_URL": "https://kim.example.go.id"}
    settings = {"DJANGO_SETTINGS_MODULE": "kentongan.config.settings"}
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
        env=inherited | options | settings,  # the browser tests' own switch is not the installation's
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
