"""Until when a debt is to be paid, what is cleared, how the ladder climbs: without database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.arrears import rules
from app.arrears.rules import DebtorKind, Standing, Step, StepKind
from app.kernel.errors import Refused

TERMS = {"within": 30, "at_most": 60, "large": 60}
DELIVERED = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "agreed", "last", "cut"),
    [
        ("public", None, date(2026, 3, 31), False),
        ("public", date(2026, 3, 1), date(2026, 3, 1), False),
        ("public", date(2026, 4, 30), date(2026, 4, 30), False),
        ("public", date(2026, 5, 1), date(2026, 4, 30), True),
        ("public", date(2027, 3, 1), date(2026, 4, 30), True),
        ("large", None, date(2026, 4, 30), False),
        ("large", date(2026, 8, 1), date(2026, 8, 1), False),
    ],
)
def test_the_last_day_for_paying_is_that_of_the_decree(kind: str, agreed: date | None, last: date, cut: bool) -> None:
    assert rules.due(DebtorKind(kind), DELIVERED, agreed, **TERMS) == (last, cut)


def test_what_was_agreed_for_before_delivery_is_refused() -> None:
    with pytest.raises(Refused, match="arrears_agreed_before_delivery"):
        rules.due(DebtorKind.PUBLIC, DELIVERED, DELIVERED - timedelta(days=1), **TERMS)


@pytest.mark.parametrize(
    ("paid", "left", "today", "sum_"),
    [
        ([], "860000.00", date(2026, 4, 15), "0.00"),
        ([], "860000.00", date(2026, 4, 16), "430.00"),
        ([], "0.01", date(2026, 4, 16), "0.00"),
        ([], "10.00", date(2026, 4, 16), "0.01"),
        ([("300000.00", date(2026, 4, 10))], "560000.00", date(2026, 4, 17), "560.00"),
        ([("300000.00", date(2026, 5, 15))], "560000.00", date(2026, 5, 15), "12900.00"),
        ([("860000.00", date(2026, 4, 25))], "0.00", date(2027, 1, 1), "4300.00"),
    ],
)
def test_lateness_costs_five_in_ten_thousand_a_day(
    paid: list[tuple[str, date]], left: str, today: date, sum_: str
) -> None:
    told = [(Decimal(amount), on) for amount, on in paid]
    found = rules.interest(told, Decimal(left), date(2026, 4, 15), today, percent=Decimal("0.05"))
    assert str(found) == sum_


def test_only_exactly_nothing_is_cleared() -> None:
    assert rules.standing(Decimal("0.00"), ended=False) is Standing.CLEARED
    assert rules.standing(Decimal("0.01"), ended=False) is Standing.OPEN
    assert rules.standing(Decimal("0.01"), ended=True) is Standing.ENDED


@given(st.decimals("0.01", "1000000", places=2), st.decimals("0.01", "1000000", places=2))
def test_a_repayment_is_taken_as_far_as_something_is_left(amount: Decimal, left: Decimal) -> None:
    days = {"delivered_on": DELIVERED, "today": date(2026, 9, 11)}
    if amount <= left:
        rules.check_repayment(amount, left, date(2026, 9, 1), **days)
    else:
        with pytest.raises(Refused, match="arrears_beyond"):
            rules.check_repayment(amount, left, date(2026, 9, 1), **days)


@pytest.mark.parametrize(
    ("paid_on", "code"), [(date(2026, 9, 12), "day_to_come"), (date(2026, 2, 28), "arrears_paid_early")]
)
def test_a_repayment_is_of_a_day_that_was(paid_on: date, code: str) -> None:
    with pytest.raises(Refused, match=code):
        rules.check_repayment(Decimal(1), Decimal(2), paid_on, delivered_on=DELIVERED, today=date(2026, 9, 11))


@pytest.mark.parametrize(("amount", "paid"), [("0.00", "0.00"), ("99.99", "100.00")])
def test_no_debt_is_cleared_by_a_correction(amount: str, paid: str) -> None:
    with pytest.raises(Refused, match="arrears_owed_below"):
        rules.check_owed(Decimal(amount), Decimal(paid))
    rules.check_owed(Decimal("100.00"), Decimal("100.00"))


def _taken(*kinds: StepKind) -> list[Step]:
    return [Step(kind, DELIVERED, "1", "") for kind in kinds]


@pytest.mark.parametrize(
    ("kind", "taken", "code"),
    [
        (StepKind.REFERRED, _taken(StepKind.RECEIVED), "arrears_step_not_taken_here"),
        (StepKind.ONSITE, _taken(), "arrears_step_skipped"),
        (StepKind.INTERVIEW, _taken(StepKind.RECEIVED, StepKind.REFERRED), "arrears_step_skipped"),
        (StepKind.ACCOUNTABILITY, _taken(StepKind.REFERRED, StepKind.ONSITE), "arrears_step_skipped"),
    ],
)
def test_a_step_follows_the_one_below_it(kind: StepKind, taken: list[Step], code: str) -> None:
    with pytest.raises(Refused, match=code):
        rules.check_step(kind, DELIVERED, taken, today=DELIVERED)


def test_a_step_has_a_day_between_the_one_below_and_today() -> None:
    below, day = _taken(StepKind.REFERRED), timedelta(days=1)
    rules.check_step(StepKind.ONSITE, DELIVERED, below, today=DELIVERED)
    with pytest.raises(Refused, match="day_to_come"):
        rules.check_step(StepKind.ONSITE, DELIVERED + day, below, today=DELIVERED)
    with pytest.raises(Refused, match="arrears_step_early"):
        rules.check_step(StepKind.ONSITE, DELIVERED - day, below, today=DELIVERED)


def test_the_ladder_shows_every_mechanism_in_its_order() -> None:
    shown = rules.ladder(_taken(StepKind.ONSITE, StepKind.RECEIVED))
    assert [kind.value for kind, _ in shown] == ["received", "referred", "onsite", "interview", "accountability"]
    assert [len(steps) for _, steps in shown] == [1, 0, 1, 0, 0]
