"""The pages of the measures."""

from app.measures.views import board, imports, reporting, stepping, units
from app.measures.views.blueprint import bp

__all__ = ["board", "bp", "imports", "reporting", "stepping", "units"]
