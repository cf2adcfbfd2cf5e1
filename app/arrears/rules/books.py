"""Until when a debt was to be paid (`arrears.pay_within` and its like), and which amounts a book takes."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from app.arrears.rules.steps import DebtorKind
from app.kernel.errors import Refused
from app.kernel.money import NOTHING


class Limit(NamedTuple):
    """The last day for paying, and whether the contract's own day was later than the law lets it be."""

    on: date
    cut: bool


def due(
    kind: DebtorKind, delivered_on: date, agreed_on: date | None, *, within: int, at_most: int, large: int
) -> Limit:
    """The last day: `within` days after delivery where nothing was agreed, else the agreed day.

    What a public body agreed ends `at_most` days after delivery, whatever the contract says. A large enterprise has
    `large` days, and no such end. All of them are calendar days; the day of delivery is not counted.
    """
    if agreed_on is not None and agreed_on < delivered_on:
        raise Refused("arrears_agreed_before_delivery", field="agreed_on")
    public = kind is DebtorKind.PUBLIC
    if agreed_on is None:
        return Limit(delivered_on + timedelta(days=within if public else large), False)
    last = delivered_on + timedelta(days=at_most)
    return Limit(last, True) if public and agreed_on > last else Limit(agreed_on, False)


def interest(
    paid: Iterable[tuple[Decimal, date]], left: Decimal, due_on: date, today: date, *, percent: Decimal
) -> Decimal:
    """Simple interest in yuan where the contract names no rate (decree 802, article 17), to the cent, half a cent up.

    Each yuan bears `percent` a day for the calendar days by which it was late: what was `paid` until its day, what is
    `left` until today.
    """
    borne = sum((amount * max(0, (on - due_on).days) for amount, on in [*paid, (left, today)]), NOTHING)
    return (borne * percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def check_repayment(amount: Decimal, left: Decimal, paid_on: date, *, delivered_on: date, today: date) -> None:
    """A repayment is more than nothing, not more than what is left, and of a day that was."""
    if not NOTHING < amount <= left:
        raise Refused("arrears_beyond", field="amount", left=f"{left:,.2f}")
    if paid_on > today:
        raise Refused("day_to_come", field="paid_on")
    if paid_on < delivered_on:
        raise Refused("arrears_paid_early", field="paid_on", day=delivered_on)


def check_owed(amount: Decimal, counted: Decimal) -> None:
    """What is owed is more than nothing, and not less than what was paid of it: no debt is cleared by a correction."""
    if amount <= NOTHING or amount < counted:
        raise Refused("arrears_owed_below", field="amount", paid=f"{counted:,.2f}")
