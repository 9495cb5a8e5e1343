"""The sizes of docs/decisions and CONTRIBUTING: long files and functions, bytes of our scripts and styles."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("src", "tests", "scripts")
FILE_LINES = (300, 500)  # from the first on a warning, beyond the second a failure
FUNCTION_LINES = (40, 80)
BYTES = {  # ours together, as written; what comes with packages is not in the repository
    "design/**/*.js": 60 * 1024,
    "doors/**/*.js": 160 * 1024,  # the app's modules; tests/browser/app/test_install.py weighs what is sent
    "**/*.css": 70 * 1024,
}


def main() -> int:
    """Print what is over its budget; 1 when something is beyond what a warning forgives."""
    found = [*_lengths(ROOT), *_weights(ROOT)]
    for hard, text in sorted(found):
        print(f"{'too much' if hard else 'near the limit'}: {text}")
    return int(any(hard for hard, _ in found))


def _lengths(root: Path) -> Iterator[tuple[bool, str]]:
    for path in sorted(path for source in SOURCES for path in (root / source).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root)
        yield from _judge(len(text.splitlines()), FILE_LINES, f"{name}")
        for function, lines in function_lengths(text):
            yield from _judge(lines, FUNCTION_LINES, f"{name}: {function}()")


def function_lengths(text: str) -> Iterator[tuple[str, int]]:
    """Each function with its lines from ``def`` to its end, the docstring not counted."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node, clean=False) is not None:
                lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
            yield node.name, lines


def _judge(lines: int, limits: tuple[int, int], name: str) -> Iterator[tuple[bool, str]]:
    if lines > limits[0]:
        yield lines > limits[1], f"{name} has {lines} lines (aim {limits[0]}, limit {limits[1]})"


def _weights(root: Path) -> Iterator[tuple[bool, str]]:
    for pattern, limit in BYTES.items():
        total = sum(path.stat().st_size for path in (root / "src/kentongan").glob(pattern))
        if total > limit:
            yield True, f"our {pattern} weigh {total:,} bytes together, limit {limit:,}"


if __name__ == "__main__":
    sys.exit(main())
