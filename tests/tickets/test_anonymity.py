"""Who gave no name leaves no trace: looked for in every table, in files, in exports (security.md 33)."""

import hashlib
import io
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from PIL import Image

from kentongan.domain.sync.actions import take
from kentongan.domain.sync.files import append
from kentongan.domain.sync.models import Device, LinkSample, Operation, Upload
from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Category, Reporter, Ticket
from tests.doors.network import signed_in
from tests.doors.portal.test_tickets import FORM, token_of
from tests.tickets.making import Desk

MOMENT = datetime(2026, 3, 17, 3, 14, 15, 926535, tzinfo=UTC)
FILE_NAME = "IMG_20260317_101415_wati.jpg"
ADDRESS = "203.0.113.77"
ELSEWHERE = (Device, LinkSample)  # that a phone spoke at all; nothing there points to a ticket


def photo_with_traces(image: Image.Image | None = None) -> bytes:
    """A picture that says where it was taken."""
    image = image or Image.new("RGB", (80, 60), (200, 30, 30))
    exif = image.getexif()
    exif[0x010F] = "KameraWati"
    exif[0x9003] = "2026:03:17 10:14:15"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def dump() -> str:
    """Every row of every table, as text."""
    lines = []
    for model in apps.get_models(include_auto_created=True):
        if model in ELSEWHERE or model._meta.app_label in {"sessions", "axes"}:
            continue
        for row in model._default_manager.values():
            lines += [f"{model._meta.label} {name}={value}" for name, value in row.items()]
    return "\n".join(lines)


def files() -> dict[str, bytes]:
    """Every file in the data folder, by name."""
    root = Path(settings.ATTACHMENTS_DIR)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is done at one moment that can be looked for."""
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)


def assert_no_trace(before: dict[str, bytes], *more: str) -> None:
    rows = dump()
    for trace in ("03:14:15", "10:14:15", "926535", FILE_NAME, "KameraWati", ADDRESS, *more):
        found = [line[:160] for line in rows.splitlines() if trace in line]
        assert found == [], trace
    for name, content in files().items():
        if name not in before:
            assert b"KameraWati" not in content
            assert b"Exif" not in content
            kept_at = Path(settings.ATTACHMENTS_DIR, name).stat().st_mtime
            assert kept_at % 86400 == (24 - 7) * 3600  # midnight in the village


def test_an_anonymous_restricted_ticket_with_photo_from_the_public_page_leaves_no_trace(
    desk: Desk, moment: None, caplog: pytest.LogCaptureFixture
) -> None:
    """Red when the photo was stored by ``attachments.store``: its name and hour stood in the table."""
    cache.clear()
    caplog.set_level(logging.DEBUG)
    before = files()
    villager = Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT="PonselWati/1.0")
    picture = SimpleUploadedFile(FILE_NAME, photo_with_traces(), "image/jpeg")
    form = FORM | {"content": "restricted", "token": token_of(villager.get("/lapor/")), "photos": picture}
    answer = villager.post("/lapor/", form)
    assert answer.status_code == 200
    ticket = Ticket.objects.get()
    assert (ticket.identity, ticket.content, ticket.photos.count()) == ("none", "restricted", 1)
    assert not villager.cookies
    assert_no_trace(before, "PonselWati")
    digits = "".join(answer.context["digits"].split())
    assert digits not in dump()
    said = caplog.text
    assert ADDRESS not in said
    assert ticket.code not in said


def test_a_large_photo_of_somebody_without_a_name_leaves_no_file_behind(
    desk: Desk, moment: None, settings: Any, tmp_path: Path
) -> None:
    """Above a megabyte the upload lies in a file while it is read, with the ending of its own name."""
    cache.clear()
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    before, villager = files(), Client(REMOTE_ADDR=ADDRESS)
    content = photo_with_traces(Image.effect_noise((1800, 1800), 120).convert("RGB"))
    assert len(content) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    picture = SimpleUploadedFile(FILE_NAME, content, "image/jpeg")
    form = FORM | {"content": "restricted", "token": token_of(villager.get("/lapor/")), "photos": picture}
    assert villager.post("/lapor/", form).status_code == 200
    assert Ticket.objects.get().photos.count() == 1
    assert list(tmp_path.iterdir()) == []
    assert_no_trace(before)


def test_a_named_ticket_that_turns_out_sensitive_leads_to_nobody_but_the_sealed_name(desk: Desk) -> None:
    """Red when only the ticket's own column was emptied: the log and the photo still said who sent it."""
    content, key = photo_with_traces(), uuid4()
    sha = hashlib.sha256(content).hexdigest()
    append(sha, start=0, total=len(content), content=[content], by=desk.member)
    words = {
        "group": desk.group.code,
        "kind": "complaint",
        "category": "jalan",
        "text": "Pak Camat memaki warga.",
    }
    item = _item("ticket.raise", key, words | {"identity": "named", "content": "public"})
    photo = _item("ticket.photo", uuid4(), {}, after=[str(key)], file=sha)
    assert [one.result for one in take(desk.member.user, uuid4(), [item, photo])] == ["applied", "applied"]
    ticket = Ticket.objects.get()
    traces = {
        str(ticket.pk),
        ticket.pk.hex,
        ticket.code,
        *(str(one.attachment_id) for one in ticket.photos.all()),
    }
    assert told_by(desk, traces) > {"tickets.Reporter"}
    person = Category.objects.get(code="perilaku-petugas")
    actions.amend(ticket, category=person, by=desk.officer)
    assert told_by(desk, traces) == {"tickets.Reporter"}
    again = take(desk.member.user, uuid4(), [item, photo])
    assert [one.result for one in again] == ["duplicate", "duplicate"]
    assert Ticket.objects.count() == 1


def told_by(desk: Desk, traces: set[str]) -> set[str]:
    """The tables that know both the ticket, or a photo of it, and who brought it."""
    who = {str(desk.member.user.pk), desk.member.name}
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            said = {name: str(value) for name, value in row.items()}
            known = any(trace in value for value in said.values() for trace in traces)
            people = {value for name, value in said.items() if re.search(r"by|user|author|name", name)}
            if known and people & who:
                found.add(model._meta.label)
    return found


def test_a_form_sent_twice_leaves_no_second_copy_of_its_photo(
    desk: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    """Red when the repeat's photo stayed, tied to no ticket: nobody would ever have deleted it."""
    cache.clear()
    before, villager = files(), Client()
    token = token_of(villager.get("/lapor/"))
    for _twice in range(2):
        picture = SimpleUploadedFile(FILE_NAME, photo_with_traces(), "image/jpeg")
        with django_capture_on_commit_callbacks(execute=True):
            villager.post("/lapor/", FORM | {"token": token, "photos": picture})
    assert Ticket.objects.get().photos.count() == 1
    assert len(set(files()) - set(before)) == 1


def test_what_the_reporter_says_later_has_a_day_and_no_hour(desk: Desk, moment: None) -> None:
    raised = desk.anonymous()
    before = files()
    assert_no_trace(before)
    actions.return_ticket(raised.ticket, "Di mana?", by=desk.officer)
    actions.complete(raised.ticket, "RT 3")
    step = raised.ticket.steps.get(kind="completed")
    assert (step.at.hour, step.at.minute, step.by) == (17, 0, None)  # midnight of the village, in UTC


def test_the_database_itself_refuses_an_account_with_no_name(desk: Desk) -> None:
    ticket = desk.anonymous().ticket
    with pytest.raises(IntegrityError):
        Ticket.objects.filter(pk=ticket.pk).update(by=desk.member.user)


def test_one_without_a_name_from_the_phone_leaves_no_author(
    desk: Desk, moment: None, django_capture_on_commit_callbacks: Any
) -> None:
    """Red when the handler made the ticket under the operation's id, and when it kept the first photo."""
    before = files()
    user, device, key = desk.member.user, uuid4(), uuid4()
    data = {
        "group": desk.group.code,
        "kind": "complaint",
        "category": "jalan",
        "text": "Jalan rusak parah.",
        "identity": "none",
        "content": "restricted",
        "region": "33.25.04.2005",
    }
    content = photo_with_traces()
    sha = hashlib.sha256(content).hexdigest()
    append(sha, start=0, total=len(content), content=[content], by=desk.member)
    item = _item("ticket.raise", key, data)
    photo = _item("ticket.photo", uuid4(), {}, after=[str(key)], file=sha)
    with django_capture_on_commit_callbacks(execute=True):
        results = take(user, device, [item, photo])
    assert [one.result for one in results] == ["applied", "applied"]
    ticket = Ticket.objects.get()
    assert (ticket.group, ticket.by, ticket.photos.count()) == (None, None, 1)
    assert not Operation.objects.exists()
    assert not Upload.objects.exists()
    assert not Reporter.objects.exists()
    assert_no_trace(before, str(key), str(device), sha)
    again = take(user, device, [item, photo])
    assert [one.result for one in again] == ["duplicate", "duplicate"]
    assert Ticket.objects.count() == 1


def test_other_roles_read_nothing_of_who_it_was(desk: Desk) -> None:
    ticket = actions.verify(desk.anonymous().ticket, by=desk.officer)
    page = signed_in(desk.officer.user).get(f"/kantor/lapor/{ticket.code}/").content.decode()
    assert "Tanpa nama" in page


def _item(verb: str, key: Any, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": str(key), "verb": verb, "v": 1, "at": "2026-03-17T10:14:15+07:00", "data": data} | more
