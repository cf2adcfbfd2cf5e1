"""JSON of the accounts. Amounts are text, exact to the cent (ux.md A-07)."""

from marshmallow import Schema, fields

from app.arrears.rules import DebtorKind, Outcome, Standing, StepKind
from app.complaints.rules import Author, State
from app.kernel import money, parsing
from app.kernel.wire import Paging, Parsed, Strict, words

MONEY = {"description": "yuan, as text: 860000.00"}
PROSE, LINE = 1000, 120


class RepayIn(Strict):
    """Money that was paid."""

    amount = Parsed(money.amount, required=True, metadata=MONEY)
    paid_on = Parsed(parsing.day, required=True, metadata={"format": "date"})
    voucher = words(LINE, required=True)


class ObjectIn(Strict):
    """Why a repayment is not right."""

    words = words(PROSE, parsing.text, required=True)


class SettleIn(Strict):
    """Whether a contradicted repayment stands, and why."""

    outcome = fields.Enum(Outcome, by_value=True, required=True)
    decision = words(PROSE, parsing.text, required=True)


class HandOverIn(Strict):
    """How the creditor agreed."""

    why = words(PROSE, parsing.text, required=True)


class AssessIn(Strict):
    """What is owed, as the office found it."""

    amount = Parsed(money.amount, required=True, metadata=MONEY)
    words = words(PROSE, parsing.text, required=True)


class ArrearsListIn(Paging):
    """What the list can be asked for."""

    q = words(60)
    standing = fields.Enum(Standing, by_value=True, load_default=None)


class ArrearsLineOut(Schema):
    """One line of a list."""

    number = fields.String()
    standing = fields.Enum(Standing, by_value=True)
    debtor = fields.String()
    debtor_kind = fields.Enum(DebtorKind, by_value=True)
    owed = fields.String(metadata=MONEY)
    counted = fields.String(metadata={"description": "what counts as paid"})
    left = fields.String(metadata=MONEY)
    due_on = fields.Date()
    overdue_days = fields.Integer(metadata={"description": "calendar days beyond the last day for paying"})


class ObjectionOut(Schema):
    """That a repayment is contradicted, and what the office found."""

    words = fields.String()
    author = fields.Enum(Author, by_value=True)
    outcome = fields.Enum(Outcome, by_value=True, allow_none=True)
    decision = fields.String()


class RepaymentOut(Schema):
    """A line of the book, with what was left after it."""

    id = fields.Integer()
    amount = fields.String(metadata=MONEY)
    paid_on = fields.Date()
    voucher = fields.String()
    author = fields.Enum(Author, by_value=True)
    counts = fields.Boolean()
    left = fields.String(metadata=MONEY)
    objection = fields.Nested(ObjectionOut, allow_none=True)


class AssessmentOut(Schema):
    """What the office found to be owed, and why."""

    amount = fields.String(metadata=MONEY)
    words = fields.String()


class StepOut(Schema):
    """A step of the ladder of item 81."""

    kind = fields.Enum(StepKind, by_value=True)
    on = fields.Date()
    document_no = fields.String()
    words = fields.String()


class ArrearsOut(ArrearsLineOut):
    """An account with everything that belongs to it."""

    state = fields.Enum(State, by_value=True, metadata={"description": "of the complaint under the same number"})
    contract = fields.String()
    claimed = fields.String(metadata=MONEY)
    delivered_on = fields.Date()
    agreed_on = fields.Date(allow_none=True)
    cut = fields.Boolean(metadata={"description": "the agreed day was later than the law allows"})
    rulebook_version = fields.Integer()
    interest = fields.String(metadata={"description": "by now, where the contract names no rate; not in the balance"})
    cleared_on = fields.Date(allow_none=True)
    disputed = fields.Boolean()
    repayments = fields.List(fields.Nested(RepaymentOut))
    assessments = fields.List(fields.Nested(AssessmentOut))
    steps = fields.List(fields.Nested(StepOut))
