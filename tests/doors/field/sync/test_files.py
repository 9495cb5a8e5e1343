"""Photos come in pieces."""

import hashlib

import pytest

from kentongan.domain.core.models import Attachment
from kentongan.domain.people.models import Agency
from kentongan.domain.sync.models import Operation
from tests.actors import actor
from tests.cast import BERMI
from tests.doors.field.sync.phone import Phone, picture
from tests.sync.world import item


class TestFiles:
    """security.md 18: photos come in pieces, named by what they are, and show only when whole."""

    def test_a_photo_in_pieces_is_stored_whole_and_its_operation_is_done(self, phone: Phone) -> None:
        sha, content = picture()
        report = item(title="Laporan")
        photo = item("note.photo", after=[report["id"]], file=sha, point=None)
        results = phone.sync(report, photo)["results"]
        assert [one["result"] for one in results] == ["applied", "waiting"]  # the report waits for no photo
        size, half = len(content), len(content) // 2
        assert phone.put(sha, 0, content[:half], size).json() == {"have": half, "whole": False}
        assert not Attachment.objects.exists()
        assert phone.client.get(f"/k/berkas/{sha}").json() == {"have": half, "whole": False}
        assert phone.put(sha, half, content[half:], size).json() == {"have": size, "whole": True}
        stored = Attachment.objects.get()
        assert (stored.sha256, stored.uploaded_by_id) == (sha, Operation.objects.first().author_id)  # type: ignore[union-attr]
        assert Agency.objects.get().short_name == "x+"
        late = phone.sync()
        assert [(one["id"], one["result"]) for one in late["results"]] == [(photo["id"], "applied")]
        assert phone.sync()["results"] == []

    def test_a_piece_that_belongs_elsewhere_is_left_aside_and_the_answer_says_where_to_go_on(
        self, phone: Phone
    ) -> None:
        sha, content = picture()
        size = len(content)
        phone.put(sha, 0, content[:1000], size)
        for start in (0, 500, 2000):
            answer = phone.put(sha, start, content[start : start + 100], size)
            assert (answer.status_code, answer.json()) == (409, {"have": 1000, "whole": False})

    def test_bytes_broken_on_the_way_begin_anew(self, phone: Phone) -> None:
        sha, content = picture()
        answer = phone.put(sha, 0, b"x" * len(content), len(content))
        assert answer.json() == {"have": 0, "whole": False}
        assert phone.put(sha, 0, content, len(content)).json()["whole"] is True

    def test_a_file_sent_before_or_twice_is_there_at_once(self, phone: Phone) -> None:
        sha, content = picture()
        phone.put(sha, 0, content, len(content))
        assert phone.put(sha, 0, content, len(content)).json() == {"have": len(content), "whole": True}
        assert phone.client.get(f"/k/berkas/{sha}").json() == {"have": len(content), "whole": True}
        assert Attachment.objects.count() == 1
        report = item(title="Laporan")
        photo = item("note.photo", after=[report["id"]], file=sha, point=None)
        assert [one["result"] for one in phone.sync(photo, report)["results"]] == ["applied", "applied"]

    def test_what_is_no_picture_is_refused_for_good_and_its_operation_says_why(self, phone: Phone) -> None:
        content = b"#!/bin/sh\nrm -rf /\n"
        sha = hashlib.sha256(content).hexdigest()
        report = item(title="Laporan")
        photo = item("note.photo", after=[report["id"]], file=sha, point=None)
        phone.sync(report, photo)
        assert phone.put(sha, 0, content, len(content)).json() == {"have": len(content), "whole": True}
        assert not Attachment.objects.exists()
        [result] = phone.sync()["results"]
        assert (result["result"], result["problem"]["field"]) == ("rejected", "file")

    def test_anothers_file_is_neither_seen_nor_finished(self, phone: Phone) -> None:
        sha, content = picture()
        phone.put(sha, 0, content, len(content))
        stranger = Phone(actor("village_officer", BERMI).user)
        assert stranger.client.get(f"/k/berkas/{sha}").json() == {"have": 0, "whole": False}

    def test_a_file_left_whole_by_a_crash_is_taken_when_asked_for(
        self, phone: Phone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sha, content = picture()
        with monkeypatch.context() as patch:
            patch.setattr("kentongan.domain.sync.files._finish", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                phone.put(sha, 0, content, len(content))
        assert phone.client.get(f"/k/berkas/{sha}").json() == {"have": len(content), "whole": True}
        assert Attachment.objects.count() == 1

    def test_the_share_of_the_day_holds_and_tomorrow_it_goes_on(
        self, phone: Phone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sha, content = picture()
        monkeypatch.setattr("kentongan.domain.core.attachments.DAILY_LIMIT", 1000)
        answer = phone.put(sha, 0, content, len(content))
        assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
        monkeypatch.undo()
        have = phone.client.get(f"/k/berkas/{sha}").json()["have"]
        assert phone.put(sha, have, content[have:], len(content)).json() == {
            "have": len(content),
            "whole": True,
        }

    @pytest.mark.parametrize(
        ("told", "status"), [("", 422), ("bytes 5-1/9", 422), ("bytes 0-9/99999999", 413)]
    )
    def test_a_range_that_makes_no_sense_is_refused(self, phone: Phone, told: str, status: int) -> None:
        answer = phone.client.put("/k/berkas/" + "0" * 64, b"x", headers={"Content-Range": told})
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert phone.client.get("/k/berkas/x").status_code == 404
