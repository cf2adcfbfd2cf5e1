"""What was said in one act on an account, as its digest in the ledger binds it."""

from typing import Any

Words = dict[str, Any]
OWN = frozenset({"open", "repay", "object"})
"""The acts of which whoever did them gets a receipt."""


def opened(*, debtor: str, kind: str, contract: str, claimed: str, delivered_on: str, agreed_on: str) -> Words:
    """The account as it was opened; an amount is text with two places, a day is ISO 8601, none agreed is empty."""
    return {
        "agreed_on": agreed_on,
        "claimed": claimed,
        "contract": contract,
        "debtor": debtor,
        "delivered_on": delivered_on,
        "kind": kind,
    }


def repaid(*, amount: str, paid_on: str, voucher: str) -> Words:
    """A repayment that was told of."""
    return {"amount": amount, "paid_on": paid_on, "voucher": voucher}


def objected(*, amount: str, paid_on: str, words: str) -> Words:
    """What was said against a repayment, and against which."""
    return {"amount": amount, "paid_on": paid_on, "words": words}
