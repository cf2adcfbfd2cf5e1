"""The public page of a pass: what the paper says and nothing more; the enterprise confirms there who came and went."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, wording
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web import gate
from app.visits import queries, rules, service
from app.visits.forms import CodeForm
from app.visits.models import Sighting, Visit
from app.visits.rules import Grievance, Sight
from app.visits.views.blueprint import attempt, bp, me

CATEGORY = "illegal_inspection"


def pass_url(visit: Visit) -> str:
    """Where anybody who has the code sees whether the pass holds."""
    return url_for("visits.check", code=visit.code, _external=True)


@bp.get("/v")
@needs(Permission.PUBLIC)
def look_up() -> ResponseReturnValue:
    """Type a code."""
    form = CodeForm(request.args)
    if request.args and form.validate():
        return redirect(url_for(".check", code=form.code.data), 303)
    return render_template("visits/look_up.html", form=form), 422 if form.errors else 200


@bp.get("/v/<code>")
@needs(Permission.PUBLIC)
def check(code: str) -> ResponseReturnValue:
    """Valid today or not, in large type: who, whom, when, what for, on whose approval."""
    try:
        visit = queries.by_code(code)
    except Missing:
        return render_template("visits/pass.html", visit=None), 404
    today = clock.today()
    return render_template(
        "visits/pass.html",
        visit=visit,
        shown=rules.shown(visit.state, today, visit.starts_on, visit.ends_on),
        confirmed=_confirmed(visit),
        own=_own(visit),
        grievances=list(Grievance),
        complaint_of=_complaint_of,
    )


def _complaint_of(visit: Visit, grievance: Grievance) -> dict[str, str]:
    """The answers of a complaint about a visit, as if somebody had typed them."""
    facts = {
        "department": "、".join(one.name for one in visit.departments),
        "day": clock.today().isoformat(),
        "code": visit.code,
        "items": "、".join(one.name for one in visit.items),
    }
    return {
        "category": CATEGORY,
        "about": visit.department.name[:60],
        "happened": clock.today().isoformat(),
        "facts": wording.label("visit.grievance_facts", grievance) % facts,
        "wants": wording.label("visit.grievance_wants", grievance),
    }


def _own(visit: Visit) -> bool:
    """Whether somebody of the enterprise looks that the pass is for."""
    return gate.role() is Role.ENTERPRISE and bool(me().enterprise_id == visit.enterprise_id)


def _confirmed(visit: Visit) -> dict[str, Sighting]:
    """What the enterprise has confirmed today: shown to itself alone."""
    found = queries.sightings(visit) if _own(visit) else []
    return {one.kind.value: one for one in found if one.on == clock.today()}


@bp.post("/v/<code>/arrived")
@needs(Permission.VISIT_CONFIRM)
def arrived(code: str) -> ResponseReturnValue:
    """They have come."""
    return _confirm(code, Sight.ARRIVED)


@bp.post("/v/<code>/left")
@needs(Permission.VISIT_CONFIRM)
def left(code: str) -> ResponseReturnValue:
    """They have gone."""
    return _confirm(code, Sight.LEFT)


def _confirm(code: str, kind: Sight) -> ResponseReturnValue:
    ref = f"door:{queries.by_code(code).number}"
    attempt(ref, "confirm", lambda at: service.confirm(queries.get_for_enterprise(code, to=me()), kind, at=at))
    flash(_("已确认。只有您和市优办知道，检查单位看不到。"))
    return redirect(url_for(".check", code=code), 303)
