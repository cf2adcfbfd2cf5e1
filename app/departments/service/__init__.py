"""Changing the register of departments, and who of the city's leaders is in charge of each."""

from app.departments.service.leaders import appoint, forecast_leaders, load_leaders, relieve
from app.departments.service.register import CHANGEABLE, forecast, load, register, revise
from app.departments.service.undoing import look, look_leaders, undo, undo_leaders

__all__ = [
    "CHANGEABLE",
    "appoint",
    "forecast",
    "forecast_leaders",
    "load",
    "load_leaders",
    "look",
    "look_leaders",
    "register",
    "relieve",
    "revise",
    "undo",
    "undo_leaders",
]
