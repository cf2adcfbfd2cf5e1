"""The penalty line for programs: a department's own system files, decides and publishes; the office registers."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g, make_response
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.kernel.web.downloads import attachment
from app.kernel.wire import IDEMPOTENCY_KEY, IF_MATCH, Blueprint, Page, check_etag, etag, linked, origin
from app.ledger.service import request_id
from app.penalties import queries, schemas, service
from app.penalties.api import represent
from app.penalties.models import Filing

blp = Blueprint("penalties_api", __name__, url_prefix="/api/v1/penalties", description="Penalties")
Body = dict[str, Any]


@blp.post("")
@needs(Permission.PENALTY_FILE)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.arguments(schemas.PenaltyIn)
@blp.response(201, schemas.PenaltyFiledOut)
def file(given: service.Given) -> Any:
    """File a penalty before it is decided. The same Idempotency-Key answers with the filing that it made."""
    request_id.set(g.request_id)
    try:
        return _filed(given)
    except IntegrityError:
        return _filed(given)


@blp.get("")
@needs(Permission.PENALTY_READ)
@blp.arguments(schemas.PenaltyListIn, location="query")
@blp.alt_response(200, schema=schemas.PenaltyLineOut(many=True))
def index(asked: Body) -> Response:
    """The filings that this token's user may see, the latest first."""
    number, size = asked["page"], asked["per_page"]
    filters = queries.Filters(asked["q"], state=asked["state"], decided=asked["decided"])
    found = queries.search(filters, to=_user(), limit=size, offset=(number - 1) * size)
    page = Page(found, queries.count(filters, to=_user()), number, size)
    return linked(schemas.PenaltyLineOut(many=True).dump([represent.line(row) for row in queries.rows(found)]), page)


@blp.get("/<number>")
@needs(Permission.PENALTY_READ)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def show(number: str) -> Response:
    """One filing with its decision. Its ETag goes into If-Match of the next act."""
    return _shown(queries.by_number(number, to=_user()))


@blp.get("/<number>/annexes/<int:position>")
@needs(Permission.PENALTY_READ)
@blp.alt_response(200, content_type="application/octet-stream", description="the bytes of the file, as it was sent")
def annex(number: str, position: int) -> Response:
    """One file of a filing."""
    kept = queries.annex(queries.by_number(number, to=_user()), position)
    return attachment(kept.content, "application/octet-stream", kept.name)


@blp.post("/<number>/register")
@needs(Permission.PENALTY_REGISTER)
@blp.doc(parameters=[IF_MATCH])
@blp.alt_response(200, schema=schemas.PenaltyOut)
def register(number: str) -> Response:
    """The office has looked at it. That is no consent."""
    return _act(number, lambda filing: service.register(filing, **_by()))


@blp.post("/<number>/ask")
@needs(Permission.PENALTY_REGISTER)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.PenaltyAskIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def ask(body: Body, number: str) -> Response:
    """The office asks to complete the filing, or to explain."""
    return _act(number, lambda filing: service.ask(filing, **body, **_by()))


@blp.post("/<number>/reply")
@needs(Permission.PENALTY_FILE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.PenaltyReplyIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def reply(body: Body, number: str) -> Response:
    """The department completes or explains."""
    return _act(number, lambda filing: service.reply(filing, **body, **_by()))


@blp.post("/<number>/vet")
@needs(Permission.PENALTY_FILE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.VetIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def vet(body: Body, number: str) -> Response:
    """The legal review."""
    return _act(number, lambda filing: service.vet(filing, **body, **_by()))


@blp.post("/<number>/hear")
@needs(Permission.PENALTY_FILE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.HearIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def hear(body: Body, number: str) -> Response:
    """The hearing."""
    return _act(number, lambda filing: service.hear(filing, **body, **_by()))


@blp.post("/<number>/decide")
@needs(Permission.PENALTY_DECIDE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.DecideIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def decide(body: Body, number: str) -> Response:
    """The decision: refused where it is not later than the filing and the review."""
    return _act(number, lambda filing: service.decide(filing, **body, **_by()))


@blp.post("/<number>/drop")
@needs(Permission.PENALTY_DECIDE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.DropIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def drop(body: Body, number: str) -> Response:
    """There will be no decision."""
    return _act(number, lambda filing: service.drop(filing, **body, **_by()))


@blp.post("/<number>/pay")
@needs(Permission.PENALTY_DECIDE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.PenaltyPayIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def pay(body: Body, number: str) -> Response:
    """A payment of the fine."""
    return _act(number, lambda filing: service.pay(filing, **body, **_by()))


@blp.post("/<number>/publish")
@needs(Permission.PENALTY_DECIDE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.PenaltyPublishIn)
@blp.alt_response(200, schema=schemas.PenaltyOut)
def publish(body: Body, number: str) -> Response:
    """The decision is public."""
    return _act(number, lambda filing: service.publish(filing, **body, **_by()))


def _filed(given: service.Given) -> Any:
    """File it once: where the same key was sent at the same moment, the second try finds what the first one made."""
    with transaction():
        return represent.filed(service.file(given, origin=origin(_user().id), **_by()))


def _user() -> Any:
    return current_user._get_current_object()


def _by() -> Body:
    return {"by": _user(), "at": clock.now()}


def _act(number: str, verb: Callable[[Filing], object]) -> Response:
    """One act on the version that If-Match names; the answer is the filing as it is now. Acts wait for each other."""
    request_id.set(g.request_id)
    with transaction():
        queries.lock(queries.by_number(number, to=_user()).number)
        filing = queries.by_number(number, to=_user())
        check_etag(_tag(filing))
        verb(filing)
    return _shown(filing)


def _tag(filing: Filing) -> str:
    return etag("penalty", filing.number, filing.version)


def _shown(filing: Filing) -> Response:
    response = make_response(current_app.json.response(schemas.PenaltyOut().dump(represent.case(filing))))
    response.set_etag(_tag(filing))
    return response
