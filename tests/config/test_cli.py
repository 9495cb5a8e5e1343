"""kentongan.config.cli and its short commands: what they print, and how they fail."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kentongan.config.cli import build_parser, main
from kentongan.config.commands import demo
from kentongan.config.commands.work import release_stale
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import token_digest
from kentongan.domain.people.models import ApiToken
from kentongan.domain.regions.models import Region
from tests.actors import account
from tests.cast import plant_regions

PROMISED = """
demo --data d --port 8001 --reset | init --region 33.25 --name N --admin a@b.example | serve --port 1 --host h
serve --no-worker | work | token siti --label x | regions load f.csv --dry-run | boundaries load a.json b.json
groups import f.xlsx --dry-run | backup f | restore f --into d | verify f | check | password siti
simulate --villages 5 --days 2 --seed 1
"""


@pytest.mark.parametrize(
    "line", [line.strip() for line in PROMISED.replace("\n", "|").split("|") if line.strip()]
)
def test_every_promised_command_is_understood(line: str) -> None:
    assert build_parser().parse_args(line.split()).command.NAME in line


def test_a_misspelt_command_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["serv"])
    assert "serve" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_problem_is_one_sentence_and_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "siti"]) == 1
    assert capsys.readouterr().err == "Tidak ada pengguna aktif bernama siti.\n"


@pytest.mark.django_db
def test_a_token_is_printed_alone_and_kept_as_digest(capsys: pytest.CaptureFixture[str]) -> None:
    user = account()

    assert main(["token", user.username, "--label", "sistem desa"]) == 0

    token = capsys.readouterr().out.strip()
    assert ApiToken.objects.get().digest == token_digest(token)


@pytest.mark.django_db
def test_a_forgotten_password_is_set_anew_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    user = account()

    assert main(["password", user.username]) == 0

    user.refresh_from_db()
    assert user.check_password(capsys.readouterr().out.strip())
    assert user.must_change_password
    assert AuditEntry.objects.filter(act="password reset started").exists()
    assert main(["password", "entah"]) == 1


@pytest.mark.django_db
def test_a_dry_run_tells_the_changes_and_makes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant_regions()
    file = tmp_path / "baru.csv"
    file.write_text("code,name\n33.18.13,Gembong\n33.18.13.2001,Bermi\n33.18.13.2002,Kedung Bulus Baru\n")

    assert main(["regions", "load", str(file), "--dry-run"]) == 0

    told = capsys.readouterr().out
    assert "berganti nama: 1\n  33.18.13.2002 Kedungbulus → 33.18.13.2002 Kedung Bulus Baru\n" in told
    assert told.endswith("Percobaan saja: tidak ada yang disimpan.\n")
    assert Region.objects.get(code="33.18.13.2002").name == "Kedungbulus"


SHEET = "nama,kode_wilayah\nKIM Bermi,33.18.13.2001\nKIM Entah,{}\n"


@pytest.mark.django_db
def test_a_wrong_row_stops_the_import_and_waits_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant_regions()
    file = tmp_path / "kim.csv"
    file.write_text(SHEET.format("99.99.99.9999"))

    assert main(["groups", "import", str(file), "--region", "33.18"]) == 1

    assert "baris 3: " in capsys.readouterr().out
    assert (tmp_path / "kim-perbaiki.xlsx").exists()
    assert Group.objects.count() == 0


@pytest.mark.django_db
def test_an_import_twice_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant_regions()
    file = tmp_path / "kim.csv"
    file.write_text(SHEET.format("33.18.13.2002"))
    line = ["groups", "import", str(file), "--region", "33.18"]

    assert main([*line, "--dry-run"]) == 0
    assert Group.objects.count() == 0
    assert (main(line), main(line)) == (0, 0)

    assert Group.objects.count() == 2
    assert "0 KIM baru, 0 berubah, 2 tetap, 0 baris salah." in capsys.readouterr().out


@pytest.mark.django_db
def test_check_says_what_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1

    told = capsys.readouterr().out
    assert "BENAHI  0 wilayah termuat\n        Jalankan: kentongan init" in told
    assert "baik    Tabel sesuai versi ini" in told


def _running(since: timedelta) -> DBTaskResult:
    return DBTaskResult.objects.create(
        id=uuid4(),
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - since,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="kentongan.none",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
def test_a_worker_alone_takes_up_every_job_a_killed_one_left() -> None:
    job = _running(timedelta(seconds=5))

    assert release_stale(alone=True) == 1

    job.refresh_from_db()
    assert job.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_a_worker_among_others_takes_up_only_what_ran_too_long() -> None:
    fresh, stale = _running(timedelta(minutes=50)), _running(timedelta(minutes=70))

    assert release_stale(alone=False) == 1

    fresh.refresh_from_db()
    stale.refresh_from_db()
    assert (fresh.status, stale.status) == (TaskResultStatus.RUNNING, TaskResultStatus.READY)


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize("names", [["thesis.doc"], ["kentongan.sqlite3", "secret-key"]])
def test_reset_refuses_what_is_no_demo(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).touch()

    with pytest.raises(Invalid, match="bukan folder demo"):
        demo.reset(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


@pytest.mark.usefixtures("embedded")
def test_reset_removes_an_old_demo(tmp_path: Path) -> None:
    for name in ("kentongan.sqlite3", "secret-key", "demo-password"):
        (tmp_path / name).touch()

    demo.reset(tmp_path)

    assert not tmp_path.exists()
