"""Administration: the webhooks, and the log of everything that left the service or is on its way."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.notices import queries, service
from app.notices.forms import WebhookForm
from app.notices.models import Delivery
from app.notices.rules import HOLDER, DeliveryState, type_of
from app.notices.views.blueprint import bp, carriers, me


@bp.get("/admin/webhooks")
@needs(Permission.NOTICE_MANAGE)
def webhooks() -> ResponseReturnValue:
    """Every webhook, running and stopped."""
    return render_template("notices/webhooks.html", rows=queries.webhooks())


@bp.route("/admin/webhooks/new", methods=["GET", "POST"])
@needs(Permission.NOTICE_MANAGE, fresh=True)
def new_webhook() -> ResponseReturnValue:
    """A webhook, whose secret the answer shows and no page again."""
    form = WebhookForm()
    if form.validate_on_submit():
        try:
            user = accounts.by_username(form.username.data)
            if user is None:
                raise Refused("token_user_unknown", field="username")
            key, private = carriers().key, carriers().private
            with transaction():
                hook, secret = service.create_webhook(
                    user, **form.wanted(), private=private, key=key, by=me(), at=clock.now()
                )
            return render_template("notices/webhook_made.html", hook=hook, secret=secret)
        except Refused as refused:
            form.refuse(refused)
    return render_template("notices/new_webhook.html", form=form), 422 if form.errors else 200


@bp.post("/admin/webhooks/<int:webhook_id>/stop")
@needs(Permission.NOTICE_MANAGE, fresh=True)
def stop_webhook(webhook_id: int) -> ResponseReturnValue:
    """Send it nothing more."""
    hook = queries.webhook(webhook_id)
    with transaction():
        service.stop_webhook(hook, by=me(), at=clock.now())
    flash(_("已停用。"))
    return redirect(url_for(".webhooks"), 303)


@bp.post("/admin/webhooks/<int:webhook_id>/ping")
@needs(Permission.NOTICE_MANAGE)
def ping(webhook_id: int) -> ResponseReturnValue:
    """Send it a message to see whether it arrives."""
    hook = queries.webhook(webhook_id)
    with transaction():
        service.ping(hook, by=me(), at=clock.now())
    flash(_("试发的消息一分钟内发出，结果见发送记录。"))
    return redirect(url_for(".deliveries"), 303)


@bp.get("/admin/deliveries")
@needs(Permission.NOTICE_MANAGE)
def deliveries() -> ResponseReturnValue:
    """What left, to whom, and how it went. Of which case it told is nobody's business here."""
    wanted, number = request.args.get("state", ""), page_number()
    state = DeliveryState(wanted) if wanted in set(DeliveryState) else None
    found = queries.log(state=state, page=number, per_page=PER_PAGE)
    return render_template(
        "notices/deliveries.html",
        page=Page(found.rows, found.total, number),
        names=_names(found.rows),
        state=state,
        states=list(DeliveryState),
        event_type=type_of,
    )


@bp.post("/admin/deliveries/<int:delivery_id>/resend")
@needs(Permission.NOTICE_MANAGE)
def resend(delivery_id: int) -> ResponseReturnValue:
    """Send one once more, under its old id."""
    found = queries.delivery(delivery_id)
    with transaction():
        service.resend(found, by=me(), at=clock.now())
    flash(_("已重新排队，一分钟内发出。"))
    return redirect(url_for(".deliveries"), 303)


def _names(rows: object) -> dict[str, str]:
    """Recipients by the names of accounts and webhooks; a case's holder has none."""
    found = [one.recipient for one in rows if isinstance(one, Delivery)] if isinstance(rows, list | tuple) else []
    hooks = {f"webhook:{hook.id}": hook.name for hook in queries.webhooks()}
    return {**accounts.actors(name for name in found if name.startswith("user:")), **hooks, HOLDER: _("该件的投诉人")}
