"""Short codes: spoken, typed and scanned without mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.domain.core.codes import ALPHABET, make_code, read_code, unused_code, with_check


def test_a_code_reads_back_whatever_a_person_makes_of_it() -> None:
    code = make_code("R")
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code[2:]} ", code.replace("0", "O")):
        assert read_code(typed, "R") == code


def test_codes_contain_no_vowels_and_nothing_that_looks_like_another_symbol() -> None:
    assert not set(ALPHABET) & set("AEIOUL")


@given(st.integers(2, 7), st.sampled_from(ALPHABET))
def test_every_single_wrong_symbol_is_caught(place: int, symbol: str) -> None:
    code = make_code("R")
    wrong = code[:place] + symbol + code[place + 1 :]
    assert (read_code(wrong, "R") == code) == (wrong == code)
    if wrong != code:
        assert read_code(wrong, "R") is None


@pytest.mark.parametrize("text", ["", "R-", "R-7K3", "halo", "R-AAAAAA", "' OR 1=1 --"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text, "R") is None


def test_a_taken_code_is_passed_over_and_codes_grow_when_they_run_out() -> None:
    seen: list[str] = []

    def taken(code: str) -> bool:
        seen.append(code)
        return len(seen) <= 6

    code = unused_code("K", taken)
    assert code == seen[-1]
    assert len(code) == len(seen[0]) + 1


def test_a_code_typed_without_its_letter_may_begin_with_that_letter() -> None:
    code = with_check("S", "S7K3F")
    assert read_code(code, "S") == read_code(code.removeprefix("S-"), "S") == code
