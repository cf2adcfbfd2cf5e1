"""A card is issued and frozen; departments appeal about single cases in their time; the office decides and ends it."""

from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Missing, Refused
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.policy import queries as policy
from app.scorecards import queries, rules
from app.scorecards.models import Appeal, Card, Part
from app.scorecards.queries.evidence import Period
from app.scorecards.rules import AppealState, CardState, Criterion
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.rules import DeadlineKind

PREFIX, WINDOW = "KH", "scorecard.appeal"


def issue(from_on: date, until_on: date, *, by: User, at: datetime) -> Card:
    """Issue the card of a period: every case is frozen with it. Refuses a period that is not over or has a card."""
    rules.check_period(from_on, until_on, year=until_on.year, today=clock.day(at))
    scheme = queries.in_force(until_on.year)
    if scheme is None:
        raise Refused("scorecard_no_weights")
    if queries.cards_between(from_on, until_on) is not None:
        raise Conflict("scorecard_issued")
    found = queries.evidence(Period(from_on, until_on), clock.day(at))
    if not found:
        raise Refused("scorecard_nothing")
    card = Card(number=serials.following(PREFIX, clock.day(at)), state=CardState.ISSUED, scheme_id=scheme.id)
    card.from_on, card.until_on, card.issued_at, card.issued_by = from_on, until_on, at, by.id
    card.appeal_by = _window(card.number, by=by, at=at)
    db.session.add(card)
    db.session.flush()
    for department_id, by_criterion in sorted(found.items()):
        for criterion in Criterion:
            kept = {case.ref: [case.won, case.of] for case in by_criterion.get(criterion, ())}
            db.session.add(Part(card_id=card.id, department_id=department_id, criterion=criterion, kept=kept))
        notices.tell(
            audience.department(department_id), "scorecard_issued", card.number, at=at, due=card.appeal_by.isoformat()
        )
    facts: dict[str, Any] = {"from_on": from_on, "until_on": until_on, "scheme": scheme.id, "units": len(found)}
    record("scorecard:issue", card.number, by=by, at=at, appeal_by=card.appeal_by, **facts)
    return card


def _window(number: str, *, by: User, at: datetime) -> date:
    """Start the clock of appeals, by the rulebook of this day."""
    term = policy.term(WINDOW, clock.day(at))
    source: dict[str, Any] = {"rule_id": term.id, "rulebook_version": term.version, "length": int(term.value)}
    return deadlines.start(number, DeadlineKind.APPEAL, **source, by=by, at=at).due_on


def appeal(card: Card, criterion: Criterion, ref: str, *, words: str, by: User, at: datetime) -> Appeal:
    """The user's department says that a case of its own should not count, within the window."""
    if card.state is not CardState.ISSUED or clock.day(at) > card.appeal_by:
        raise Refused("scorecard_window_over", status=409, last=card.appeal_by)
    own = queries.parts(card).get(by.department_id or 0, {})
    if ref not in {case.ref for case in own.get(criterion, ())}:
        raise Missing("scorecard_missing")
    if any((one.criterion, one.ref) == (criterion, ref) for one in queries.appeals(card, by)):
        raise Conflict("scorecard_appealed")
    made = Appeal(card_id=card.id, department_id=by.department_id, criterion=criterion, ref=ref, words=words)
    made.state, made.filed_at, made.filed_by, made.why = AppealState.PENDING, at, by.id, ""
    db.session.add(made)
    db.session.flush()
    notices.tell(audience.OFFICE, "scorecard_appealed", card.number, at=at)
    record("scorecard:appeal", card.number, by=by, at=at, appeal=made.id, criterion=criterion, case=ref, words=words)
    return made


def decide(found: Appeal, card: Card, *, granted: bool, why: str, by: User, at: datetime) -> None:
    """The office decides with a reason: granted, the case no longer counts; what was issued stays as it was."""
    if found.state is not AppealState.PENDING or card.state is not CardState.ISSUED:
        raise Conflict("scorecard_decided")
    state = AppealState.GRANTED if granted else AppealState.REJECTED
    found.state, found.why, found.decided_at, found.decided_by = state, why, at, by.id
    notices.tell(audience.department(found.department_id), "scorecard_decided", card.number, at=at)
    record("scorecard:decide", card.number, by=by, at=at, appeal=found.id, granted=granted, why=why)


def finalise(card: Card, *, by: User, at: datetime) -> None:
    """The window is over and every appeal is decided: the card is final."""
    if card.state is not CardState.ISSUED:
        raise Conflict("scorecard_decided")
    if clock.day(at) <= card.appeal_by:
        raise Refused("scorecard_window_open", status=409, last=card.appeal_by)
    if any(one.state is AppealState.PENDING for one in queries.appeals(card, by)):
        raise Refused("scorecard_appeals_open", status=409)
    card.state, card.final_at, card.final_by = CardState.FINAL, at, by.id
    running = workdays.deadline(card.number, DeadlineKind.APPEAL)
    if running and running.is_open:
        deadlines.finish(running, at=at)
    scores = [f"{one.department.code}={one.now.score}" for one in queries.rows(card, by)]
    record("scorecard:finalise", card.number, by=by, at=at, scores=scores)
