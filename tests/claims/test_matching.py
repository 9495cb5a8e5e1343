"""Reading, comparing and keeping: what a forward goes through does not hide its claim; another bank does."""

import io
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kentongan.domain.claims import finding, numbering
from kentongan.domain.claims.matching import engine, features, keeping, links, pictures, segments, text
from kentongan.domain.claims.models import Claim
from tests.bench.claims import build
from tests.claims import making_claims as making
from tests.claims.making import VACCINE, checked


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
        ("org yg tdk vaksin", ["orang", "vaksin"]),
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


def test_reading_a_hostile_text_takes_no_time() -> None:
    for hostile in (
        "a" * 20_000,
        "a." * 10_000,
        "8" * 20_000,
        "08 " * 7_000,
        "rp " * 7_000,
        "penting" * 3000,
    ):
        text.read(text.unwrapped(hostile))
        links.found_in(hostile)


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


def test_forwards_find_their_claim_and_unknown_messages_do_not() -> None:
    claims = making.claims(400, seed=3, scenes=making.SCENES[:12])
    index = build(
        [segments.Document(at, one.title, one.message, one.explanation) for at, one in enumerate(claims)]
    )
    rng = Random(4)  # noqa: S311 - the same messages each time
    own = [at for at, one in enumerate(claims) if not one.explanation][:60]
    found = [engine.match("Copas grup sebelah\n" + claims[at].message + " 🙏", index)[0] for at in own]
    assert [one.key for one in found] == own
    assert all(engine.state_of(one.score) == "answer" for one in found)
    strangers = [one.message for one in making.claims(60, seed=5, scenes=making.SCENES[12:])]
    strangers += [making.talk(rng) for _ in range(60)]
    told = [
        engine.state_of(best[0].score) for best in (engine.match(one, index) for one in strangers) if best
    ]
    assert told.count("answer") == 0


def test_the_same_swindle_with_another_bank_is_not_answered() -> None:
    say = "Selamat, {} membagikan mobil kepada nasabah yang mengisi data di tautan ini sebelum Jumat"
    index = build([segments.Document(1, "Undian mobil Bank BRI", say.format("Bank BRI"), "")])
    same, other = (engine.match(say.format(bank), index)[0].score for bank in ("Bank BRI", "Bank Mandiri"))
    assert engine.state_of(same) == "answer"
    assert engine.state_of(other) != "answer"
    assert other < same


def test_every_feature_has_a_weight_and_the_thresholds_are_in_order() -> None:
    weights = engine.current()
    assert len(weights.order) == len(weights.sure) == len(features.NAMES)
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
    monkeypatch.setattr(keeping, "_WORTH_KEEPING", 1)
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
