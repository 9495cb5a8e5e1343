"""Signs that nobody sees, and numbers in addresses."""

import pytest

from kentongan.domain.core.texts import number_of, one_line, without_hidden


def test_hidden_signs_go_and_lines_end_in_one_way() -> None:
    assert without_hidden("a\x00b\u202ec\u200bd\ufeff\r\ne\rf\tg") == "abcd\ne\nf\tg"
    assert without_hidden("Desa Ngagèl – 5 kg “beras” 👍") == "Desa Ngagèl – 5 kg “beras” 👍"


def test_a_title_is_one_line() -> None:
    assert one_line("  Pangan\r\n murah\x08  ") == "Pangan murah"


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("", None), ("²", None), ("-1", None), ("9" * 5000, None)]
)
def test_a_number_is_a_few_plain_digits(text: str, number: int | None) -> None:
    assert number_of(text) == number
