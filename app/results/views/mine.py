"""The enterprise's own: what its visits found, and the papers of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import Page, page_number
from app.results import queries
from app.results.views.blueprint import bp, me

AT_ONCE = 5


@bp.get("/my/results")
@needs(Permission.RESULT_FOLLOW)
def mine() -> ResponseReturnValue:
    """The results of one's own visits, the latest first."""
    own = me().enterprise_id
    if own is None:
        raise Missing("enterprise_missing")
    rows, at = queries.of_enterprise(own), page_number()
    page = Page(rows[(at - 1) * AT_ONCE : at * AT_ONCE], len(rows), at, AT_ONCE)
    follow_ups = {one.visit_id: queries.follow_ups(one) for one in page.rows}
    return render_template("results/mine.html", page=page, papers=queries.own_papers(own), follow_ups=follow_ups)
