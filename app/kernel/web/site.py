"""The pages that belong to no slice: home, help, accessibility, privacy, what a refusal means, and the components."""

import re

from flask import Blueprint, Flask, abort, render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock, runs, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web import gallery

bp = Blueprint("site", __name__)
_FACT = re.compile(r"%\(\w+\)s")


@bp.get("/")
@needs(Permission.PUBLIC)
def home() -> ResponseReturnValue:
    """The doors of the service."""
    return render_template("site/home.html")


@bp.get("/help")
@needs(Permission.PUBLIC)
def help() -> ResponseReturnValue:  # noqa: A001
    """What the service is for and how each part is used."""
    return render_template("site/help.html")


@bp.get("/accessibility")
@needs(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement (GB/T 37668-2019, WCAG 2.2)."""
    return render_template("site/accessibility.html")


@bp.get("/privacy")
@needs(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """What is kept about whom, who sees it, and for what."""
    return render_template("site/privacy.html")


@bp.get("/problems/<code>")
@needs(Permission.PUBLIC)
def problem(code: str) -> ResponseReturnValue:
    """The page that the `type` of a problem+json answer leads to."""
    if code not in wording.REFUSALS:
        abort(404)
    sentence, clause, forward = (_FACT.sub("…", str(part)) for part in wording.REFUSALS[code])
    return render_template("site/problem.html", code=code, sentence=sentence, clause=clause, forward=forward)


@bp.get("/admin/timer")
@needs(Permission.TIMER_READ)
def timer() -> ResponseReturnValue:
    """When each piece of the timer's work was last done and how it went; what an operator has to see to."""
    return render_template("site/timer.html", runs=runs.runs(), trouble=runs.trouble(at=clock.wall()))


@bp.get("/dev/components")
@needs(Permission.DEMO)
def components() -> ResponseReturnValue:
    """Every macro of `templates/parts` with its states, to be looked at and measured."""
    return render_template("site/components.html", **gallery.shown())


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
