"""kentongan.config.backup: a backup is whole, comes back exactly, and overwrites nothing."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings

from kentongan.config.backup import backup, restore, verify
from kentongan.config.backup.rows import dump, load
from kentongan.domain.core.history import audit, first_broken_link
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Region
from tests.cast import plant_regions


@pytest.fixture
def attachments(settings: LazySettings, tmp_path: Path) -> Path:
    settings.ATTACHMENTS_DIR = tmp_path / "lampiran"
    (settings.ATTACHMENTS_DIR / "ab").mkdir(parents=True)
    (settings.ATTACHMENTS_DIR / "ab" / "sk.pdf").write_bytes(b"%PDF-1.7 SK")
    return settings.ATTACHMENTS_DIR


@pytest.fixture
def made(attachments: Path, transactional_db: None, tmp_path: Path) -> Path:
    plant_regions()
    audit("installation made")
    path = tmp_path / "cadangan.zip"
    backup(path, portable=True)
    return path


@pytest.mark.django_db
def test_records_come_back_exactly_as_they_were() -> None:
    plant_regions()
    audit("first")
    audit("second")
    before = io.BytesIO()
    dump(before)
    AuditEntry.objects.all().delete()
    Region.objects.filter(code="33.18").update(name="Kabupaten Lain")

    load(before.getvalue().splitlines())

    after = io.BytesIO()
    dump(after)
    assert after.getvalue() == before.getvalue()
    assert first_broken_link() is None


@pytest.mark.django_db
def test_new_records_follow_the_restored_ones() -> None:
    audit("first")
    lines = io.BytesIO()
    dump(lines)
    load(lines.getvalue().splitlines())

    audit("second")

    assert first_broken_link() is None
    assert AuditEntry.objects.count() == 2


def test_a_backup_holds_records_and_attachments_for_its_owner_alone(made: Path) -> None:
    assert verify(made).attachments == ["lampiran/ab/sk.pdf"]
    assert made.stat().st_mode & 0o077 == 0


def test_an_older_backup_is_not_overwritten(made: Path) -> None:
    with pytest.raises(Invalid, match="sudah ada"):
        backup(made)


def test_a_restore_refuses_what_is_not_empty(made: Path, attachments: Path) -> None:
    with pytest.raises(Invalid, match="sudah berisi"):
        restore(made)
    assert (attachments / "ab" / "sk.pdf").exists()


def _changed(path: Path, name: str, content: bytes) -> Path:
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for member in source.namelist():
            target.writestr(member, content if member == name else source.read(member))
    return other


def test_one_changed_byte_is_found(made: Path) -> None:
    with pytest.raises(Invalid, match=r"isi lampiran/ab/sk\.pdf berubah"):
        verify(_changed(made, "lampiran/ab/sk.pdf", b"%PDF-1.7 XX"))


def test_a_cut_file_is_found(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-400])
    with pytest.raises(Invalid, match="terpotong"):
        verify(made)


def test_a_name_that_leaves_the_folder_is_refused(made: Path) -> None:
    bad = made.with_name("bad.zip")
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(bad, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        manifest["digests"]["lampiran/../../x"] = manifest["digests"].pop("lampiran/ab/sk.pdf")
        target.writestr("manifest.json", json.dumps(manifest))
        target.writestr("database.jsonl", source.read("database.jsonl"))
        target.writestr("lampiran/../../x", source.read("lampiran/ab/sk.pdf"))

    with pytest.raises(Invalid, match="tidak dapat dipercaya"):
        verify(bad)


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"format": 2}'])
def test_another_file_is_no_backup(made: Path, manifest: bytes) -> None:
    with pytest.raises(Invalid, match="bukan cadangan"):
        verify(_changed(made, "manifest.json", manifest))
    with pytest.raises(Invalid, match="tidak ada"):
        verify(made.with_name("none.zip"))
