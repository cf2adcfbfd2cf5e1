"""What is stored of a complaint: who complained in `people`, sealed; what a department may read in `CaseSheet`."""

from app.complaints.models.cases import Category, Complaint, Referral
from app.complaints.models.files import Attachment
from app.complaints.models.followup import Extension, Rating, Rectification, Review
from app.complaints.models.people import Draft, DraftFile, Identity, Unsealing
from app.complaints.models.uses import FormUse
from app.complaints.models.words import CaseSheet, Reply, Statement, Supplement

__all__ = [
    "Attachment",
    "CaseSheet",
    "Category",
    "Complaint",
    "Draft",
    "DraftFile",
    "Extension",
    "FormUse",
    "Identity",
    "Rating",
    "Rectification",
    "Referral",
    "Reply",
    "Review",
    "Statement",
    "Supplement",
    "Unsealing",
]
