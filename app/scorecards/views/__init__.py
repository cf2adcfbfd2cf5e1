"""The pages of scorecards."""

from app.scorecards.views import appealing, cards, schemes
from app.scorecards.views.blueprint import bp

__all__ = ["appealing", "bp", "cards", "schemes"]
