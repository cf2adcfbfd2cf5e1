"""Cards: a department sees its own row, the office, the leaders and the discipline all."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.models import User
from app.departments.models import Department
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.scorecards import rules
from app.scorecards.models import Appeal, Card, Part
from app.scorecards.rules import AppealState, Case, Criterion, Total

WHOLE_CITY = frozenset({Role.OVERSIGHT, Role.LEADER, Role.DISCIPLINE})


class Row(NamedTuple):
    """A department on a card: as it was issued, and after the appeals that were granted."""

    department: Department
    issued: Total
    now: Total
    rank: int


def cards() -> Sequence[Card]:
    """All cards, the latest first."""
    return db.session.scalars(select(Card).order_by(Card.id.desc())).all()


def cards_between(from_on: date, until_on: date) -> Card | None:
    """The card of exactly this period."""
    return db.session.scalar(select(Card).where(Card.from_on == from_on, Card.until_on == until_on))


def by_number(number: str, *, lock: bool = False) -> Card:
    """The card with this number. Raises `Missing`."""
    try:
        canonical = numbering.parse_number(number)
    except Refused:
        raise Missing("scorecard_missing") from None
    asked = select(Card).where(Card.number == canonical)
    found = db.session.scalar(asked.with_for_update(of=Card) if lock else asked)
    if found is None:
        raise Missing("scorecard_missing")
    return found


def parts(card: Card) -> dict[int, dict[Criterion, list[Case]]]:
    """The cases of a card by department and criterion, as they were frozen."""
    found: dict[int, dict[Criterion, list[Case]]] = {}
    for one in db.session.scalars(select(Part).where(Part.card_id == card.id)):
        found.setdefault(one.department_id, {})[one.criterion] = one.cases
    return found


def rows(card: Card, to: User) -> list[Row]:
    """The departments of a card by rank; equal scores share one. A clerk gets the own department's row alone."""
    weights, struck = card.scheme.weights, _struck(card)
    units = {
        one.department_id: one.department for one in db.session.scalars(select(Part).where(Part.card_id == card.id))
    }
    found = []
    for key, cases in parts(card).items():
        found.append((units[key], rules.total(weights, cases), rules.total(weights, cases, struck.get(key, ()))))
    scores = [now.score for _unit, _issued, now in found if now.score is not None]
    ranked = [
        Row(unit, issued, now, 1 + sum(one > now.score for one in scores) if now.score is not None else 0)
        for unit, issued, now in found
    ]
    shown = [one for one in ranked if to.role in WHOLE_CITY or one.department.id == to.department_id]
    return sorted(shown, key=lambda one: (not one.rank, one.rank, one.department.code))


def row(card: Card, code: str, to: User) -> Row:
    """One department of a card. Raises `Missing`, for another department's as well."""
    found = next((one for one in rows(card, to) if one.department.code == code), None)
    if found is None:
        raise Missing("scorecard_missing")
    return found


def _struck(card: Card) -> dict[int, set[tuple[Criterion, str]]]:
    found: dict[int, set[tuple[Criterion, str]]] = {}
    granted = (Appeal.card_id == card.id, Appeal.state == AppealState.GRANTED)
    for one in db.session.scalars(select(Appeal).where(*granted)):
        found.setdefault(one.department_id, set()).add((one.criterion, one.ref))
    return found


def appeals(card: Card, to: User) -> Sequence[Appeal]:
    """The appeals about a card that somebody may see, the latest first."""
    asked = select(Appeal).where(Appeal.card_id == card.id).order_by(Appeal.id.desc())
    return db.session.scalars(
        asked if to.role in WHOLE_CITY else asked.where(Appeal.department_id == to.department_id)
    ).all()


def appeal(card: Card, key: int) -> Appeal:
    """One appeal about this card. Raises `Missing`."""
    found = db.session.get(Appeal, key)
    if found is None or found.card_id != card.id:
        raise Missing("scorecard_missing")
    return found


def history(card: Card) -> list[Entry]:
    """What was done about a card, the latest first."""
    return list(ledger.of(card.number))[::-1]
