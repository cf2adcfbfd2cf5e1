"""The link of a leader's message: the request to look at, without a session; whoever decides signs in."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web import gate
from app.quiet_days import queries, rules
from app.quiet_days.views.approving import shown
from app.quiet_days.views.blueprint import bp, link_key, me


@bp.get("/a/<token>")
@needs(Permission.PUBLIC)
def linked(token: str) -> ResponseReturnValue:
    """One request, as its leader would see it, for a day. The leader who is signed in goes on to decide."""
    link = rules.opened(link_key(), token, at=clock.now())
    leader = accounts.get(link.user_id)
    if not leader.active or leader.role is not Role.LEADER:
        raise Missing("quiet_link_missing")
    found = queries.get(link.number, to=leader, on=clock.today())
    if gate.role() is Role.LEADER and me().id == leader.id:
        return redirect(url_for(".decide", number=found.number), 303)
    return render_template("quiet_days/decide.html", **{**shown(found, leader), "verbs": frozenset(), "linked": True})
