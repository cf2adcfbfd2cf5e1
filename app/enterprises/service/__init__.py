"""Changing the directory: one enterprise at a time, or a whole sheet as one act."""

from app.enterprises.service.directory import COLUMNS, register, revise
from app.enterprises.service.loading import CHUNK, Counts, forecast, load
from app.enterprises.service.rating import forecast_ratings, load_ratings, rate
from app.enterprises.service.undoing import undo, undo_ratings

__all__ = [
    "CHUNK",
    "COLUMNS",
    "Counts",
    "forecast",
    "forecast_ratings",
    "load",
    "load_ratings",
    "rate",
    "register",
    "revise",
    "undo",
    "undo_ratings",
]
