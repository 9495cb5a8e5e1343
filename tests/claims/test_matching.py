"""Reading, comparing and keeping: what a forward goes through does not hide its claim; another bank does."""

import io
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kentongan.domain.claims import finding, numbering
from kentongan.domain.claims.matching import engine, features, keeping, links, pictures, segments, text
from kentongan.domain.claims.matching.index import Index
from kentongan.domain.claims.models import Claim
from tests.claims import making_claims as making
from tests.claims.making import VACCINE, checked
from tests.claims.stories import stories, strangers, twin


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "\U0001d402\U0001d42e\U0001d426\U0001d41a \U0001d40c\U0001d422\U0001d427\U0001d42e\U0001d426",
            ["cuma", "minum"],
        ),
        ("B4HLIL m4k4n", ["bahlil", "makan"]),
        ("rumah2 rumah-rumah", ["rumah"]),
        ("Rp. 550.000,- atau Rp550 000 atau 550 ribu", ["rp", "550000", "rp", "550000"]),
        (
            "bonus rp100 juta, 2,5 juta, 4.5jt, 35k",
            ["bonus", "rp", "100000000", "2500000", "4500000", "35000"],
        ),
        ("org yg tdk vaksin", ["orang", "vaksin"]),
        ("H A T I - H A T I ada R.A.C.U.N", ["hati", "racun"]),
        (
            "\U0001f170\U0001f186\U0001f170\U0001f182 \U0001f161\U0001f150\U0001f152\U0001f164\U0001f15d",
            ["awas", "racun"],
        ),
        ("v\u0430ksin ko\u200bta", ["vaksin", "kota"]),
        ("hubungi 0812-3456-7890 atau +62 812 3456 7890", ["hubungi"]),
        ("gratiiiiis 🎉🎉", ["gratis"]),
    ],
)
def test_a_word_is_read_the_same_however_it_is_written(written: str, read: list[str]) -> None:
    words = text.read(written).words
    assert [word for at, word in enumerate(words) if at == 0 or words[at - 1] != word][: len(read)] == read


def test_what_stands_around_a_message_is_left_out() -> None:
    bare = text.read(VACCINE).words
    wrapped = "Diteruskan berkali-kali\nCopas dari grup sebelah 👇\n" + VACCINE + "\nTolong di share ya 🙏"
    assert text.read(text.unwrapped(wrapped)).words[: len(bare) - 3] == bare[: len(bare) - 3]


HOSTILE = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
from kentongan.domain.claims.matching import links, text
many = " ".join(map(str, range(10, 9**5)))
parts = ("a" * 9, "a.", "8" * 9, "08 ", "rp ", "penting", "https://a.")
for hostile in (many, *(part * 9**5 for part in parts)):
    words = text.read(text.unwrapped(hostile))
    print(len(words), len(links.found_in(hostile)))
"""


def test_a_hostile_text_costs_no_more_than_its_first_page() -> None:
    """Half a million letters each, in a process that is ended after fifteen seconds of work (usually one).

    Went red with ``(?:a+)+b`` among what stands around a message, and with the bound on letters taken away.
    """
    done = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(counts) == 8
    assert all(words <= 10_000 and found <= 10 for words, found in counts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.Contoh.id/Kabar/?utm_source=wa", "http://contoh.id/Kabar"),
        ("https://youtu.be/abc123", "https://m.youtube.com/watch?v=abc123&feature=share"),
        ("https://m.facebook.com/halaman/1?fbclid=x", "https://facebook.com/halaman/1/"),
    ],
)
def test_a_link_has_one_normal_form(one: str, other: str) -> None:
    assert links.normal(one) == links.normal(other) is not None


def test_what_is_no_link_has_none() -> None:
    assert [links.normal(one) for one in ("", "kabar", "javascript:alert(1)", "http://[")] == [None] * 4
    assert links.found_in("Baca di contoh-hadiah.xyz/daftar, atau www.contoh.id") == [
        "contoh-hadiah.xyz/daftar"
    ]


def test_forwards_find_their_claim() -> None:
    claims = making.claims(400, seed=3, scenes=making.SCENES[:12])
    index = Index.of(
        [segments.Document(at, one.title, one.message, one.explanation) for at, one in enumerate(claims)]
    )
    own = [at for at, one in enumerate(claims) if not one.explanation][:60]
    found = [engine.match("Copas grup sebelah\n" + claims[at].message + " 🙏", index)[0] for at in own]
    assert [one.key for one in found] == own
    assert all(engine.state_of(one.score) == "answer" for one in found)


def test_stories_are_found_and_what_nobody_checked_is_not_answered() -> None:
    """Every other story is checked, in each of the forms in turn; the others are what nobody has checked."""
    told = stories()
    checked_ones = {at: one for at, one in enumerate(told) if at % 2}
    index = Index.of(
        [
            segments.Document(at, one.title, (one.narrative, one.message, "")[at % 3], one.explanation)
            for at, one in checked_ones.items()
        ]
    )
    found = {at: engine.match(one.message, index) for at, one in checked_ones.items()}
    assert _share(best[:1] and best[0].key == at for at, best in found.items()) > 0.85
    assert _share(at in [one.key for one in best] for at, best in found.items()) > 0.92
    unchecked = [text for at, one in enumerate(told) if not at % 2 for text in (one.message, one.near)]
    unchecked += [text for texts in strangers().values() for text in texts]
    assert _share(_answered(text, index) for text in unchecked) < 0.015
    other = [(one.narrative, twin(one, Random(at))) for at, one in checked_ones.items() if at % 3 == 0]  # noqa: S311
    swapped = [new.narrative for kept, new in other if new and new.narrative != kept]
    assert _share(_answered(text, index) for text in swapped) < 0.2


def _answered(text: str, index: Index) -> bool:
    best = engine.match(text, index, most=1)
    return bool(best) and engine.state_of(best[0].score) == engine.ANSWER


def _share(these: Iterable[object]) -> float:
    kept = [bool(one) for one in these]
    return sum(kept) / len(kept)


def test_the_same_swindle_with_another_bank_is_not_answered() -> None:
    say = "Selamat, {} membagikan mobil kepada nasabah yang mengisi data di tautan ini sebelum Jumat"
    index = Index.of([segments.Document(1, "Undian mobil Bank BRI", say.format("Bank BRI"), "")])
    same, other = (engine.match(say.format(bank), index)[0].score for bank in ("Bank BRI", "Bank Mandiri"))
    assert engine.state_of(same) == "answer"
    assert engine.state_of(other) != "answer"
    assert other < same


def test_every_feature_has_a_weight_and_the_thresholds_are_in_order() -> None:
    weights = engine.current()
    assert len(weights.order) == len(features.NAMES)
    assert len(weights.sure) == len(engine.EVIDENCE)
    assert 0 < weights.suggest < weights.answer < 1


def test_a_segment_is_the_same_after_a_night_on_disk(tmp_path: Path) -> None:
    made = segments.build([segments.Document(7, "Judul", "isi pesan tentang pasar", "sebab")])
    segments.save(made, tmp_path)
    kept = segments.load(tmp_path)
    assert kept.words(0) == made.words(0)
    assert kept.keys.tolist() == [7]
    assert all(
        np.array_equal(kept.postings(kind).terms, made.postings(kind).terms) for kind in segments.KINDS
    )


@pytest.mark.django_db
def test_a_process_reads_what_others_wrote_since(tree: None) -> None:
    checked("Jembatan runtuh di Kendal", "jembatan kendal runtuh tadi malam, banyak korban")
    assert finding.find("jembatan kendal runtuh tadi malam")[0].claim.title == "Jembatan runtuh di Kendal"
    other = checked("Pasar terbakar di Blora", "pasar blora terbakar habis, pedagang menangis")
    assert finding.find("pasar blora terbakar habis, pedagang menangis")[0].claim == other
    Claim.objects.filter(pk=other.pk).update(text="sama sekali lain", title="Lain")
    numbering.renumber(Claim.objects.get(pk=other.pk))
    assert other not in [one.claim for one in finding.find("pasar blora terbakar habis, pedagang menangis")]


@pytest.mark.django_db
def test_the_kept_index_is_opened_again_and_not_trusted_for_another_database(
    tree: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(keeping, "WORTH_KEEPING", 1)
    claim = checked("Jembatan runtuh di Kendal", "jembatan kendal runtuh tadi malam, banyak korban")
    keeping.index()
    assert (tmp_path / "pencarian" / "index.json").exists()
    keeping.forget()
    monkeypatch.setattr(segments, "build", None)  # nothing is to be made anew
    assert finding.find("jembatan kendal runtuh tadi malam, banyak korban")[0].claim == claim
    monkeypatch.undo()
    keeping.forget()
    Claim.objects.filter(pk=claim.pk).update(title="Sama sekali lain", text="lain")
    assert len(keeping._stored(10**6)) == 0


def _shot() -> Image.Image:
    image = Image.new("RGB", (720, 1280), (230, 240, 230))
    draw = ImageDraw.Draw(image)
    rng = Random(9)  # noqa: S311 - the same picture each time
    for line in range(40):
        draw.rectangle(
            (40, 30 + line * 30, 40 + rng.randint(100, 620), 48 + line * 30),
            fill=(20, 30, rng.randint(0, 200)),
        )
    draw.ellipse((200, 500, 520, 820), fill=(180, 30, 40))
    return image


def _bytes(image: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def test_a_screenshot_is_known_recompressed_scaled_and_cut_by_a_tenth() -> None:
    shot = _shot()
    kept = pictures.marks(_bytes(shot))
    width, height = shot.size
    changed = {
        "recompressed": _bytes(shot, 30),
        "scaled": _bytes(shot.resize((300, 533))),
        "cut": _bytes(shot.crop((0, height // 10, width, height))),
    }
    assert {name: pictures.alike(kept, pictures.marks(content)) for name, content in changed.items()} == {
        "recompressed": True,
        "scaled": True,
        "cut": True,
    }
    other = Image.effect_noise((720, 1280), 80).convert("RGB")
    assert not pictures.alike(kept, pictures.marks(_bytes(other)))
