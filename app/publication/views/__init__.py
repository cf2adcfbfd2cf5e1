"""The pages of publication: the public's, and those of whoever publishes."""

from app.publication.views import correcting, exporting, feeds, imports, public, publishing, withdrawing
from app.publication.views.blueprint import bp

__all__ = ["bp", "correcting", "exporting", "feeds", "imports", "public", "publishing", "withdrawing"]
