"""Approving a case, sending it back, taking it down."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.typical_cases import queries, service
from app.typical_cases.forms import ApproveForm, WordsForm
from app.typical_cases.views.blueprint import answer, bp, me


@bp.route("/cases/<int:key>/approve", methods=["GET", "POST"])
@needs(Permission.TYPICAL_CASE_APPROVE, fresh=True)
def approve(key: int) -> ResponseReturnValue:
    """Agree, having looked for what the service cannot find; the second agreement publishes."""
    case, form = queries.get(key), ApproveForm()
    return answer(
        "typical_cases/approve.html",
        case,
        form,
        lambda now: service.approve(now, looked=bool(form.looked.data), seen=form.seen, by=me(), at=clock.now()),
        _("已同意。"),
    )


@bp.route("/cases/<int:key>/send-back", methods=["GET", "POST"])
@needs(Permission.TYPICAL_CASE_APPROVE)
def send_back(key: int) -> ResponseReturnValue:
    """Send a case back to its drafter with words."""
    case, form = queries.get(key), WordsForm()
    return answer(
        "typical_cases/send_back.html",
        case,
        form,
        lambda now: service.send_back(now, words=str(form.words.data), seen=form.seen, by=me(), at=clock.now()),
        _("已退回起草人。"),
    )


@bp.route("/cases/<int:key>/withdraw", methods=["GET", "POST"])
@needs(Permission.TYPICAL_CASE_WITHDRAW)
def withdraw(key: int) -> ResponseReturnValue:
    """Take a public case down before its last day."""
    case, form = queries.get(key), WordsForm()
    return answer(
        "typical_cases/withdraw.html",
        case,
        form,
        lambda now: service.withdraw(now, words=str(form.words.data), seen=form.seen, by=me(), at=clock.now()),
        _("已撤下。"),
    )
