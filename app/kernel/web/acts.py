"""One act from a form: done, and answered with the page that follows; refused, answered with what was typed."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.web.forms import Form


def answer(
    template: str, form: Form, act: Callable[[], str | None], words: str, *, then: str = "", **more: Any
) -> ResponseReturnValue:
    """The page of a form, or the answer to it having been sent: `words`, and on to the address that `act` tells.

    Where it tells none, `then` follows. Refused, the form comes back with what was typed. `more` is for the page.
    """
    if request.method != "POST" or not form.validate():
        return render_template(template, form=form, **more), 422 if form.errors else 200
    try:
        there = act()
    except Refused as refused:
        db.session.rollback()
        form.refuse(refused)
        return render_template(template, form=form, **more), refused.status
    flash(words)
    return redirect(there or then, 303)
