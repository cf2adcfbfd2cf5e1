"""What somebody said in an act of their own on an account, rebuilt from the stored rows."""

import json
from typing import Any

from app.arrears.models import ArrearsCase, Objection, Repayment
from app.arrears.rules import words
from app.arrears.rules.words import Words
from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.permissions import Actor
from app.ledger import queries as ledger
from app.ledger.models import Entry


def has_receipt(entry: Entry, by: Actor) -> bool:
    """Whether the act is one of `by`'s own of which a receipt is given: an earlier entry may hold no digest."""
    own = entry.verb.removeprefix("arrears:") in words.OWN and entry.actor == by.actor
    return own and "words" in json.loads(entry.facts)


def own_act(case: ArrearsCase, seq: int, by: Actor) -> Entry:
    """The act of `by` with this running number on the account. Raises `Missing`."""
    found = ledger.one(f"account:{case.number}", seq)
    if found is None or not has_receipt(found, by):
        raise Missing("arrears_missing")
    return found


def own_words(case: ArrearsCase, entry: Entry) -> Words:
    """What was said in this act, from the rows; nothing where a row is gone."""
    if entry.verb == "arrears:open":
        return opened(case)
    facts: dict[str, Any] = json.loads(entry.facts)
    paid = db.session.get(Repayment, facts.get("repayment"))
    if paid is None or paid.case_id != case.complaint_id:
        return {}
    objection = db.session.get(Objection, paid.id)
    if entry.verb == "arrears:repay":
        return repaid(paid)
    return objected(paid, objection) if objection else {}


def opened(case: ArrearsCase) -> Words:
    """The account as it was opened."""
    return words.opened(
        debtor=case.debtor_name,
        kind=case.debtor_kind.value,
        contract=case.contract,
        claimed=f"{case.claimed:.2f}",
        delivered_on=case.delivered_on.isoformat(),
        agreed_on=case.agreed_on.isoformat() if case.agreed_on else "",
    )


def repaid(paid: Repayment) -> Words:
    """A repayment as it was told of."""
    return words.repaid(amount=f"{paid.amount:.2f}", paid_on=paid.paid_on.isoformat(), voucher=paid.voucher)


def objected(paid: Repayment, objection: Objection) -> Words:
    """What was said against a repayment."""
    return words.objected(amount=f"{paid.amount:.2f}", paid_on=paid.paid_on.isoformat(), words=objection.words)
