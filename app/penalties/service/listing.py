"""The four lists: those that the law gives are loaded; a change is proposed by one person and decided by another."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.penalties import queries
from app.penalties.models import LeniencyEntry, LeniencyProposal, ProposalState
from app.penalties.rules import LeniencyList

LISTS = Path(__file__).parent.parent / "data" / "leniency.json"
TEXTS = ("matter", "terms", "basis")


def load_lists(rows: Iterable[dict[str, str]] | None = None, *, by: Actor, at: datetime) -> int:
    """Add the entries of a file that the lists do not know yet; returns how many. Known ones are left alone."""
    listed = json.loads(LISTS.read_text("utf-8")) if rows is None else list(rows)
    new = [row for row in listed if queries.latest(row["code"]) is None]
    for row in new:
        texts = {name: row[name] for name in TEXTS}
        from_on = date.fromisoformat(row["from_on"])
        db.session.add(
            LeniencyEntry(code=row["code"], kind=LeniencyList(row["kind"]), from_on=from_on, made_at=at, **texts)
        )
    digest = hashlib.sha256(json.dumps(listed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    record("leniency:load", "leniency", by=by, at=at, count=len(new), digest=digest)
    return len(new)


def propose(
    code: str,
    *,
    kind: LeniencyList,
    matter: str,
    terms: str,
    basis: str,
    from_on: date,
    reason: str,
    ends: bool = False,
    by: User,
    at: datetime,
) -> LeniencyProposal:
    """Propose an entry, another wording of one, or (`ends`) that it ends, from a day on; a second person decides.

    Refuses a day in the past or before the entry's last version, an end of what is not there, a second open proposal.
    """
    _check_day(code, from_on, at)
    if ends and queries.latest(code) is None:
        raise Refused("leniency_entry_missing", field="code")
    if any(other.code == code for other in queries.proposals(ProposalState.PENDING)):
        raise Conflict("leniency_proposal_pending")
    texts = {"matter": matter, "terms": terms, "basis": basis, "reason": reason}
    proposal = LeniencyProposal(
        code=code,
        ends=ends,
        kind=kind,
        from_on=from_on,
        state=ProposalState.PENDING,
        proposed_at=at,
        proposed_by=by.id,
        decided_why="",
        **texts,
    )
    db.session.add(proposal)
    db.session.flush()
    facts: dict[str, Any] = {"code": code, "ends": ends, "kind": kind, "from_on": from_on, **texts}
    record("leniency:propose", _ref(code), by=by, at=at, proposal=proposal.id, **facts)
    return proposal


def _check_day(code: str, from_on: date, at: datetime) -> None:
    last = queries.latest(code)
    if from_on < clock.day(at):
        raise Refused("leniency_day_past", field="from_on")
    if last is not None and (from_on <= last.from_on or (last.until_on and from_on <= last.until_on)):
        raise Refused("leniency_day_order", field="from_on", last=last.until_on or last.from_on)


def approve(proposal: LeniencyProposal, *, by: User, at: datetime) -> None:
    """A second person approves: the new wording begins on its day, the one before ends the day before.

    What was filed under the old one keeps it: the filing stored which entries fitted.
    """
    _check_day(proposal.code, proposal.from_on, at)
    _decide(proposal, ProposalState.APPROVED, by=by, at=at)
    last = queries.latest(proposal.code)
    if last is not None and last.until_on is None:
        last.until_on = proposal.from_on - timedelta(days=1)
    if not proposal.ends:
        texts = {name: getattr(proposal, name) for name in (*TEXTS, "code", "kind", "from_on", "proposed_by")}
        db.session.add(LeniencyEntry(made_at=at, approved_by=by.id, **texts))
    record("leniency:approve", _ref(proposal.code), by=by, at=at, proposal=proposal.id, from_on=proposal.from_on)


def reject(proposal: LeniencyProposal, *, why: str, by: User, at: datetime) -> None:
    """A second person turns the proposal down, with a reason."""
    _decide(proposal, ProposalState.REJECTED, why=why, by=by, at=at)
    record("leniency:reject", _ref(proposal.code), by=by, at=at, proposal=proposal.id, why=why)


def retract(proposal: LeniencyProposal, *, by: User, at: datetime) -> None:
    """The proposer takes the proposal back."""
    if by.id != proposal.proposed_by:
        raise Refused("leniency_not_yours", status=403)
    _decide(proposal, ProposalState.WITHDRAWN, by=by, at=at)
    record("leniency:retract", _ref(proposal.code), by=by, at=at, proposal=proposal.id)


def _decide(proposal: LeniencyProposal, state: ProposalState, *, why: str = "", by: User, at: datetime) -> None:
    if proposal.state is not ProposalState.PENDING:
        raise Conflict("leniency_proposal_decided")
    if by.id == proposal.proposed_by and state is not ProposalState.WITHDRAWN:
        raise Refused("leniency_own_proposal", status=403)
    proposal.state, proposal.decided_why = state, why
    proposal.decided_at, proposal.decided_by = at, by.id
    db.session.flush()


def _ref(code: str) -> str:
    return f"leniency:{code}"
