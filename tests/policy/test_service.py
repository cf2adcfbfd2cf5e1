"""The rulebook in the database: loaded once, changed by two, never backwards."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.accounts.models import User
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.policy import queries, rules, schemas, service
from app.policy.models import ProposalState, RuleProposal, RuleVersion
from tests import make

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 11)
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def loaded(app: Flask) -> None:
    make.rulebook()


@pytest.fixture
def proposer(loaded: None) -> User:
    return make.user(Role.OVERSIGHT)


@pytest.fixture
def approver(loaded: None) -> User:
    return make.user(Role.OVERSIGHT)


def propose(by: User, value: rules.Value = 5, from_on: date = OCTOBER, at: datetime = AT) -> RuleProposal:
    with transaction():
        return service.propose("complaint.verify", value, from_on, "试行", by=by, at=at)


def approve(proposal: RuleProposal, by: User, at: datetime = AT) -> RuleVersion:
    with transaction():
        return service.approve(proposal, by=by, at=at)


def test_loading_twice_adds_nothing() -> None:
    rows = schemas.rulebook(schemas.DEFAULT.read_bytes())
    with transaction():
        assert service.load(rows, by=SYSTEM, at=AT) == []
    assert queries.newest() == 1
    assert [entry.verb for entry in ledger.of("rulebook")] == ["policy:load"]
    assert [row.rule_id for row in queries.rulebook(TODAY)] == [row.id for row in rows]


def test_loading_again_leaves_a_known_rule_alone() -> None:
    rows = schemas.rulebook(schemas.DEFAULT.read_bytes())
    rows = [row._replace(value=99) if row.id == "complaint.verify" else row for row in rows]
    with transaction():
        service.load([*rows, rows[0]._replace(id="city.own")], by=SYSTEM, at=AT)
    assert queries.term("complaint.verify", TODAY).value == 3
    assert queries.term("city.own", TODAY).version == 2


def test_a_term_says_value_clause_and_version() -> None:
    term = queries.term("penalty.file_from", TODAY)
    assert (term.value, term.unit, term.version) == (Decimal("30000.00"), rules.Unit.YUAN, 1)
    assert "第69项" in term.clause


def test_before_its_first_day_a_rule_is_unknown() -> None:
    assert queries.term("complaint.verify", date(2023, 4, 23)).value == 3
    with pytest.raises(Refused, match="rule_unknown"):
        queries.term("complaint.verify", date(2023, 4, 22))
    with pytest.raises(Refused, match="rule_unknown"):
        queries.term("complaint.unheard_of", TODAY)
    with pytest.raises(Missing):
        queries.versions("complaint.unheard_of")


def test_an_approved_change_begins_on_its_day_and_leaves_the_days_before_alone(proposer: User, approver: User) -> None:
    added = approve(propose(proposer), approver)
    before, after = queries.term("complaint.verify", date(2026, 9, 30)), queries.term("complaint.verify", OCTOBER)
    assert (before.value, before.version, after.value, after.version) == (3, 1, 5, 2)
    assert [row.until_on for row in queries.versions("complaint.verify")] == [None, date(2026, 9, 30)]
    assert (added.proposed_by_id, added.approved_by_id, added.reason) == (proposer.id, approver.id, "试行")
    assert len(queries.rulebook(OCTOBER)) == len(queries.rulebook(TODAY))


def test_a_change_stands_in_the_ledger_with_both_values(proposer: User, approver: User) -> None:
    approve(propose(proposer), approver)
    proposed, approved = ledger.of("rule:complaint.verify")
    assert (proposed.verb, proposed.actor) == ("policy:propose", proposer.actor)
    assert (approved.verb, approved.actor, approved.rulebook_version) == ("policy:approve", approver.actor, 2)
    assert (json.loads(approved.facts)["before"], json.loads(approved.facts)["after"]) == ("3", "5")


def test_a_change_may_begin_today_and_not_yesterday(proposer: User, approver: User) -> None:
    with pytest.raises(Refused, match="rule_retroactive"):
        propose(proposer, from_on=date(2026, 9, 10))
    approve(propose(proposer, from_on=TODAY), approver)
    assert queries.term("complaint.verify", TODAY).value == 5


def test_an_approval_that_comes_too_late_is_refused(proposer: User, approver: User) -> None:
    proposal = propose(proposer, from_on=TODAY)
    with pytest.raises(Refused, match="rule_retroactive"):
        approve(proposal, approver, at=datetime(2026, 9, 12, 1, tzinfo=UTC))
    assert queries.term("complaint.verify", OCTOBER).value == 3


def test_a_second_change_begins_after_the_first(proposer: User, approver: User) -> None:
    approve(propose(proposer), approver)
    with pytest.raises(Refused, match="rule_later_version"):
        propose(proposer, value=4, from_on=date(2026, 9, 20))


def test_nobody_decides_on_their_own_change(proposer: User) -> None:
    proposal = propose(proposer)
    with pytest.raises(Refused, match="rule_own_proposal"):
        approve(proposal, proposer)
    with pytest.raises(Refused, match="rule_own_proposal"):
        service.reject(proposal, why="", by=proposer, at=AT)
    with pytest.raises(IntegrityError), transaction():
        fresh = db.session.get_one(RuleProposal, proposal.id)
        fresh.state, fresh.decided_at, fresh.decided_by_id = ProposalState.APPROVED, AT, proposer.id


def test_a_rule_that_the_service_guarantees_is_not_changed(proposer: User) -> None:
    with pytest.raises(Refused, match="rule_fixed"):
        service.propose("penalty.order", "other", OCTOBER, "试行", by=proposer, at=AT)


def test_the_value_in_force_is_no_change(proposer: User) -> None:
    with pytest.raises(Refused, match="rule_unchanged"):
        propose(proposer, value=3)


def test_a_rule_has_one_open_proposal(proposer: User) -> None:
    propose(proposer)
    with pytest.raises(Conflict, match="rule_proposal_pending"):
        propose(proposer, value=4)


def test_a_decided_proposal_is_not_decided_again(proposer: User, approver: User) -> None:
    proposal = propose(proposer)
    with transaction():
        service.reject(proposal, why="理由不足", by=approver, at=AT)
    with pytest.raises(Conflict, match="rule_proposal_decided"):
        approve(proposal, approver)
    assert ledger.of("rule:complaint.verify")[-1].verb == "policy:reject"


def test_only_the_proposer_withdraws(proposer: User, approver: User) -> None:
    proposal = propose(proposer)
    with pytest.raises(Refused, match="rule_not_yours"):
        service.withdraw(proposal, by=approver, at=AT)
    with transaction():
        service.withdraw(proposal, by=proposer, at=AT)
    assert queries.proposals(ProposalState.PENDING) == []
    assert queries.proposal(proposal.id).state is ProposalState.WITHDRAWN
    with pytest.raises(Missing):
        queries.proposal(99)
