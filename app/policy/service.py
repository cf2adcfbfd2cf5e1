"""The verbs on the rulebook: a change is proposed, decided by a second person, and never works backwards."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.policy import queries, rules
from app.policy.models import ProposalState, RulebookVersion, RuleProposal, RuleVersion


def load(rows: Iterable[rules.Row], *, by: Actor, at: datetime) -> list[RuleVersion]:
    """Add the rules of a file that the rulebook does not know yet, as one version; known rules are left alone.

    Another value for a known rule is a matter of `propose` and `approve`. Safe to repeat.
    """
    known = queries.all_versions()
    new = [(position, row) for position, row in enumerate(rows, start=1) if row.id not in known]
    if not new:
        return []
    user = by.id if isinstance(by, User) else None
    number = _next_version(user, at)
    added = [_version(row, position, number, user, at) for position, row in new]
    db.session.add_all(added)
    db.session.flush()
    record("policy:load", "rulebook", by=by, at=at, rulebook_version=number, rules=len(added))
    return added


def _next_version(user_id: int | None, at: datetime) -> int:
    number = queries.newest() + 1
    db.session.add(RulebookVersion(number=number, made_at=at, made_by_id=user_id))
    db.session.flush()
    return number


def _version(row: rules.Row, position: int, number: int, user_id: int | None, at: datetime) -> RuleVersion:
    return RuleVersion(
        rule_id=row.id,
        version=number,
        position=position,
        kind=row.kind,
        kept_value=rules.kept(row.value),
        choices=row.choices,
        unit=row.unit,
        basis=row.basis,
        clause=row.clause,
        meaning=row.meaning,
        from_on=row.from_on,
        reason="",
        proposed_at=at,
        proposed_by_id=user_id,
        approved_at=at,
    )


def propose(rule_id: str, value: rules.Value, from_on: date, reason: str, *, by: User, at: datetime) -> RuleProposal:
    """Propose another value from a day on, for a reason; a second person decides.

    Refuses a rule that is fixed, the value it has already, a day in the past, and a second open proposal.
    """
    last = queries.versions(rule_id)[0]
    if not last.is_editable:
        raise Refused("rule_fixed")
    if value == last.value:
        raise Refused("rule_unchanged", field="value")
    rules.check_effect(from_on, today=clock.day(at), last_from=last.from_on)
    if any(other.rule_id == rule_id for other in queries.proposals(ProposalState.PENDING)):
        raise Conflict("rule_proposal_pending")
    proposal = RuleProposal(
        rule_id=rule_id,
        kept_value=rules.kept(value),
        from_on=from_on,
        reason=reason,
        state=ProposalState.PENDING,
        proposed_at=at,
        proposed_by_id=by.id,
    )
    db.session.add(proposal)
    db.session.flush()
    facts: dict[str, Any] = {"value": rules.kept(value), "from_on": from_on, "reason": reason}
    record("policy:propose", _ref(rule_id), by=by, at=at, proposal=proposal.id, **facts)
    return proposal


def approve(proposal: RuleProposal, *, by: User, at: datetime) -> RuleVersion:
    """A second person approves: the new version begins on its day, the one before ends the day before.

    What was decided under the old version keeps it: whoever used it stored its number.
    """
    last = queries.versions(proposal.rule_id)[0]
    rules.check_effect(proposal.from_on, today=clock.day(at), last_from=last.from_on)
    _decide(proposal, ProposalState.APPROVED, by=by, at=at)
    number = _next_version(by.id, at)
    added = _successor(last, proposal, number)
    last.until_on = rules.day_before(proposal.from_on)
    db.session.add(added)
    db.session.flush()
    facts: dict[str, Any] = {"proposal": proposal.id, "before": last.kept_value, "after": added.kept_value}
    ref = _ref(proposal.rule_id)
    record("policy:approve", ref, by=by, at=at, rulebook_version=number, from_on=added.from_on, **facts)
    return added


def _successor(last: RuleVersion, proposal: RuleProposal, number: int) -> RuleVersion:
    return RuleVersion(
        rule_id=last.rule_id,
        version=number,
        position=last.position,
        kind=last.kind,
        kept_value=proposal.kept_value,
        choices=last.choices,
        unit=last.unit,
        basis=last.basis,
        clause=last.clause,
        meaning=last.meaning,
        from_on=proposal.from_on,
        reason=proposal.reason,
        proposed_at=proposal.proposed_at,
        proposed_by_id=proposal.proposed_by_id,
        approved_at=proposal.decided_at,
        approved_by_id=proposal.decided_by_id,
    )


def reject(proposal: RuleProposal, *, why: str, by: User, at: datetime) -> None:
    """A second person turns the proposal down, with a reason."""
    _decide(proposal, ProposalState.REJECTED, why=why, by=by, at=at)
    record("policy:reject", _ref(proposal.rule_id), by=by, at=at, proposal=proposal.id, why=why)


def withdraw(proposal: RuleProposal, *, by: User, at: datetime) -> None:
    """The proposer takes the proposal back."""
    if by.id != proposal.proposed_by_id:
        raise Refused("rule_not_yours", status=403)
    _decide(proposal, ProposalState.WITHDRAWN, by=by, at=at)
    record("policy:withdraw", _ref(proposal.rule_id), by=by, at=at, proposal=proposal.id)


def _decide(proposal: RuleProposal, state: ProposalState, *, why: str | None = None, by: User, at: datetime) -> None:
    if proposal.state is not ProposalState.PENDING:
        raise Conflict("rule_proposal_decided")
    if by.id == proposal.proposed_by_id and state is not ProposalState.WITHDRAWN:
        raise Refused("rule_own_proposal", status=403)
    proposal.state, proposal.decided_why = state, why
    proposal.decided_at, proposal.decided_by_id = at, by.id
    db.session.flush()


def _ref(rule_id: str) -> str:
    return f"rule:{rule_id}"
