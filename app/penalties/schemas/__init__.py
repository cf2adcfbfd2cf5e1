"""Penalties as rows of a sheet, and as JSON."""

from app.penalties.schemas.answers import FiledOut, FilingOut, LineOut
from app.penalties.schemas.sheets import FigureRow, FilingRow, cells, figure_cells
from app.penalties.schemas.wire import (
    AskIn,
    DecideIn,
    DropIn,
    FilingIn,
    HearIn,
    ListIn,
    PayIn,
    PublishIn,
    ReplyIn,
    VetIn,
)

__all__ = [
    "AskIn",
    "DecideIn",
    "DropIn",
    "FigureRow",
    "FiledOut",
    "FilingIn",
    "FilingOut",
    "FilingRow",
    "HearIn",
    "LineOut",
    "ListIn",
    "PayIn",
    "PublishIn",
    "ReplyIn",
    "VetIn",
    "cells",
    "figure_cells",
]
