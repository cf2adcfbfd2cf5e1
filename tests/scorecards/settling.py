"""A card of the town with an appeal, and weights that wait for a second person."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.accounts.models import User
from app.kernel.db import transaction
from app.scorecards import queries, service
from app.scorecards.rules import Criterion

WEIGHTS = dict(zip(Criterion, map(Decimal, ["20", "20", "20", "15", "15", "10", "1", "3", "2", "0.5"]), strict=True))


def weigh(officer: User, second: User, year: int, at: datetime, weights: Any = None) -> int:
    """Weights of a year, approved; the scheme's key."""
    with transaction():
        made = service.propose(year, weights or WEIGHTS, "年度考核办法", by=officer, at=at)
    with transaction():
        service.approve(queries.scheme(made.id), by=second, at=at)
    return made.id


def settle(clerk: User, officer: User, second: User, *, at: datetime) -> dict[str, Any]:
    """The names by which the walks know them."""
    decided = weigh(officer, second, at.year, at)
    with transaction():
        waiting = service.propose(at.year + 1, WEIGHTS, "明年的办法", by=officer, at=at).id
    with transaction():
        card = service.issue(date(at.year, 1, 1), date(at.year, 8, 31), by=officer, at=at)
    lost = next(one for one in queries.parts(card)[clerk.department_id or 0][Criterion.REPORTED] if not one.won)
    with transaction():
        appeal = service.appeal(card, Criterion.REPORTED, lost.ref, words="系统没有开通", by=clerk, at=at)
    other = next(
        one
        for one in queries.parts(card)[clerk.department_id or 0][Criterion.REPORTED]
        if not one.won and one.ref != lost.ref
    )
    codes = {"scheme": waiting, "scheme_decided": decided, "card": card.number}
    return codes | {"card_appeal": appeal.id, "card_case": other.ref}
