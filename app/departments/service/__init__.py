"""Changing the register of departments, and who of the city's leaders is in charge of each."""

from app.departments.service.leaders import appoint, forecast_leaders, load_leaders, relieve
from app.departments.service.register import CHANGEABLE, forecast, load, register, revise

__all__ = [
    "CHANGEABLE",
    "appoint",
    "forecast",
    "forecast_leaders",
    "load",
    "load_leaders",
    "register",
    "relieve",
    "revise",
]
