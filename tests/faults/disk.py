"""What a disk may hold after a power cut: everything before the last flush, and of the rest any part at all.

The writes and flushes of the database's files come from ``strace``; sectors of 512 bytes reach the disk or do
not, each by itself. Names (a file made or removed) keep their order, and the last of them may be missing too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

SECTOR = 512
TRACED = "openat,pwrite64,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(r"(?P<at>\d+\.\d+) (?P<call>\w+)\((?P<said>.*)\) = (?P<result>-?\d+).*<(?P<took>[\d.]+)>$")
_HEX = re.compile(r"(?:\\x[0-9a-f]{2})*")


@dataclass(frozen=True)
class Event:
    """One call on a file, once it was done; ``begun`` and ``done`` are seconds of the wall clock."""

    begun: float
    done: float
    call: str
    name: str
    offset: int = 0
    data: bytes = b""


def read_trace(folder: Path) -> list[Event]:
    """The events of all threads, in the order they were done (``strace -ff -ttt -T -y -xx``)."""
    found = [event for file in folder.iterdir() for event in _events(file.read_text(errors="replace"))]
    return sorted(found, key=lambda event: event.done)


class Disk:
    """Files as they would be read after a cut now. Feed it events in their order."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._safe = dict(files)
        self._pending: list[Event] = []

    def see(self, event: Event) -> None:
        """Take one event; a flush makes durable what was written to its file before it began."""
        if event.call not in {"fsync", "fdatasync"}:
            self._pending.append(event)
            return
        flushed = [one for one in self._pending if one.name == event.name and one.done <= event.begun]
        for one in flushed:
            _apply(self._safe, one)
            self._pending.remove(one)

    def after_cut(self, rng: Random) -> dict[str, bytes]:
        """One of the many states the disk may be in: nothing pending, all of it, or sectors at random."""
        files, chance = dict(self._safe), rng.choice([0.0, 0.5, 0.9, 1.0])
        for event in self._pending:
            if event.call == "pwrite64":
                for start in range(0, len(event.data), SECTOR):
                    if rng.random() < chance:
                        part = event.data[start : start + SECTOR]
                        _write(files, event.name, event.offset + start, part)
            elif rng.random() < chance:
                _apply(files, event)
        return files


def _apply(files: dict[str, bytes], event: Event) -> None:
    if event.call == "pwrite64":
        _write(files, event.name, event.offset, event.data)
    elif event.call == "ftruncate":
        _resize(files, event.name, event.offset)
    elif event.call == "unlink":
        files.pop(event.name, None)


def _write(files: dict[str, bytes], name: str, offset: int, data: bytes) -> None:
    old = files.get(name, b"").ljust(offset, b"\0")
    files[name] = old[:offset] + data + old[offset + len(data) :]


def _resize(files: dict[str, bytes], name: str, length: int) -> None:
    files[name] = files.get(name, b"")[:length].ljust(length, b"\0")


def _events(text: str) -> Iterator[Event]:
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found is None or int(found["result"]) < 0:
            continue
        begun = float(found["at"])
        done, said, call = begun + float(found["took"]), found["said"], found["call"]
        if call == "unlink":
            yield Event(begun, done, call, Path(_text(said.strip('"')).decode()).name)
        elif call != "openat":
            head, _, rest = said.partition(">")
            name = Path(_text(head.partition("<")[2]).decode()).name
            yield _event(begun, done, call, name, rest, int(found["result"]))


def _event(begun: float, done: float, call: str, name: str, rest: str, result: int) -> Event:
    if call == "pwrite64":
        content, _, tail = rest.removeprefix(', "').partition('"')
        offset = int(tail.rsplit(", ", 1)[1])
        return Event(begun, done, call, name, offset, _text(content)[:result])
    offset = int(rest.removeprefix(", ")) if call == "ftruncate" else 0
    return Event(begun, done, call, name, offset)


def _text(escaped: str) -> bytes:
    assert _HEX.fullmatch(escaped), escaped[:80]
    return bytes.fromhex(escaped.replace("\\x", ""))


def lay_out(files: dict[str, bytes], folder: Path) -> None:
    """Write the files of a state into an empty folder."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def missing(keys: Iterable[str], found: Iterable[str]) -> set[str]:
    """The receipted ids that are not there; the database writes them without hyphens."""
    return {key.replace("-", "") for key in keys} - {key.replace("-", "") for key in found}
