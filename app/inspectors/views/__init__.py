"""Pages of the inspectors."""

from app.inspectors.views import editing, imports, listing, recusing
from app.inspectors.views.blueprint import bp

__all__ = ["bp", "editing", "imports", "listing", "recusing"]
