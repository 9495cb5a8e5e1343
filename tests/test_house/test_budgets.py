"""scripts/check_budgets.py"""

from pathlib import Path

import pytest

from scripts import check_budgets

LONG = "def long():\n" + '    """Said.\n\n    At length.\n    """\n' + "    pass\n" * 81


def test_a_function_is_measured_without_its_docstring() -> None:
    assert list(check_budgets.function_lengths(LONG)) == [("long", 82)]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(check_budgets, "ROOT", tmp_path)
    (tmp_path / "src").mkdir()
    return tmp_path


def test_a_long_function_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "src" / "room.py").write_text(LONG)

    assert check_budgets.main() == 1
    assert capsys.readouterr().out == "too much: src/room.py: long() has 82 lines (aim 40, limit 80)\n"


def test_a_file_beyond_its_aim_is_only_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "src" / "room.py").write_text("x = 1\n" * 301)

    assert check_budgets.main() == 0
    assert capsys.readouterr().out == "near the limit: src/room.py has 301 lines (aim 300, limit 500)\n"


def test_too_much_script_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "src/kentongan/design/js"
    folder.mkdir(parents=True)
    (folder / "a.js").write_text("x" * 60 * 1024)
    assert check_budgets.main() == 0
    (folder / "b.js").write_text("y")

    assert check_budgets.main() == 1
    assert "61,441 bytes" in capsys.readouterr().out
