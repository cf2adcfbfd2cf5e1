"""Pages of the draws."""

from app.draws.views import listing, opening, stepping, turning, voiding
from app.draws.views.blueprint import bp

__all__ = ["bp", "listing", "opening", "stepping", "turning", "voiding"]
