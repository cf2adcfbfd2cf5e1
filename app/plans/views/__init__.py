"""Pages of the year's plan."""

from app.plans.views import designing, editing, imports, listing, opening, scheduling, supervising
from app.plans.views.blueprint import bp

__all__ = ["bp", "designing", "editing", "imports", "listing", "opening", "scheduling", "supervising"]
