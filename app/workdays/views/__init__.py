"""The pages of the work calendar."""

from app.workdays.views import proposals, years
from app.workdays.views.blueprint import bp

__all__ = ["bp", "proposals", "years"]
