"""Arrears for programs: a department's own system reads what is open to it and tells what it paid; the office leads.

The answer to the creditor is the complaint's own (`/api/v1/complaints`), under the same number.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g, make_response
from flask_login import current_user

from app.arrears import queries, schemas, service
from app.arrears.api import represent
from app.arrears.models import ArrearsCase
from app.arrears.service import Side
from app.complaints import queries as complaints
from app.complaints.rules import Author
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, Role, needs
from app.kernel.wire import IF_MATCH, Blueprint, Page, check_etag, etag, linked
from app.ledger.service import request_id

blp = Blueprint("arrears_api", __name__, url_prefix="/api/v1/arrears", description="Arrears")
Body = dict[str, Any]


@blp.get("")
@needs(Permission.ARREARS_READ)
@blp.arguments(schemas.ArrearsListIn, location="query")
@blp.alt_response(200, schema=schemas.ArrearsLineOut(many=True))
def index(asked: Body) -> Response:
    """The accounts that this token's user may read, those due longest first."""
    number, size, standing = asked["page"], asked["per_page"], asked["standing"]
    found = [one for one in queries.books(queries.search(asked["q"], to=_user())) if standing in {None, one.standing}]
    page = Page(found[(number - 1) * size : number * size], len(found), number, size)
    return linked(schemas.ArrearsLineOut(many=True).dump([represent.line(book) for book in page.rows]), page)


@blp.get("/<number>")
@needs(Permission.ARREARS_READ)
@blp.alt_response(200, schema=schemas.ArrearsOut)
def show(number: str) -> Response:
    """One account with its book and its steps. Its ETag goes into If-Match of the next act."""
    return _shown(queries.by_number(number, to=_user()))


@blp.post("/<number>/repay")
@needs(Permission.ARREARS_REPAY)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.RepayIn)
@blp.alt_response(200, schema=schemas.ArrearsOut)
def repay(body: Body, number: str) -> Response:
    """Tell of money that was paid."""
    return _act(number, lambda case: service.repay(case, **body, by=_side(), at=clock.now()))


@blp.post("/<number>/repayments/<int:repayment_id>/object")
@needs(Permission.ARREARS_REPAY)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.ObjectIn)
@blp.alt_response(200, schema=schemas.ArrearsOut)
def object_to(body: Body, number: str, repayment_id: int) -> Response:
    """Contradict a repayment: it does not count until the office has decided."""
    return _act(
        number,
        lambda case: service.object_to(queries.repayment(case, repayment_id), **body, by=_side(), at=clock.now()),
    )


@blp.post("/<number>/repayments/<int:repayment_id>/settle")
@needs(Permission.ARREARS_LEAD)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.SettleIn)
@blp.alt_response(200, schema=schemas.ArrearsOut)
def settle(body: Body, number: str, repayment_id: int) -> Response:
    """The office decides whether a contradicted repayment stands."""
    return _act(number, lambda case: service.settle(queries.repayment(case, repayment_id), **body, **_by()))


@blp.post("/<number>/hand-over")
@needs(Permission.ARREARS_LEAD)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.HandOverIn)
@blp.alt_response(200, schema=schemas.ArrearsOut)
def hand_over(body: Body, number: str) -> Response:
    """The office opens the account to the department, and says how the creditor agreed."""
    return _act(number, lambda case: service.hand_over(case, **body, **_by()))


@blp.post("/<number>/assess")
@needs(Permission.ARREARS_LEAD)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.AssessIn)
@blp.alt_response(200, schema=schemas.ArrearsOut)
def assess(body: Body, number: str) -> Response:
    """The office finds what is owed."""
    return _act(number, lambda case: service.assess(case, **body, **_by()))


def _user() -> Any:
    return current_user._get_current_object()


def _side() -> Side:
    return Side(Author.OFFICE if _user().role is Role.OVERSIGHT else Author.DEPARTMENT, _user())


def _by() -> Body:
    return {"by": _user(), "at": clock.now()}


def _act(number: str, verb: Callable[[ArrearsCase], object]) -> Response:
    """One act on the version that If-Match names; the answer is the account as it is now. Acts wait for each other."""
    request_id.set(g.request_id)
    with transaction():
        complaints.lock(queries.by_number(number, to=_user()).number)
        case = queries.by_number(number, to=_user())
        check_etag(_tag(case))
        verb(case)
    return _shown(case)


def _tag(case: ArrearsCase) -> str:
    return etag("arrears", case.number, case.version, _user().role)


def _shown(case: ArrearsCase) -> Response:
    told = represent.case(queries.book(case), whole=_user().role is Role.OVERSIGHT)
    response = make_response(current_app.json.response(schemas.ArrearsOut().dump(told)))
    response.set_etag(_tag(case))
    return response
