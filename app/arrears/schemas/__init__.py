"""Arrears as rows of a sheet, and as JSON."""

from app.arrears.schemas.sheets import TotalRow, cells
from app.arrears.schemas.wire import (
    ArrearsLineOut,
    ArrearsListIn,
    ArrearsOut,
    AssessIn,
    HandOverIn,
    ObjectIn,
    RepayIn,
    SettleIn,
)

__all__ = [
    "ArrearsLineOut",
    "ArrearsListIn",
    "ArrearsOut",
    "AssessIn",
    "HandOverIn",
    "ObjectIn",
    "RepayIn",
    "SettleIn",
    "TotalRow",
    "cells",
]
