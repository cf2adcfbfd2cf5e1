"""Drafts: begun, gone on with by anybody of the department, thrown away. Their key stands in the address."""

import secrets

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Forbidden
from app.kernel.permissions import Permission, needs
from app.penalties import queries, service
from app.penalties.views.blueprint import bp, me


def unit() -> int:
    """The department of whoever is signed in. Refuses somebody of none."""
    own = me().department_id
    if own is None:
        raise Forbidden("penalty_of_no_department")
    return own


@bp.get("/penalties/new")
@needs(Permission.PENALTY_FILE)
def new() -> ResponseReturnValue:
    """What must be filed, and the drafts of the department."""
    drafts = queries.drafts_of(unit())
    return render_template("penalties/new.html", terms=queries.terms(clock.today()), drafts=drafts)


@bp.post("/penalties/new")
@needs(Permission.PENALTY_FILE)
def begin() -> ResponseReturnValue:
    """Begin a draft."""
    key = secrets.token_hex(16)
    with transaction():
        service.save_draft(key, {}, by=me(), at=clock.now())
    return redirect(url_for(".case", key=key), 303)


@bp.post("/penalties/drafts/<key>/discard")
@needs(Permission.PENALTY_FILE)
def discard(key: str) -> ResponseReturnValue:
    """Throw a draft away."""
    with transaction():
        service.discard(queries.draft(key, to=me(), lock=True))
    flash(_("草稿已删除。"))
    return redirect(url_for(".new"), 303)
