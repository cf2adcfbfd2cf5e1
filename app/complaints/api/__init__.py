"""The complaint line for programs: 12345 files and follows, a department's own system answers."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g, make_response
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from app.complaints import queries, schemas, service
from app.complaints.api import represent
from app.complaints.models import Complaint
from app.departments import queries as departments
from app.kernel import clock, sealing
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.kernel.wire import IDEMPOTENCY_KEY, IF_MATCH, Blueprint, Page, check_etag, etag, linked, origin
from app.ledger.service import request_id
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind

blp = Blueprint("complaints_api", __name__, url_prefix="/api/v1", description="Complaints")


@blp.get("/complaint-categories")
@needs(Permission.PUBLIC)
@blp.response(200, schemas.CategoryOut(many=True))
def categories() -> Any:
    """The kinds of complaint."""
    return queries.categories()


@blp.post("/complaints")
@needs(Permission.COMPLAINT_FILE_ON_BEHALF)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.arguments(schemas.ComplaintIn)
@blp.response(201, schemas.FiledOut)
def file(filing: service.Filing) -> Any:
    """File a complaint on behalf. The same Idempotency-Key answers with the complaint that it made."""
    request_id.set(g.request_id)
    try:
        filed = _filed(filing)
    except IntegrityError:
        filed = _filed(filing)
    due = workdays.deadline(filed.complaint.number, DeadlineKind.ACCEPTANCE)
    return {
        "number": filed.complaint.number,
        "code": filed.code,
        "filed_at": clock.local(filed.complaint.filed_at).isoformat(timespec="seconds"),
        "accept_by": due.first_due_on if due else None,
    }


@blp.get("/complaints")
@needs(Permission.COMPLAINT_READ)
@blp.arguments(schemas.ListIn, location="query")
@blp.alt_response(200, schema=schemas.LineOut(many=True))
def index(asked: dict[str, Any]) -> Response:
    """Complaints that this token's user may see, late ones first."""
    page, per_page = asked.pop("page"), asked.pop("per_page")
    rows, total = queries.listing(
        queries.Filter(**asked), to=_user(), today=clock.today(), page=page, per_page=per_page
    )
    return linked(
        schemas.LineOut(many=True).dump([represent.line(row) for row in rows]), Page(rows, total, page, per_page)
    )


@blp.get("/complaints/<number>")
@needs(Permission.COMPLAINT_READ)
@blp.alt_response(200, schema=schemas.ComplaintOut)
def show(number: str) -> Response:
    """One complaint, with the clocks and their evidence. Its ETag goes into If-Match of the next act."""
    return _shown(queries.get(number, to=_user()))


@blp.post("/complaints/<number>/accept")
@needs(Permission.COMPLAINT_ACCEPT)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.AcceptIn)
@blp.alt_response(200, schema=schemas.ComplaintOut)
def accept(body: dict[str, Any], number: str) -> Response:
    """Accept and refer to a department."""
    to = departments.by_code(body.pop("department"))
    copies = service.render(queries.get(number, to=_user()), body.pop("files"))
    return _act(number, lambda complaint: service.accept(complaint, to=to, copies=copies, **body, **_by()))


@blp.post("/complaints/<number>/decline")
@needs(Permission.COMPLAINT_DECLINE)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.DeclineIn)
@blp.alt_response(200, schema=schemas.ComplaintOut)
def decline(body: dict[str, Any], number: str) -> Response:
    """Decline, with a reason."""
    return _act(number, lambda complaint: service.decline(complaint, **body, **_by()))


@blp.post("/complaints/<number>/verify")
@needs(Permission.COMPLAINT_VERIFY)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.VerifyIn)
@blp.alt_response(200, schema=schemas.ComplaintOut)
def verify(body: dict[str, Any], number: str) -> Response:
    """Verification, with the kind of the matter."""
    return _act(number, lambda complaint: service.verify(complaint, **body, **_by()))


@blp.post("/complaints/<number>/preliminary")
@needs(Permission.COMPLAINT_REPLY)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.ReplyIn)
@blp.alt_response(200, schema=schemas.ComplaintOut)
def preliminary(body: dict[str, Any], number: str) -> Response:
    """The preliminary result of a complex matter."""
    return _act(number, lambda complaint: service.give_preliminary(complaint, **body, **_by()))


@blp.post("/complaints/<number>/resolve")
@needs(Permission.COMPLAINT_REPLY)
@blp.doc(parameters=[IF_MATCH])
@blp.arguments(schemas.ReplyIn)
@blp.alt_response(200, schema=schemas.ComplaintOut)
def resolve(body: dict[str, Any], number: str) -> Response:
    """The answer that closes the case."""
    return _act(number, lambda complaint: service.resolve(complaint, **body, **_by()))


def _filed(filing: service.Filing) -> service.Filed:
    """File it once: where the same key was sent at the same moment, the second try finds what the first one made."""
    with transaction():
        return service.file(filing, origin=origin(_user().id), key=_identity_key(), holder=None, **_by())


def _user() -> Any:
    return current_user._get_current_object()


def _by() -> dict[str, Any]:
    return {"by": _user(), "at": clock.now()}


def _identity_key() -> bytes:
    return sealing.key(current_app.config["BE_IDENTITY_KEY"])


def _act(number: str, verb: Callable[[Complaint], object]) -> Response:
    """One act on the version that If-Match names; the answer is the complaint as it is now."""
    request_id.set(g.request_id)
    with transaction():
        complaint = queries.get(number, to=_user())
        check_etag(_tag(complaint))
        verb(complaint)
    return _shown(complaint)


def _tag(complaint: Complaint) -> str:
    return etag("complaint", complaint.number, complaint.version, _user().role)


def _shown(complaint: Complaint) -> Response:
    response = make_response(
        current_app.json.response(schemas.ComplaintOut().dump(represent.case(complaint, to=_user())))
    )
    response.set_etag(_tag(complaint))
    return response
