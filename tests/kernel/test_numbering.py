"""Reference numbers: their check digit catches what fingers do, and a random one tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.numbering import parse_number, random_number, serial_number

RANDOM = st.builds(random_number, st.sampled_from(["TS", "QK"]))
SERIAL = st.builds(
    serial_number,
    st.sampled_from(["NJ", "JH", "CQ", "DB"]),
    st.dates().map(lambda day: day.strftime("%Y%m%d").zfill(8)),
    st.integers(0, 999_999),
)
NUMBERS = st.one_of(RANDOM, SERIAL)
FULL_WIDTH = str.maketrans("0123456789TSQKNJHCDB-", "０１２３４５６７８９ＴＳＱＫＮＪＨＣＤＢ－")


def test_the_glossarys_examples_are_valid() -> None:
    assert parse_number("TS-0482-9174-4") == "TS-0482-9174-4"
    assert serial_number("NJ", "20260911", 31) == "NJ-20260911-000031-1"


@given(NUMBERS)
def test_a_number_is_read_back_however_it_is_typed(number: str) -> None:
    for typed in (number, number.replace("-", ""), number.lower(), number.translate(FULL_WIDTH), f" {number} "):
        assert parse_number(typed) == number


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_always_caught(number: str, data: st.DataObject) -> None:
    places = [place for place, char in enumerate(number) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    with pytest.raises(Refused, match="number_check_digit"):
        parse_number(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    "typed", ["", "TS", "TS-0482-9174", "XX-0482-9174-4", "TS-0482-9174-44", "١-TS", "0482-9174-4"]
)
def test_another_shape_is_told_apart_from_a_wrong_digit(typed: str) -> None:
    with pytest.raises(Refused, match="number_malformed"):
        parse_number(typed)


def test_random_numbers_have_no_order() -> None:
    made = [random_number("TS") for _ in range(200)]
    assert len(set(made)) > 195
    assert made != sorted(made)
