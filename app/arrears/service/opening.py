"""Opening the account of a complaint: in the act that files it, or later for one that came another way."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.arrears import queries, rules
from app.arrears.models import ArrearsCase
from app.arrears.rules import DebtorKind, Limit
from app.arrears.service.acts import Side, record_own, tell
from app.complaints.models import Complaint
from app.departments.models import Department
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.money import NOTHING


@dataclass(frozen=True)
class Debt:
    """What is owed by one contract. `debtor` is the unit of the register, None for one that is not in it."""

    kind: DebtorKind
    debtor: Department | None
    debtor_name: str
    contract: str
    amount: Decimal
    delivered_on: date
    agreed_on: date | None = None


def limit(debt: Debt, on: date) -> Limit:
    """The last day for paying, by the rulebook of `on`. Refuses a day of delivery to come, and one after the agreed."""
    if debt.delivered_on > on:
        raise Refused("day_to_come", field="delivered_on")
    terms = queries.terms(on)
    numbers = {"within": terms.within, "at_most": terms.at_most, "large": terms.large}
    return rules.due(debt.kind, debt.delivered_on, debt.agreed_on, **numbers)


def open_account(complaint: Complaint, debt: Debt, *, by: Side, at: datetime) -> ArrearsCase:
    """Open the account. A complaint has one; opening it again is refused."""
    queries.known(complaint)
    if queries.of_complaint(complaint) is not None:
        raise Refused("arrears_opened_before", status=409)
    if debt.amount <= NOTHING:
        raise Refused("arrears_nothing", field="amount")
    on = clock.day(at)
    found, terms = limit(debt, on), queries.terms(on)
    case = ArrearsCase(
        complaint_id=complaint.id,
        complaint=complaint,
        debtor_kind=debt.kind,
        debtor_id=debt.debtor.id if debt.debtor else None,
        debtor_name=debt.debtor.name if debt.debtor else debt.debtor_name,
        contract=debt.contract,
        claimed=debt.amount,
        delivered_on=debt.delivered_on,
        agreed_on=debt.agreed_on,
        due_on=found.on,
        cut=found.cut,
        within=terms.within if debt.kind is DebtorKind.PUBLIC else terms.large,
        at_most=terms.at_most,
        rulebook_version=terms.version,
        opened_at=at,
        opened_by=by.author,
        handed_why="",
    )
    db.session.add(case)
    db.session.flush()
    tell(case, "arrears_opened", by=by.author, at=at, department=False)
    facts = {"owed": debt.amount, "due": found.on, "rulebook_version": terms.version}
    record_own(case, "open", queries.opened(case), by=by, at=at, **facts)
    return case
