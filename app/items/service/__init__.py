"""Changing the list of inspection items: one at a time, or a whole sheet as one act."""

from app.items.service.keeping import CHANGEABLE, register, revise
from app.items.service.loading import forecast, load

__all__ = ["CHANGEABLE", "forecast", "load", "register", "revise"]
