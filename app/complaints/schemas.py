"""JSON of the complaint line: what a program sends, and what it may read."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from app.complaints.queries.listing import VIEWS
from app.complaints.rules import Channel, Complexity, DeclineReason, Disclosure, State
from app.complaints.service import Contact, Filing, ReplyFields, SheetFields
from app.kernel import parsing
from app.kernel.wire import Paging, Parsed, Strict

BY_PROGRAM = [Channel.HOTLINE_12345, Channel.VISIT, Channel.LETTER, Channel.CPPCC_OFFICE, Channel.API]


def words(most: int, parse: Callable[[str], Any] = parsing.text, *, least: int = 0, **more: Any) -> Parsed:
    """A bounded text: optional (empty) unless `required`."""
    if not more.get("required"):
        more.setdefault("load_default", "")
    return Parsed(parse, validate=validate.Length(least or None, most), **more)


class ContactIn(Strict):
    """Who complains: sealed at once, never read back through the API."""

    enterprise = words(100, parsing.line)
    code = words(18, parsing.line)
    person = words(40, parsing.line)
    phone = Parsed(lambda value: parsing.phone(value) if value else "", load_default="")

    @post_load
    def _made(self, data: dict[str, Any], **_more: Any) -> Contact:
        return Contact(**data)


class ComplaintIn(Strict):
    """A complaint that another service took in (12345, a window, a letter)."""

    category = words(40, parsing.line, required=True, least=1)
    facts = words(2000, required=True, least=20)
    wants = words(500, required=True, least=2)
    happened = words(40, parsing.line)
    place = words(100, parsing.line)
    about = words(100, parsing.line)
    disclosure = fields.Enum(Disclosure, by_value=True, load_default=Disclosure.CONFIDENTIAL)
    channel = fields.String(load_default=Channel.API, validate=validate.OneOf(BY_PROGRAM))
    external_ref = words(60, parsing.line)
    contact = fields.Nested(ContactIn, load_default=Contact)

    @post_load
    def _made(self, data: dict[str, Any], **_more: Any) -> Filing:
        return Filing(**{**data, "channel": Channel(data["channel"])})


class FiledOut(Schema):
    """What filing answers, and answers again to the same Idempotency-Key."""

    number = fields.String(metadata={"description": "the number of the case"})
    code = fields.String(metadata={"description": "the complainant's receipt code: hand it over, it is not kept"})
    filed_at = fields.String()
    accept_by = fields.Date()


class ClockOut(Schema):
    """A clock with its evidence: enough to recompute it."""

    kind = fields.String()
    rule_id = fields.String()
    rulebook_version = fields.Integer()
    calendar_version = fields.Integer(allow_none=True)
    starts_on = fields.Date()
    length = fields.Integer()
    first_due_on = fields.Date()
    due_on = fields.Date()
    provisional = fields.Boolean()
    standing = fields.String()


class SheetOut(Schema):
    """The case sheet that the office made."""

    facts = fields.String()
    wants = fields.String()
    happened = fields.String()
    place = fields.String()
    complainant = fields.String()


class ReplyOut(Schema):
    """What a department answered."""

    kind = fields.String()
    on = fields.Date()
    findings = fields.String()
    outcome = fields.String()
    basis = fields.String()
    further = fields.String()


class ComplaintOut(Schema):
    """A complaint as this token's user may see it."""

    number = fields.String()
    state = fields.Enum(State, by_value=True)
    label = fields.String()
    category = fields.String()
    complexity = fields.Enum(Complexity, by_value=True, allow_none=True)
    department = fields.String(allow_none=True)
    referred_on = fields.Date(allow_none=True)
    sheet = fields.Nested(SheetOut, allow_none=True)
    clocks = fields.List(fields.Nested(ClockOut))
    replies = fields.List(fields.Nested(ReplyOut))
    open_verbs = fields.List(fields.String())
    channel = fields.String(metadata={"description": "for the office only"})
    external_ref = fields.String(metadata={"description": "for the office only"})
    filed_at = fields.String(metadata={"description": "for the office only"})
    disclosure = fields.String(metadata={"description": "for the office only"})


class LineOut(Schema):
    """One line of a list."""

    number = fields.String()
    state = fields.Enum(State, by_value=True)
    category = fields.String()
    excerpt = fields.String()
    due_on = fields.Date(allow_none=True)


class ListIn(Paging):
    """The same names as in the address of the page."""

    view = fields.String(load_default="open", validate=validate.OneOf(VIEWS))
    q = words(100, parsing.line)
    category = words(40, parsing.line)


class AcceptIn(Strict):
    """Accept and refer."""

    department = words(40, parsing.line, required=True, least=1)
    category = words(40, parsing.line)
    facts = words(2000, required=True, least=2)
    wants = words(500, required=True, least=2)
    happened = words(40, parsing.line)
    place = words(100, parsing.line)
    complainant = words(100, parsing.line)
    files = fields.List(fields.Integer(validate=validate.Range(1, 10_000)), load_default=list)

    @post_load
    def _made(self, data: dict[str, Any], **_more: Any) -> dict[str, Any]:
        sheet = SheetFields(**{name: data.pop(name) for name in ("facts", "wants", "happened", "place", "complainant")})
        return {**data, "sheet": sheet}


class DeclineIn(Strict):
    """Decline, with a reason of the list and in words."""

    reason = fields.Enum(DeclineReason, by_value=True, required=True)
    words = words(1000, required=True, least=2)


class ReplyIn(Strict):
    """A structured answer."""

    findings = words(4000, required=True, least=2)
    outcome = words(4000)
    basis = words(1000)
    further = words(1000)

    @post_load
    def _made(self, data: dict[str, Any], **_more: Any) -> dict[str, Any]:
        reply = ReplyFields(**{name: data.pop(name) for name in ("findings", "outcome", "basis", "further")})
        return {**data, "fields": reply}


class VerifyIn(ReplyIn):
    """Verification, with the kind of the matter."""

    complexity = fields.Enum(Complexity, by_value=True, required=True)
    reason = words(1000)


class CategoryOut(Schema):
    """A kind of complaint."""

    code = fields.String()
    name = fields.String()
    help = fields.String()
