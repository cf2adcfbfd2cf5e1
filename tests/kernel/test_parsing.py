"""Text from people, read one way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import parsing
from app.kernel.errors import Refused

DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-01",
        "2026/9/1",
        "2026.9.1",
        "2026年9月1日",
        "20260901",
        " 2026 - 09 - 01 ",
        "２０２６年９月１日",
        "2026年09月01",
    ],
)
def test_a_day_may_be_written_in_any_usual_way(written: str) -> None:
    assert parsing.day(written) == date(2026, 9, 1)


@pytest.mark.parametrize("written", ["", "1 September", "26-9-1", "2026-9", "2026-09-01T00:00", "2026090", "九月一日"])
def test_anything_else_is_no_day(written: str) -> None:
    with pytest.raises(Refused, match="date_malformed"):
        parsing.day(written)


@pytest.mark.parametrize("written", ["2026-02-29", "2026-13-01", "2026-00-10", "20260431", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(Refused, match="date_impossible"):
        parsing.day(written)


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert parsing.day(day.isoformat()) == day
    assert parsing.day(day.isoformat().translate(DIGITS)) == day


@pytest.mark.parametrize("broken", ["a\x00b", "\ud800", "\udfff tail"])
def test_text_that_no_database_stores_alike_is_refused(broken: str) -> None:
    with pytest.raises(Refused, match="text_unstorable"):
        parsing.text(broken)


def test_text_loses_outer_blanks_and_foreign_line_ends() -> None:
    assert parsing.text(" 一\r\n二\r三 \n") == "一\n二\n三"
    assert parsing.line(" 一 \r\n\t 二　三 ") == "一 二 三"


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")))
def test_reading_text_twice_changes_nothing(value: str) -> None:
    assert parsing.text(parsing.text(value)) == parsing.text(value)
    assert parsing.line(parsing.line(value)) == parsing.line(value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13807370000", "13807370000"),
        (" 138 0737 0000 ", "13807370000"),
        ("１３８０７３７００００", "13807370000"),
        ("0737-2800000", "0737-2800000"),
        ("07372800000", "07372800000"),
        ("0737-2800000-12", "0737-2800000-12"),
    ],
)
def test_a_telephone_number_may_be_written_in_any_usual_way(written: str, meant: str) -> None:
    assert parsing.phone(written) == meant


@pytest.mark.parametrize("written", ["", "12345", "12807370000", "1380737000", "+1 202 555 0100", "١٣٨٠٧٣٧٠٠٠٠"])
def test_anything_else_is_no_telephone_number(written: str) -> None:
    with pytest.raises(Refused, match="phone_malformed"):
        parsing.phone(written)


@pytest.mark.parametrize(
    "value",
    [
        "2026-09-11 15:30",
        "2026/9/11 15:30",
        "2026年9月11日15时30分",
        "２０２６－０９－１１　１５：３０",
        "2026-09-11T15:30",
    ],
)
def test_a_moment_is_a_day_and_a_time_of_shanghai(value: str) -> None:
    assert parsing.moment(value).isoformat() == "2026-09-11T15:30:00+08:00"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-09-11", "moment_malformed"),
        ("2026-09-11 24:00", "moment_malformed"),
        ("2026-02-30 10:00", "date_impossible"),
    ],
)
def test_a_moment_that_no_clock_shows_is_refused(value: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parsing.moment(value)
    assert caught.value.code == code
