"""The approval slip to be printed, with the pass as a QR code, and the file that proves it."""

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel.documents import qr_svg
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.quiet_days import queries, service
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State
from app.quiet_days.views.blueprint import bp, find, keyring


def _approved(number: str) -> tuple[QuietDayRequest, Entry]:
    """An approved request with the entry of its approval. Raises `Missing` for any other."""
    found = find(number)
    entry = queries.last_entry(found, "approve")
    if found.state is not State.APPROVED or entry is None:
        raise Missing("quiet_request_missing")
    return found, entry


@bp.get("/quiet-day/<number>/slip")
@needs(Permission.QUIET_DAY_READ)
def slip(number: str) -> ResponseReturnValue:
    """What was approved, under which filing, with the pass."""
    found, entry = _approved(number)
    address = url_for("visits.check", code=found.visit.code, _external=True)
    closed = ledger.closing(entry)
    return render_template(
        "quiet_days/slip.html", request_=found, entry=entry, closed=closed, qr=qr_svg(address), address=address
    )


@bp.get("/quiet-day/<number>/receipt.json")
@needs(Permission.QUIET_DAY_READ)
def receipt(number: str) -> ResponseReturnValue:
    """The file that proves what was approved and when: byte by byte as it is checked."""
    found, entry = _approved(number)
    response = make_response(ledger.receipt(entry, service.slip(found), keyring()))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}.json"'
    return response
