"""The doors of the demo city: the tour, changing who one is, and the clock of the city."""

from typing import Any

from flask import Flask, appcontext_pushed

from app.demo import queries
from app.demo.views import tour, walking
from app.demo.views.tour import bp
from app.kernel import clock

__all__ = ["bp", "init_app", "tour"]


def init_app(app: Flask) -> None:
    """In the demo every request and every command runs on the city's clock; nothing is installed elsewhere.

    The offset is read anew each time, on a connection of its own: a city that another process builds anew is at once
    the one whose clock counts.
    """
    if app.config["DEMO"]:
        app.add_template_global(tour.signins, "demo_signins")
        app.add_template_global(walking.step, "demo_step")
        appcontext_pushed.connect(_set_clock, app)


def _set_clock(_app: Flask, **_more: Any) -> None:
    clock.shift(queries.offset())
