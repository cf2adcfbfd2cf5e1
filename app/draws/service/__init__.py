"""The draw as an act: drafted, locked, its value typed by two, drawn, published; and what can still become of it."""

from app.draws.service.drafting import draft, revise
from app.draws.service.drawing import draw, publish
from app.draws.service.locking import lock
from app.draws.service.turning import recuse, replace
from app.draws.service.valuing import type_value
from app.draws.service.voiding import confirm_void, drop_void, void

__all__ = [
    "confirm_void",
    "draft",
    "draw",
    "drop_void",
    "lock",
    "publish",
    "recuse",
    "replace",
    "revise",
    "type_value",
    "void",
]
