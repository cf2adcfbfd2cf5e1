"""Certificates, how they stand on a day, and why somebody cannot be sent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inspectors import rules
from app.inspectors.rules import Card, Standing, Unfit
from app.kernel.errors import Refused

FROM, UNTIL = date(2024, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2023, 1, 1), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("value", "number"),
    [(" 18-0909 12001 ", "18-090912001"), ("湘Ｈ１２３４５", "湘H12345"), ("湘（沅）001", "湘(沅)001")],
)
def test_a_number_is_read_whatever_its_width_and_blanks(value: str, number: str) -> None:
    assert rules.certificate_no(value) == number


@pytest.mark.parametrize("value", ["", "12", "-1234", "1234/5", "1" * 41, "=1+1"])
def test_a_number_of_another_shape_is_refused(value: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.certificate_no(value)
    assert caught.value.code == "certificate_malformed"


def test_whether_somebody_inspects_is_read_in_words() -> None:
    assert [rules.active(word) for word in ("是", " 离岗", "NO", "1")] == [True, False, False, True]
    with pytest.raises(Refused) as caught:
        rules.active("也许")
    assert caught.value.code == "inspector_active_unknown"


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2023, 12, 31), Standing.NOT_YET),
        (FROM, Standing.VALID),
        (date(2026, 11, 1), Standing.VALID),
        (date(2026, 11, 1) + timedelta(days=1), Standing.EXPIRING),
        (UNTIL, Standing.EXPIRING),
        (date(2027, 1, 1), Standing.EXPIRED),
    ],
)
def test_a_certificate_expires_60_days_before_its_end_and_ends_after_its_last_day(on: date, standing: Standing) -> None:
    assert rules.standing(FROM, UNTIL, on, warn_days=59) is standing


def test_without_warning_days_only_the_last_day_is_marked() -> None:
    assert rules.standing(FROM, UNTIL, UNTIL - timedelta(days=1), warn_days=0) is Standing.VALID
    assert rules.standing(FROM, UNTIL, UNTIL, warn_days=0) is Standing.EXPIRING


@pytest.mark.parametrize(
    ("card", "more", "reasons"),
    [
        (Card(True, FROM, UNTIL), {}, ()),
        (Card(False, FROM, UNTIL), {}, (Unfit.INACTIVE,)),
        (Card(True, FROM, date(2026, 9, 10)), {}, (Unfit.EXPIRED,)),
        (Card(True, date(2026, 9, 12), UNTIL), {}, (Unfit.NOT_YET,)),
        (Card(True, FROM, UNTIL, frozenset({"A", "B"})), {"items": ["A"]}, ()),
        (Card(True, FROM, UNTIL, frozenset({"A"})), {"items": ["A", "B"]}, (Unfit.OUT_OF_SCOPE,)),
        (Card(True, FROM, UNTIL), {"items": ["A"]}, ()),
        (Card(True, FROM, UNTIL), {"recused": True}, (Unfit.RECUSED,)),
        (
            Card(False, FROM, FROM, frozenset({"A"})),
            {"items": ["B"], "recused": True},
            (Unfit.INACTIVE, Unfit.EXPIRED, Unfit.OUT_OF_SCOPE, Unfit.RECUSED),
        ),
    ],
)
def test_every_reason_against_sending_somebody_is_told(card: Card, more: dict, reasons: tuple[Unfit, ...]) -> None:
    assert rules.unfit(card, on=date(2026, 9, 11), **more) == reasons


@given(DAYS, DAYS, DAYS, st.integers(0, 400))
def test_nobody_with_an_invalid_certificate_can_be_sent(one: date, other: date, on: date, warn: int) -> None:
    valid_from, valid_until = sorted((one, other))
    standing = rules.standing(valid_from, valid_until, on, warn_days=warn)
    can_be_sent = not rules.unfit(Card(True, valid_from, valid_until), on=on)
    assert can_be_sent == (standing in {Standing.VALID, Standing.EXPIRING}) == (valid_from <= on <= valid_until)


def test_a_certificate_does_not_end_before_it_begins() -> None:
    rules.check_days(FROM, FROM)
    with pytest.raises(Refused) as caught:
        rules.check_days(UNTIL, FROM)
    assert caught.value.code == "certificate_ends_before_it_begins"
