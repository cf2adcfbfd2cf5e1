"""The doors of accounts: sign-in, the own settings, administration."""

from flask import Flask, g

from app.accounts.views import admin, security, settings, tokens
from app.accounts.views.blueprint import bp
from app.ledger import service as ledger

__all__ = ["admin", "bp", "init_app", "settings", "tokens"]


def init_app(app: Flask) -> None:
    """Install sign-in; let the ledger know the request that an entry belongs to."""
    security.init_app(app)
    app.before_request(_name_entries)


def _name_entries() -> None:
    ledger.request_id.set(g.request_id)
