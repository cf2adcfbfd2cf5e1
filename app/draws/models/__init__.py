"""What is stored of draws, and what can never be stored."""

from app.draws.models.draws import Draw, DrawFile, ValueEntry
from app.draws.models.turns import DrawRecusal, GoneTarget, Voiding

__all__ = ["Draw", "DrawFile", "DrawRecusal", "GoneTarget", "ValueEntry", "Voiding"]
