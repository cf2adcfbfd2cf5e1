"""The pages of results: the inspector's, the enterprise's, the office's templates."""

from app.results.views import following, imports, listing, mine, papers, recording, templates
from app.results.views.blueprint import bp

__all__ = ["bp", "following", "imports", "listing", "mine", "papers", "recording", "templates"]
