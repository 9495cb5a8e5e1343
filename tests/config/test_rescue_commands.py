"""Rescue files on the command line."""

from pathlib import Path

import pytest

from kentongan.config.cli import build_parser
from kentongan.domain.sync.models import Intake, Key
from tests.actors import actor
from tests.cast import BERMI, plant_regions
from tests.sync.rescue.conftest import Probe, probe  # noqa: F401 - a fixture
from tests.sync.rescue.phone import Phone, item

pytestmark = pytest.mark.django_db


def run(*words: object) -> int:
    args = build_parser().parse_args([str(word) for word in words])
    return args.command.run(args) or 0


def test_files_are_taken_and_get_their_receipts_beside_them(
    tmp_path: Path,
    probe: Probe,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    plant_regions()
    phone = Phone(actor("group_member", BERMI).user)
    good, bad = tmp_path / "a.ktg", tmp_path / "b.ktg"
    good.write_bytes(phone.save(item(), item("probe.wrong")).getvalue())
    bad.write_bytes(good.read_bytes()[:-1])
    assert run("rescue", "take", bad, good) == 1
    told = capsys.readouterr()
    assert "b.ktg: Berkas ini terpotong" in told.err
    assert "a.ktg: 1 diterima, 1 ditolak." in told.out
    assert "2. Tanggal ini belum tiba." in told.out
    assert Intake.objects.get().taken_by is None
    assert (tmp_path / "a-tanda-terima.ktg").exists()
    assert run("rescue", "take", good) == 0
    assert "sudah pernah diterima" in capsys.readouterr().out
    assert len(probe.done) == 1


def test_a_new_key_is_made_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rescue", "key") == 0
    assert Key.objects.count() == 1
    assert run("rescue", "key", "--new") == 0
    assert Key.objects.count() == 2
    assert "Kunci baru dibuat" in capsys.readouterr().out
