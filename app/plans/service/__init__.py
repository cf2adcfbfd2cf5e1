"""Changing plans: drafted, filled task by task or by the sheet, merged, published once no rule is broken."""

from app.plans.service.drafting import draft, publish
from app.plans.service.drawing import draw_up, redraw
from app.plans.service.keeping import CHANGEABLE, add_task, remove_task, revise_task, schedule
from app.plans.service.loading import check_row, forecast, load
from app.plans.service.merging import merge
from app.plans.service.supervising import supervise, unsupervise
from app.plans.service.undoing import look, undo

__all__ = [
    "CHANGEABLE",
    "add_task",
    "check_row",
    "draft",
    "draw_up",
    "forecast",
    "load",
    "look",
    "merge",
    "publish",
    "redraw",
    "remove_task",
    "revise_task",
    "schedule",
    "supervise",
    "undo",
    "unsupervise",
]
