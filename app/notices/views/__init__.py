"""The doors of notices: reading them, choosing where to be told, webhooks and the log of what left."""

from flask import Flask

from app.notices import service
from app.notices.views import administration, preferring, reading
from app.notices.views.blueprint import bp

__all__ = ["administration", "bp", "init_app", "preferring", "reading"]


def init_app(app: Flask) -> None:
    """Let every template tell notices and count them; the service does not start with a carrier that cannot be read."""
    app.jinja_env.globals.update(notice_words=service.words, unread_notices=reading.unread)
    try:
        app.extensions["notices"] = service.carriers(app.config)
    except ValueError as error:
        raise RuntimeError(f"BE_SMTP, BE_MAIL_FROM: {error}") from error
