"""The ledger's pages for everybody: the closed days, their sheets, the check of a receipt."""

from flask import Flask

from app.kernel import sealing
from app.ledger.rules import notes
from app.ledger.rules.keyring import keyring


def init_app(app: Flask) -> None:
    """Read the ledger's keys from the settings: the service does not start with a key that cannot be read."""
    settings = app.config
    try:
        app.extensions["ledger"] = keyring(
            settings["LEDGER_ORIGIN"],
            sealing.key(settings["BE_LEDGER_KEY"]),
            settings["BE_LEDGER_PAST_KEYS"],
            settings["BE_LEDGER_WITNESSES"],
        )
    except notes.Malformed as error:
        raise RuntimeError(f"BE_LEDGER_…: {error}") from error
