"""One address for one case: the complainant's page, or that of the office and the department."""

from flask.typing import ResponseReturnValue

from app.complaints.views import casework, following
from app.complaints.views.root import bp, find, holder
from app.kernel.permissions import Permission, needs


@bp.get("/complaints/<number>")
@needs(Permission.SIGNED_IN)
def show(number: str) -> ResponseReturnValue:
    """The page of a case for whoever is signed in and may see it."""
    complaint = find(number)
    return following.case_page(complaint) if holder() else casework.page(complaint)
