"""The list, one case with its history, a new one, and writing it anew."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import queries as complaints
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.kernel.web import acts, forms
from app.ledger.service import request_id
from app.typical_cases import queries, rules, service
from app.typical_cases.forms import CaseForm, filled
from app.typical_cases.views.blueprint import answer, bp, history, me


@bp.get("/cases")
@needs(Permission.TYPICAL_CASE_READ)
def index() -> ResponseReturnValue:
    """All cases with their states."""
    return render_template("typical_cases/index.html", rows=queries.every(), shown=rules.shown)


@bp.route("/cases/new", methods=["GET", "POST"])
@needs(Permission.TYPICAL_CASE_DRAFT)
def new() -> ResponseReturnValue:
    """Write a case down."""
    form = CaseForm().offer()

    def act() -> str:
        mark, now = forms.once(), clock.now()
        request_id.set(mark or g.request_id)
        with transaction():
            made = queries.drafted_with(mark, by=me(), at=now) or service.draft(form.draft(), by=me(), at=now)
            key = made.id
        return url_for(".show", key=key)

    words = _("已提交，等待两个人同意。")
    return acts.answer("typical_cases/edit.html", form, act, words, case=None, back=url_for(".index"))


@bp.get("/cases/<int:key>")
@needs(Permission.TYPICAL_CASE_READ)
def show(key: int) -> ResponseReturnValue:
    """One case: what it tells, who agreed, what may be done now."""
    case = queries.get(key)
    state = rules.shown(case.state, case.until_on, clock.today())
    return render_template(
        "typical_cases/show.html",
        case=case,
        state=state,
        verbs=rules.open_verbs(state),
        category=complaints.category(case.category),
        own=case.drafted_by_id == me().id,
        history=history(case),
    )


@bp.route("/cases/<int:key>/revise", methods=["GET", "POST"])
@needs(Permission.TYPICAL_CASE_DRAFT)
def revise(key: int) -> ResponseReturnValue:
    """Write a case anew: who agreed has to agree again."""
    case = queries.get(key)
    rules.check_drafter(me().id, case.drafted_by_id)
    form = filled(case)
    return answer(
        "typical_cases/edit.html",
        case,
        form,
        lambda now: service.revise(now, form.draft(), seen=form.seen, by=me(), at=clock.now()),
        _("已修改，等待两个人同意。"),
    )
