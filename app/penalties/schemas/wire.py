"""JSON of the penalty line. Amounts are text, exact to the cent; instants have their offset (ux.md A-07)."""

from datetime import datetime
from typing import Any

from marshmallow import fields, post_load, validate

from app.enterprises import rules as entities
from app.kernel import money, parsing
from app.kernel.errors import Refused
from app.kernel.wire import Paging, Parsed, Strict, words
from app.penalties.rules import AskKind, Hearing, Mild, State
from app.penalties.schemas.answers import INSTANT, MONEY
from app.penalties.schemas.files import annexes
from app.penalties.service import Given

FINES_MOST = 20
KINDS_MOST = 20


def instant(value: str) -> datetime:
    """An instant as programs write it: RFC 3339, never without its offset."""
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None or not 1949 < found.year < 2200:
            raise ValueError
    except ValueError:
        raise Refused("moment_malformed") from None
    return found


def _day(**more: Any) -> Parsed:
    return Parsed(parsing.day, metadata={"format": "date"}, **more)


def _fines() -> fields.Field[Any]:
    return fields.List(
        Parsed(money.amount, metadata=MONEY), load_default=list, validate=validate.Length(max=FINES_MOST)
    )


def _kinds() -> fields.Field[Any]:
    return fields.List(words(60), load_default=list, validate=validate.Length(max=KINDS_MOST))


class PenaltyIn(Strict):
    """What a department files, before it decides."""

    party_code = Parsed(entities.code, required=True)
    party_name = words(120, required=True)
    case_no = words(120, required=True)
    matter = words(120, required=True)
    facts = words(4000, parsing.text, required=True)
    basis = words(4000, parsing.text, required=True)
    discretion = words(4000, parsing.text, required=True)
    fines = _fines()
    kinds = _kinds()
    late_on = _day(load_default=None)
    hearing = fields.Enum(Hearing, by_value=True, load_default=Hearing.NOT_DUE)
    hearing_on = _day(load_default=None)
    reviewer = words(120)
    reviewed_on = _day(load_default=None)
    opinion = words(4000, parsing.text)
    leniency = fields.List(words(40), load_default=list, validate=validate.Length(max=KINDS_MOST))
    first_minor = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    leniency_reason = words(4000, parsing.text)
    files = annexes()

    @post_load
    def _made(self, data: dict[str, Any], **_more: Any) -> Given:
        mild = Mild(tuple(data.pop("leniency")), data.pop("first_minor"), data.pop("leniency_reason"))
        return Given(**{**data, "fines": tuple(data["fines"]), "kinds": tuple(data["kinds"])}, mild=mild)


class PenaltyAskIn(Strict):
    """What the office asks."""

    kind = fields.Enum(AskKind, by_value=True, required=True)
    words = words(4000, parsing.text, required=True)


class PenaltyReplyIn(Strict):
    """The department's answer to what was asked last."""

    answer = words(4000, parsing.text, required=True)
    files = annexes()


class VetIn(Strict):
    """The legal review."""

    reviewer = words(120, required=True)
    reviewed_on = _day(required=True)
    opinion = words(4000, parsing.text, required=True)


class HearIn(Strict):
    """The hearing."""

    hearing = fields.Enum(Hearing, by_value=True, required=True)
    hearing_on = _day(load_default=None)


class DecideIn(Strict):
    """The decision; its instant is compared with the filing's."""

    document_no = words(120, required=True)
    decided_at = Parsed(instant, required=True, metadata=INSTANT)
    fines = _fines()
    kinds = _kinds()


class DropIn(Strict):
    """Why there will be no decision."""

    why = words(4000, parsing.text, required=True)


class PenaltyPayIn(Strict):
    """A payment of the fine."""

    amount = Parsed(money.amount, required=True, metadata=MONEY)
    paid_on = _day(required=True)
    voucher = words(120, required=True)


class PenaltyPublishIn(Strict):
    """Where and since which day the decision is public."""

    channel = words(120, required=True)
    published_on = _day(required=True)


class PenaltyListIn(Paging):
    """What the list can be asked for."""

    q = words(100)
    state = fields.Enum(State, by_value=True, load_default=None)
    decided = fields.Boolean(load_default=None, allow_none=True)
