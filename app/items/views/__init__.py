"""Pages of the inspection items."""

from app.items.views import editing, imports, listing
from app.items.views.blueprint import bp

__all__ = ["bp", "editing", "imports", "listing"]
