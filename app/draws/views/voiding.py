"""A draw made void: the wish, the second person's consent, the wish taken back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.draws import queries, rules, service
from app.draws.forms import ReasonForm
from app.draws.views.blueprint import bp, key, me, perform
from app.draws.views.listing import told
from app.draws.views.stepping import at_step
from app.kernel import clock
from app.kernel.permissions import Permission, needs


@bp.route("/draws/<number>/void", methods=["GET", "POST"])
@needs(Permission.DRAW_VOID, fresh=True)
def void(number: str) -> ResponseReturnValue:
    """Make a draw void, for a reason; where the value can be known a second person has to agree."""
    draw, form = queries.by_number(number), ReasonForm()
    if not form.is_submitted():
        at_step(number, "void")
    if not form.validate_on_submit():
        alone = not rules.is_known(draw.value, draw.value_due, clock.now())
        return render_template("draws/void.html", **told(draw), form=form, alone=alone), 422 if form.errors else 200
    reason = str(form.reason.data)
    done = perform(number, lambda found: service.void(found, reason, key=key(), by=me(), at=clock.now()))
    flash(_("已作废。") if done else _("已提出作废，等待另一位同事确认。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/draws/<number>/void/confirm")
@needs(Permission.DRAW_VOID, fresh=True)
def confirm_void(number: str) -> ResponseReturnValue:
    """The second person agrees."""
    perform(number, lambda found: service.confirm_void(found, key=key(), by=me(), at=clock.now()))
    flash(_("已作废；名单、随机数、理由和本来的结果都在公开页面上。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/draws/<number>/void/drop")
@needs(Permission.DRAW_VOID)
def drop_void(number: str) -> ResponseReturnValue:
    """The wish is taken back."""
    perform(number, lambda found: service.drop_void(found, by=me(), at=clock.now()))
    flash(_("作废已撤回。"))
    return redirect(url_for(".show", number=number), 303)
