"""The same matter told again in other words is suggested; a like matter at another place is not."""

import pytest

from kentongan.domain.tickets import access, duplicates
from tests.cast import NGADIREJO
from tests.tickets.making import Desk, desk_of_batang

AGAIN = "Jalan ke sekolah berlubang sepanjang 300 meter sejak Oktober, dua anak jatuh minggu lalu."


@pytest.fixture
def desk(db: None) -> Desk:
    return desk_of_batang()


@pytest.mark.parametrize(
    ("place", "other", "is_suggested"),
    [
        ("Jalan ke SD", "Depan SD Negeri 1 Ngadirejo", True),
        ("Jalan ke SD", "Pasar Reban", False),
        ("RT 3 dekat SD", "RT 5 dekat masjid", False),
        ("", "Pasar Reban", True),
    ],
)
def test_the_words_for_the_place_decide_when_the_texts_are_only_alike(
    desk: Desk, place: str, other: str, is_suggested: bool
) -> None:
    earlier = desk.raised(
        title="Jalan ke sekolah rusak",
        text="Jalan menuju SD berlubang dan licin saat hujan. Warga meminta ditambal.",
        place=place,
    )
    found = duplicates.suggest(
        access.visible(desk.officer), region=NGADIREJO, text=AGAIN, place=other, category="jalan"
    )
    assert [one.ticket for one in found] == ([earlier] if is_suggested else [])
