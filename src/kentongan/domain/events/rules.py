"""What holds for events by themselves. Pure: no database."""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line

LONGEST = timedelta(days=62)  # an event of more days than that is a programme
PUBLIC_KINDS = frozenset({"outreach", "founding", "training", "inauguration", "deliberation"})
MOST_SEATS = 10_000
MOST_PEOPLE = 1_000_000
MOST_RUPIAH = 10_000_000_000_000
# What people write before and behind a name; the same person is often written without.
_TITLES = re.compile(
    r"\b(?:h|hj|dr|drs|dra|drg|ir|kh|prof|bpk|bapak|ibu|sdr|sdri|se|sh|st|sag|spd|spdi|spt|skm|sos|ssos|skom|"
    r"sip|ssi|sstp|mm|mh|msi|mkes|mpd|amd)\b"
)
_NAMESPACE = uuid.UUID("5b9f5b5e-7b1b-4d2e-9a57-0a4f1f6d2c31")


def person_key(name: str) -> str:
    """The name by which two lines of one list are known as one person: no case, signs or titles.

    "Hj. Siti Aminah, S.Pd." and "siti aminah" are one. A name that is nothing but titles keeps them.
    """
    plain = unicodedata.normalize("NFKD", one_line(name).casefold())
    plain = re.sub(r"(?<=\w)\.(?=\w)", "", plain)  # S.Pd becomes one word
    plain = " ".join(re.findall(r"[\w']+", "".join(c for c in plain if not unicodedata.combining(c))))
    return (" ".join(_TITLES.sub(" ", plain).split()) or plain)[:150]


def row_id(event_id: uuid.UUID, key: str, region: str | None) -> uuid.UUID:
    """The id of a line of a typed list: the same line of the same event always has the same."""
    return uuid.uuid5(_NAMESPACE, f"{event_id}/{key}/{region or ''}")


def check_line(text: str, limit: int, field: str, need: str = "") -> str:
    """The text on one line. Raises ``Invalid``: with ``need`` when it is empty, else when it is too long."""
    line = one_line(text)
    if need and not line:
        raise Invalid(need, field=field)
    return check_length(line, limit, field)


def check_length(text: str, limit: int, field: str) -> str:
    """The text as it is. Raises ``Invalid`` when it has more letters than the limit."""
    if len(text) > limit:
        raise Invalid(
            _("Teks ini %(length)d huruf, paling banyak %(limit)d.") % {"length": len(text), "limit": limit},
            field=field,
        )
    return text


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raise ``Invalid`` for an end before the start or an event that goes on for months."""
    if ends_at < starts_at:
        raise Invalid(_("Acara selesai sebelum mulai. Periksa tanggal dan jamnya."), field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid(_("Acara ini lebih dari dua bulan. Bagi menjadi beberapa angkatan."), field="ends_at")


def check_held(on: date, first: date, last: date, today: date) -> None:
    """Raise ``Invalid`` for a day outside the event or one that has not come."""
    if on > today:
        raise Invalid(_("Tanggal pelaksanaan belum tiba."), field="on")
    if not first <= on <= last:
        raise Invalid(
            _("Tanggal pelaksanaan di luar tanggal acara. Pindahkan jadwal acara lebih dahulu."), field="on"
        )


def check_seats(seats: int, most: int, field: str = "seats", *, least: int = 1) -> int:
    """The number of seats. Raises ``Invalid`` outside what was invited."""
    if seats < least:
        raise Invalid(_("Jumlah kursi paling sedikit %(least)d.") % {"least": least}, field=field)
    if seats > most:
        raise Invalid(
            _("Yang diundang %(most)d orang. Tambah kursi undangan lebih dahulu.") % {"most": most}
            if most < MOST_SEATS
            else _("Jumlah kursi tidak masuk akal. Periksa angkanya."),
            field=field,
        )
    return seats


def check_head(delegate_name: str, head_title: str) -> None:
    """Raise ``Invalid`` for a delegate of nobody: both names are kept (domain.md M2)."""
    if delegate_name and not head_title:
        raise Invalid(_("Isi jabatan pejabat yang diwakili."), field="head_title")


def clean_sentences(sentences: Iterable[str], field: str, limit: int = 500) -> list[str]:
    """The sentences that are not empty, each on one line. Raises ``Invalid`` for one too long."""
    found = [check_line(sentence, limit, field) for sentence in sentences]
    return [sentence for sentence in found if sentence]
