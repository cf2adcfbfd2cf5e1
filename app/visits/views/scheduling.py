"""The visits of a draw: made and brought in line by the office, moved by the department, over before the targets are
laid open.
"""

from collections.abc import Callable
from datetime import datetime

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.draws import queries as draws
from app.draws import service as drawing
from app.draws.models import Draw
from app.draws.rules import AFTER_VISITS, HAS_RESULT
from app.draws.rules import State as DrawState
from app.kernel import clock, sealing
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.visits import queries, service
from app.visits.forms import DaysForm, DoneForm, shown
from app.visits.models import Visit
from app.visits.views.blueprint import attempt, bp, me
from app.visits.views.drafting import act


@bp.get("/draws/<number>/visits")
@needs(Permission.DRAW_READ)
def of_draw(number: str) -> ResponseReturnValue:
    """The visits of a draw with their days, what is still to be done, and how many are over."""
    return _page(draws.by_number(number), DoneForm())


def _page(draw: Draw, form: DoneForm, refused: Refused | None = None) -> ResponseReturnValue:
    if refused is not None:
        form.refuse(refused)
    rows, at = queries.of_draw(draw), page_number()
    shown_rows = rows[(at - 1) * PER_PAGE : at * PER_PAGE]
    done, whole = queries.progress(draw)
    page = render_template(
        "visits/of_draw.html",
        draw=draw,
        page=Page(rows=shown_rows, total=len(rows), number=at),
        differences=queries.differences(draw),
        done=done,
        whole=whole,
        ours=bool(queries.tasks_of(draw)),
        has_result=draw.state in HAS_RESULT,
        waits=draw.state is DrawState.DRAWN and draw.reveal == AFTER_VISITS,
        form=form,
    )
    return page, refused.status if refused else 200


@bp.post("/draws/<number>/visits")
@needs(Permission.VISIT_SCHEDULE)
def schedule(number: str) -> ResponseReturnValue:
    """Make the visits, or bring them in line with what was replaced and recused since."""
    done: list[service.Outcome] = []
    _perform(number, "schedule", lambda draw, at: done.append(service.schedule(draw, by=me(), at=at)))
    for outcome in done:
        flash(
            _(
                "已安排 %(made)s 次，取消 %(gone)s 次，换人 %(new)s 次。",
                made=outcome.made,
                gone=outcome.called_off,
                new=outcome.exchanged,
            )
        )
    return redirect(url_for(".of_draw", number=number), 303)


@bp.post("/draws/<number>/visits/publish")
@needs(Permission.DRAW_PUBLISH)
def publish_draw(number: str) -> ResponseReturnValue:
    """The visits are over: lay the draw open. Of visits that are kept elsewhere the office says so."""
    form = DoneForm()
    said = bool(form.visits_done.data)

    def verb(draw: Draw, at: datetime) -> None:
        drawing.publish(draw, visits_done=_over(draw, said), key=_key(), by=me(), at=at)

    try:
        _perform(number, "publish", verb)
    except Refused as refused:
        return _page(draws.by_number(number), form, refused)
    flash(_("结果已公布，任何人都可以验证。"))
    return redirect(url_for("draws.show", number=number), 303)


def _over(draw: Draw, said: bool) -> bool:
    if not queries.tasks_of(draw):
        return said
    done, whole = queries.progress(draw)
    return done == whole


def _key() -> bytes:
    return sealing.derived_key(sealing.key(current_app.config["BE_IDENTITY_KEY"]), "draws")


def _perform(number: str, name: str, verb: Callable[[Draw, datetime], object]) -> None:
    plain = draws.by_number(number).number
    attempt(plain, name, lambda at: verb(draws.by_number(plain, lock=True), at))


@bp.route("/inspect/visits/<number>/reschedule", methods=["GET", "POST"])
@needs(Permission.VISIT_REGISTER)
def reschedule(number: str) -> ResponseReturnValue:
    """Another day for a visit that nobody has begun."""
    visit = queries.get(number, to=me())
    form = DaysForm(data={name: shown(visit)[name] for name in ("days", "version")})
    if not form.validate_on_submit():
        return _days(visit, form)
    try:
        act(
            number,
            "reschedule",
            lambda one, at: service.reschedule(one, form.days.data, seen=form.seen, by=me(), at=at),
        )
    except Refused as refused:
        if refused.status in {403, 404, 409}:
            raise
        return _days(queries.get(number, to=me()), form, refused)
    flash(_("日期已改。"))
    return redirect(url_for(".show", number=number), 303)


def _days(visit: Visit, form: DaysForm, refused: Refused | None = None) -> ResponseReturnValue:
    if refused is not None:
        form.refuse(refused)
    status = refused.status if refused else 422 if form.errors else 200
    return render_template("visits/reschedule.html", form=form, visit=visit, today=clock.today()), status
