"""What is stored of arrears: the account of a complaint, what was paid of it and contradicted, the steps taken."""

from app.arrears.models.books import Assessment, Objection, Repayment
from app.arrears.models.cases import ArrearsCase
from app.arrears.models.steps import TakenStep

__all__ = ["ArrearsCase", "Assessment", "Objection", "Repayment", "TakenStep"]
