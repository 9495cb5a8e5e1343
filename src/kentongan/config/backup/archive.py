"""The file itself: its manifest, and the proof that it is whole."""

import hashlib
import json
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from kentongan.domain.core.problems import Invalid

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE = "database.sqlite3"
PORTABLE = "database.jsonl"
ATTACHMENTS = "lampiran"
_CHUNK = 1024 * 1024


@dataclass
class Contents:
    """What a backup says about itself."""

    made_at: str
    version: str
    database: str  # the member that holds the records
    digests: dict[str, str] = field(default_factory=dict)  # SHA-256 by member
    format: int = FORMAT

    @property
    def moment(self) -> str:
        """When it was made, for people."""
        return f"{self.made_at[:16].replace('T', ' ')} UTC"

    @property
    def attachments(self) -> list[str]:
        """The members that are files handed in."""
        return [name for name in self.digests if name != self.database]

    def to_json(self) -> str:
        """The manifest as it is written."""
        return json.dumps(asdict(self), indent=1)


def verify(path: Path) -> Contents:
    """Check every byte of a backup against its manifest; raises ``Invalid`` naming what is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            contents = _manifest(archive)
            _same_members(archive, contents)
            for name, digest in contents.digests.items():
                with archive.open(name) as member:
                    if digest_of(member) != digest:
                        raise Invalid(f"Cadangan rusak: isi {name} berubah. Pakai cadangan lain.")
    except FileNotFoundError as error:
        raise Invalid(f"Berkas {path} tidak ada.") from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise Invalid(f"{path.name} bukan cadangan Kentongan, atau terpotong.") from error
    return contents


def _manifest(archive: zipfile.ZipFile) -> Contents:
    try:
        contents = Contents(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("Berkas ini bukan cadangan Kentongan: daftar isinya tidak ada.") from error
    if contents.format > FORMAT:
        raise Invalid("Cadangan ini dibuat oleh versi yang lebih baru. Perbarui Kentongan dulu.")
    if contents.database not in {SQLITE, PORTABLE} or contents.database not in contents.digests:
        raise Invalid("Cadangan rusak: basis datanya tidak ada.")
    return contents


def _same_members(archive: zipfile.ZipFile, contents: Contents) -> None:
    found = set(archive.namelist()) - {MANIFEST}
    if found != contents.digests.keys():
        raise Invalid("Cadangan rusak: isinya tidak sama dengan daftar isinya.")
    for name in contents.attachments:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.parts[0] != ATTACHMENTS:
            raise Invalid(f"Cadangan ini tidak dapat dipercaya: nama berkas {name!r}.")


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of what is left to read, in bounded memory."""
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
