"""Pages of the penalty line."""

from app.penalties.views import (
    aftermath,
    checking,
    deciding,
    desk,
    drafting,
    figures,
    lists,
    showing,
    steps,
)
from app.penalties.views.blueprint import bp

__all__ = [
    "aftermath",
    "bp",
    "checking",
    "deciding",
    "desk",
    "drafting",
    "figures",
    "lists",
    "showing",
    "steps",
]
