"""Pages of the year's plan."""

from app.plans.views import designing, drawing, editing, imports, listing, opening, scheduling, supervising
from app.plans.views.blueprint import bp

__all__ = ["bp", "designing", "drawing", "editing", "imports", "listing", "opening", "scheduling", "supervising"]
