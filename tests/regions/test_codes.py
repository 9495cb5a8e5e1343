"""What a region code says by itself."""

import pytest

from kentongan.domain.regions import rules


def test_a_code_knows_its_level_and_parents():
    assert [rules.level_of(code) for code in ("00", "33", "33.18", "33.18.13", "33.18.13.2001")] == [
        0,
        1,
        2,
        3,
        4,
    ]
    assert rules.lineage("33.18.13.2001") == ["00", "33", "33.18", "33.18.13", "33.18.13.2001"]
    assert rules.lineage("00") == ["00"]
    assert rules.parent_code("33.18") == "33"
    assert rules.parent_code("33") == "00"
    assert rules.parent_code("00") is None


def test_an_ancestor_is_cut_from_the_code_and_never_made_up():
    assert rules.ancestor_at("33.18.13.2001", 2) == "33.18"
    assert rules.ancestor_at("33.18", 2) == "33.18"
    assert rules.ancestor_at("33", 2) is None
    assert rules.ancestor_at("00", 1) is None
    assert rules.ancestor_at("33", 0) == "00"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("00", "country"),
        ("33", "province"),
        ("33.18", "regency"),
        ("33.69", "regency"),
        ("33.71", "city"),
        ("33.18.13", "district"),
        ("33.18.13.2001", "desa"),
        ("33.18.10.1005", "kelurahan"),
        ("91.03.01.3001", "desa_adat"),
    ],
)
def test_the_kind_follows_from_the_digits(code, kind):
    assert rules.kind_of(code) == kind


def test_a_subtree_is_one_of_nodes_not_of_letters():
    assert rules.is_within("33.18.13", "33.18")
    assert rules.is_within("33.18", "33.18")
    assert rules.is_within("33.18", "00")
    assert not rules.is_within("33.18", "33.1")
    assert not rules.is_within("33", "33.18")


@pytest.mark.parametrize(
    "text", ["", "3", "33.", "33.1", "3318", "33.18.13.201", "33.18.13.2001.1", "33 ", "٣٣"]
)
def test_what_is_not_shaped_like_a_code_is_none(text):
    assert not rules.valid_code(text)


def test_names_are_compared_as_people_mean_them():
    assert rules.normalise("Sumberrejo") == rules.normalise("SUMBEREJO") == "sumberejo"
    assert rules.normalise("Tjepoe") == rules.normalise("Cepu")
    assert rules.normalise("Bu Nuapu’u") == rules.normalise("Bu Nuapu'u") == "bu nuapu"
    assert rules.normalise("Sukajadi II") != rules.normalise("Sukajadi I")
    assert rules.words_of("Leragawi/Megagirakuk Leragawi") == ["leragawi", "megagirakuk"]
