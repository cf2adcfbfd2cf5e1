"""A published result is corrected by its department: what each item is told as now, and why."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Forbidden, Refused
from app.kernel.permissions import Permission, needs
from app.publication import queries, service
from app.publication.forms import CorrectForm, correct_form
from app.publication.rules import Cause
from app.publication.views.blueprint import attempt, bp, me


@bp.route("/publishing/<number>/correct", methods=["GET", "POST"])
@needs(Permission.PUBLICATION_PUBLISH)
def correct(number: str) -> ResponseReturnValue:
    """Change what is public of a result; the version before is kept, channels that have it are told."""
    found = queries.get(number, to=me())
    if found.department_id != me().department_id:
        raise Forbidden("result_of_others")
    form = correct_form(found)
    if not form.validate_on_submit():
        return _page(form, found.number, 422 if form.errors else 200)
    given: dict[str, Any] = {"cause": Cause(form.cause.data), "words": form.words.data or "", "seen": form.seen}
    ref, kinds = found.number, form.kinds()
    try:
        attempt(ref, lambda at: service.correct(queries.get(ref, to=me()), kinds, **given, by=me(), at=at))
    except Refused as refused:
        if refused.field is None:
            raise
        form.refuse(refused)
        return _page(form, ref, refused.status)
    flash(_("已更正，公示页注明更正；已经导出过的平台，请导出更正名单。"))
    return redirect(url_for(".preview", number=ref), 303)


def _page(form: CorrectForm, number: str, status: int) -> ResponseReturnValue:
    return render_template("publication/correct.html", form=form, found=queries.get(number, to=me())), status
