"""What a program may read of penalties."""

from marshmallow import Schema, fields

from app.penalties.rules import AskKind, Hearing, State
from app.penalties.schemas.files import AnnexOut

MONEY = {"description": "yuan, as text: 30000.00"}
INSTANT = {"description": "RFC 3339, with its offset"}


class PenaltyFiledOut(Schema):
    """What filing answers, and answers again to the same Idempotency-Key."""

    number = fields.String()
    filed_at = fields.String(metadata=INSTANT)
    reasons = fields.List(fields.String(), metadata={"description": "why it must be filed; none: voluntary"})
    fine = fields.String(metadata=MONEY)
    total = fields.String(metadata={"description": "with the other parts of the case"})


class PenaltyLineOut(Schema):
    """One line of a list."""

    number = fields.String()
    state = fields.Enum(State, by_value=True)
    department = fields.String()
    party_code = fields.String()
    case_no = fields.String()
    matter = fields.String()
    fine = fields.String(metadata=MONEY)
    filed_at = fields.String(metadata=INSTANT)
    decided = fields.Boolean()


class AskOut(Schema):
    """What the office asked, and the answer."""

    kind = fields.Enum(AskKind, by_value=True)
    words = fields.String()
    asked_at = fields.String(metadata=INSTANT)
    answer = fields.String()
    answered_at = fields.String(allow_none=True, metadata=INSTANT)


class DecisionOut(Schema):
    """The decision and what became of it. `filed_at` lies before `decided_at`, but where `late`."""

    document_no = fields.String()
    filed_at = fields.String(metadata=INSTANT)
    decided_at = fields.String(metadata=INSTANT)
    recorded_at = fields.String(metadata=INSTANT)
    late = fields.Boolean()
    fines = fields.List(fields.String(metadata=MONEY))
    fine = fields.String(metadata=MONEY)
    paid = fields.String(metadata=MONEY)
    left = fields.String(metadata=MONEY)
    kinds = fields.List(fields.String())
    publish_by = fields.Date(allow_none=True)
    channel = fields.String()
    published_on = fields.Date(allow_none=True)
    withdrawn_at = fields.String(allow_none=True, metadata=INSTANT)
    reversed_on = fields.Date(allow_none=True)


class PenaltyOut(Schema):
    """A filing with everything that belongs to it."""

    number = fields.String()
    state = fields.Enum(State, by_value=True)
    label = fields.String()
    department = fields.String()
    party_code = fields.String()
    party_name = fields.String()
    case_no = fields.String()
    matter = fields.String()
    facts = fields.String()
    basis = fields.String()
    discretion = fields.String()
    fines = fields.List(fields.String(metadata=MONEY))
    fine = fields.String(metadata=MONEY)
    total = fields.String(metadata=MONEY)
    threshold = fields.String(metadata=MONEY)
    rulebook_version = fields.Integer()
    kinds = fields.List(fields.String())
    reasons = fields.List(fields.String())
    parts = fields.List(fields.String(), metadata={"description": "the other parts of the case"})
    late_on = fields.Date(allow_none=True)
    hearing = fields.Enum(Hearing, by_value=True)
    hearing_on = fields.Date(allow_none=True)
    reviewer = fields.String()
    reviewed_on = fields.Date(allow_none=True)
    opinion = fields.String()
    leniency = fields.List(fields.String())
    first_minor = fields.Boolean()
    leniency_reason = fields.String()
    filed_at = fields.String(metadata=INSTANT)
    registered_at = fields.String(allow_none=True, metadata=INSTANT)
    closed_at = fields.String(allow_none=True, metadata=INSTANT)
    dropped_why = fields.String()
    asks = fields.List(fields.Nested(AskOut))
    annexes = fields.List(fields.Nested(AnnexOut))
    decision = fields.Nested(DecisionOut, allow_none=True)
    findings = fields.List(fields.String())
    open_verbs = fields.List(fields.String())
