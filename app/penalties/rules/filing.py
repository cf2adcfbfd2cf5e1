"""What must be filed, and when it may be decided (`penalty.file_from`, `.major_kinds`, `.order`, `.legal_review`)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.kernel.errors import Refused
from app.kernel.money import NOTHING
from app.penalties.rules.states import Hearing, Reason


class Part(NamedTuple):
    """One penalty of a case against one party: its number, the day of its filing, its fines added up."""

    number: str
    on: date
    fine: Decimal


class Need(NamedTuple):
    """Why a penalty must be filed, and the sum that was judged: its own fines and those of the other parts."""

    reasons: tuple[Reason, ...]
    total: Decimal

    @property
    def due(self) -> bool:
        """Whether it must be filed at all."""
        return bool(self.reasons)


def total(fines: Iterable[Decimal]) -> Decimal:
    """The fines of one decision added up."""
    return sum(fines, NOTHING)


def parts_of(others: Iterable[Part], on: date, days: int) -> list[Part]:
    """Those of the other parts that lie at most `days` calendar days before or after `on`, the earliest first."""
    span = timedelta(days=days)
    return sorted((part for part in others if abs(part.on - on) <= span), key=lambda part: (part.on, part.number))


def need(
    fines: Sequence[Decimal],
    kinds: Collection[str],
    others: Iterable[Part],
    *,
    threshold: Decimal,
    major: Collection[str],
) -> Need:
    """Whether a penalty must be filed: by its own fines, by them with the other parts of its case, by its kinds.

    The threshold itself is reached (以上). `major` are the kinds that are filed whatever the fine.
    """
    own = total(fines)
    whole = own + total(part.fine for part in others)
    reasons = []
    if own >= threshold:
        reasons.append(Reason.FINE)
    elif whole >= threshold:
        reasons.append(Reason.SPLIT)
    if set(kinds) & set(major):
        reasons.append(Reason.KIND)
    return Need(tuple(reasons), whole)


class Filed(NamedTuple):
    """What a decision is held against: the filing as it lies there. `late_on` is the day of a decision filed late."""

    at: datetime
    fine: Decimal
    kinds: Sequence[str]
    due: bool
    reviewed_on: date | None
    hearing: Hearing
    late_on: date | None


class Decided(NamedTuple):
    """A decision as the department gives it. `on` is the civil day of `at`."""

    at: datetime
    on: date
    fine: Decimal
    kinds: Sequence[str]


def check_decision(filed: Filed, decided: Decided, *, now: datetime) -> None:
    """Refuses a decision that is to come, that was not filed before, not reviewed, not heard, or beyond its filing."""
    if decided.at > now:
        raise Refused("decision_to_come", field="decided_at")
    _check_order(filed, decided)
    if filed.due:
        _check_review(filed, decided)
    if decided.kinds and filed.hearing is Hearing.NOT_DUE:
        raise Refused("hearing_not_told")
    if decided.fine > filed.fine or not set(decided.kinds) <= set(filed.kinds):
        raise Refused("decision_beyond_filing", field="fines")


def _check_order(filed: Filed, decided: Decided) -> None:
    """What was filed late says itself on which day it had been decided; nothing else comes before its filing."""
    if filed.late_on is not None:
        if decided.on != filed.late_on:
            raise Refused("decision_other_day", field="decided_at", day=filed.late_on)
    elif decided.at <= filed.at:
        raise Refused("decision_before_filing", field="decided_at")


def _check_review(filed: Filed, decided: Decided) -> None:
    if filed.reviewed_on is None:
        raise Refused("legal_review_missing")
    if filed.reviewed_on > decided.on:
        raise Refused("legal_review_late", field="decided_at", day=filed.reviewed_on)


def check_hearing(hearing: Hearing, hearing_on: date | None) -> None:
    """A hearing that was told of, waived or held has its day."""
    if (hearing is Hearing.NOT_DUE) != (hearing_on is None):
        raise Refused("hearing_day", field="hearing_on")


def check_review(reviewer: str, reviewed_on: date | None, opinion: str) -> None:
    """A legal review has all three: who, when, what they found. None of them is none yet."""
    told = [bool(reviewer), reviewed_on is not None, bool(opinion)]
    if any(told) and not all(told):
        raise Refused("legal_review_partial", field=("reviewer", "reviewed_on", "opinion")[told.index(False)])
