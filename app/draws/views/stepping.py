"""The steps of the ceremony: lock, value, draw, publish."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.draws import queries, rules, service
from app.draws.forms import FORMATS, LockForm, PublishForm, ValueForm
from app.draws.models import Draw
from app.draws.views.blueprint import bp, key, me, perform
from app.draws.views.listing import told
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs


def at_step(number: str, verb: str) -> Draw:
    """The draw, where it is at this step: a page of a step that is over has no form."""
    draw = queries.by_number(number)
    rules.after(draw.state, verb)
    return draw


@bp.route("/draws/<number>/lock", methods=["GET", "POST"])
@needs(Permission.DRAW_LOCK, fresh=True)
def lock(number: str) -> ResponseReturnValue:
    """Announce where the value will come from; lock the lists and publish their commitment."""
    draw, form = queries.by_number(number), LockForm()
    if not form.is_submitted():
        at_step(number, "lock")
    if not form.validate_on_submit():
        page = render_template("draws/lock.html", **told(draw), form=form, formats=FORMATS)
        return page, 422 if form.errors else 200
    try:
        announced = form.announced()
        perform(number, lambda found: service.lock(found, **announced, key=key(), by=me(), at=clock.now()))
    except Refused as refused:
        if refused.status == 409:
            raise
        form.refuse(refused)
        page = render_template("draws/lock.html", **told(queries.by_number(number)), form=form, formats=FORMATS)
        return page, refused.status
    flash(_("名单已锁定，摘要已公布。"))
    return redirect(url_for(".show", number=number), 303)


@bp.route("/draws/<number>/value", methods=["GET", "POST"])
@needs(Permission.DRAW_TYPE_VALUE)
def value(number: str) -> ResponseReturnValue:
    """One of two people types the value."""
    draw, form = queries.by_number(number), ValueForm()
    if not form.is_submitted():
        at_step(number, "type_value")
    if not form.validate_on_submit():
        return render_template("draws/value.html", **told(draw), form=form), 422 if form.errors else 200
    try:
        stands = perform(number, lambda found: _type(found, form))
    except Refused as refused:
        if refused.field is None:
            raise
        form.refuse(refused)
        return render_template("draws/value.html", **told(queries.by_number(number)), form=form), refused.status
    flash(_("两人填写一致，随机数已公布。") if stands else _("已记下，请看下面的提示。"))
    return redirect(url_for(".show", number=number), 303)


def _type(found: Draw, form: ValueForm) -> bool:
    return service.type_value(found, str(form.value.data), witnesses=form.witnesses.data or [], by=me(), at=clock.now())


@bp.post("/draws/<number>/draw")
@needs(Permission.DRAW_DRAW)
def draw(number: str) -> ResponseReturnValue:
    """Draw. Sent twice, or by two at once, it leads to the one result."""
    perform(number, lambda found: service.draw(found, key=key(), by=me(), at=clock.now()))
    flash(_("已抽取。"))
    return redirect(url_for(".show", number=number), 303)


@bp.route("/draws/<number>/publish", methods=["GET", "POST"])
@needs(Permission.DRAW_PUBLISH)
def publish(number: str) -> ResponseReturnValue:
    """Lay everything open. A draw whose targets stay hidden until its visits is published where the visits are kept."""
    draw, form = queries.by_number(number), PublishForm()
    if not form.is_submitted():
        at_step(number, "publish")
    if not form.validate_on_submit():
        return render_template("draws/publish.html", **told(draw), form=form), 422 if form.errors else 200
    perform(number, lambda found: service.publish(found, key=key(), by=me(), at=clock.now()))
    flash(_("结果已公布，任何人都可以验证。"))
    return redirect(url_for(".show", number=number), 303)
