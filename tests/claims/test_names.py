"""The same story about another bank, place or village is another claim, known to anybody or not."""

from random import Random

import pytest

from kentongan.domain.claims.matching import engine, names, text
from kentongan.domain.claims.matching.index import Index
from kentongan.domain.claims.matching.segments import Document
from tests.claims import making_claims
from tests.claims.stories import stories, twin

SAY = (
    "Awas warga {}! Malam ini listrik padam tiga hari penuh karena gardu induk meledak. "
    "Isi bak air, beli lilin, jangan percaya bantahan petugas"
)


def _named(words: str) -> names.Names:
    return names.named(text.read(words).words)


def _score(message: str, *documents: tuple[str, str]) -> float:
    index = Index.of([Document(at, title, shown, "") for at, (title, shown) in enumerate(documents, 1)])
    return engine.match(message, index)[0].score


def test_a_name_is_known_by_a_list_or_by_the_word_before_it() -> None:
    assert _named("undian bank Artapura di kabupaten Sumberejo, juga di Sampang") == {
        "bank": {"artapura"},
        "place": {"sumberejo", "sampang"},
    }
    assert _named("kepala desa peserta rapat bank ambil uang") == {}


@pytest.mark.parametrize(
    ("mine", "title", "shown", "share"),
    [
        ("bank bri", "undian bank bni", "undian bank bni", 1.0),
        ("bank bri", "undian bank bni", "undian bank bni, bukan bank bri", 0.0),  # nothing it does not have
        ("bank bri dan bank bca", "undian bank bni", "undian bank bni, bukan bank bri", 1.0),
        ("kabar di kendal", "gempa di jawa", "gempa di jawa", 0.0),  # on the island
        ("lewat whatsapp", "unggahan facebook", "unggahan facebook", 0.0),
        ("kabar di kendal", "bank bri", "bank bri", 0.0),
    ],
)
def test_what_the_title_names_decides(mine: str, title: str, shown: str, share: float) -> None:
    assert names.disagree(_named(mine), _named(title), _named(shown)) == share


@pytest.mark.parametrize(("mine", "theirs"), [("Kendal", "Blora"), ("Karangjati", "Sumberejo")])
def test_another_place_is_not_answered_whether_or_not_anybody_knows_it(mine: str, theirs: str) -> None:
    """Went red for Karangjati, which stands in no list, with ``wording.swapped`` always 0."""
    claim = (f"Listrik padam tiga hari di {mine}", SAY.format(mine))
    same, other = _score(SAY.format(mine), claim), _score(SAY.format(theirs), claim)
    assert engine.state_of(same) == engine.ANSWER
    assert engine.state_of(other) != engine.ANSWER


def test_a_misspelled_name_is_not_another_one() -> None:
    claim = ("Listrik padam tiga hari di Karangjati", SAY.format("Karangjati"))
    assert engine.state_of(_score(SAY.format("karangjti"), claim)) == engine.ANSWER
    assert engine.state_of(_score(SAY.format("krngjt"), claim)) == engine.ANSWER


def test_stories_retold_of_places_nobody_has_heard_of_are_seldom_answered() -> None:
    told = stories()[::3]
    index = Index.of([Document(at, one.title, one.message, "") for at, one in enumerate(told)])
    strange = [(one, twin(one, Random(at), unknown=True)) for at, one in enumerate(told)]  # noqa: S311
    asked = [new.message for one, new in strange if new and new.message != one.message]
    best = [engine.match(message, index, most=1) for message in asked]
    answered = [one for one in best if one and engine.state_of(one[0].score) == engine.ANSWER]
    assert len(asked) > 20
    assert len(answered) < 0.25 * len(asked)


def test_a_family_of_claims_is_no_sign_that_the_first_is_far_ahead() -> None:
    """A dozen claims that tell one story hide how near the next other one is; red with 1.0 for that."""
    family = [("Dinas menata ulang kios yang terbakar", SAY.format("Kendal")) for _ in range(14)]
    others = [(one.title, one.message) for one in making_claims.claims(200)]
    index = Index.of([Document(at, *one, "") for at, one in enumerate(family + others, 1)])
    compared = engine.compare("Komisi DPRD meminta dinas menata kios yang terbakar tahun lalu", index)
    assert compared is not None
    assert {hit.key for hit in compared.hits} <= set(range(1, len(family) + 1))
    evidence = engine.evidence(compared, compared.rows @ engine.current().order)
    assert evidence[:, engine.EVIDENCE.index("ahead")].max() < 0.9
