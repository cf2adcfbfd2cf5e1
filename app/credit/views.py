"""The enterprise's own page: what stands against it, until when, and how it is repaired."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.credit import queries
from app.enterprises import queries as enterprises
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.policy import queries as policy

bp = Blueprint("credit", __name__)


@bp.get("/my/credit")
@needs(Permission.CREDIT_FOLLOW)
def mine() -> ResponseReturnValue:
    """Published penalties with their ends, the credit grade with its source, what others' records hold."""
    if current_user.enterprise_id is None:
        raise Missing("enterprise_missing")
    firm, today = enterprises.get(current_user.enterprise_id), clock.today()
    names = (queries.SHOWN, queries.REPAIR, queries.REMIND)
    return render_template(
        "credit/mine.html",
        firm=firm,
        rows=queries.against(firm, today),
        grade=queries.grade(firm),
        elsewhere=queries.elsewhere(firm),
        terms=[policy.term(name, today) for name in names],
    )
