"""The pages of the rulebook."""

from app.policy.views import book, proposals, quiet
from app.policy.views.blueprint import bp

__all__ = ["book", "bp", "proposals", "quiet"]
