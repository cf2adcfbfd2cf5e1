"""Pages of the directory and of its import."""

from app.enterprises.views import directory, exports, imports, sign_up
from app.enterprises.views.blueprint import bp

__all__ = ["bp", "directory", "exports", "imports", "sign_up"]
