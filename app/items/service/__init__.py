"""Changing the list of inspection items: one at a time, or a whole sheet as one act."""

from app.items.service.keeping import CHANGEABLE, register, revise
from app.items.service.loading import forecast, load
from app.items.service.undoing import look, undo, withdraw

__all__ = ["CHANGEABLE", "forecast", "load", "look", "register", "revise", "undo", "withdraw"]
