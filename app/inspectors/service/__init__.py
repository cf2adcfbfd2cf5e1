"""Changing the register of inspectors: one at a time, whom they avoid, or a whole sheet as one act."""

from app.inspectors.service.keeping import CHANGEABLE, register, revise
from app.inspectors.service.linking import link
from app.inspectors.service.loading import forecast, load
from app.inspectors.service.recusing import end_recusal, recuse
from app.inspectors.service.undoing import look, undo, withdraw

__all__ = [
    "CHANGEABLE",
    "end_recusal",
    "forecast",
    "link",
    "load",
    "look",
    "recuse",
    "register",
    "revise",
    "undo",
    "withdraw",
]
