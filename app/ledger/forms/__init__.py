"""Forms of the ledger's pages."""

from app.ledger.forms.log import LogForm, verb_words
from app.ledger.forms.verifying import VerifyForm

__all__ = ["LogForm", "VerifyForm", "verb_words"]
