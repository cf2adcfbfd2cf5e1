"""The verbs of the complaint line. Each is one act: the change, its notices and its ledger entry land together."""

from app.complaints.service.aftermath import call_back, confirm, decide_review, rate, rectify, request_review
from app.complaints.service.attachments import Copy, render
from app.complaints.service.drafts import attach, detach, discard, purge, save_draft
from app.complaints.service.extensions import decide_extension, request_extension
from app.complaints.service.handling import (
    ReplyFields,
    give_preliminary,
    reclassify,
    resolve,
    return_referral,
    verify,
)
from app.complaints.service.intake import Contact, Filed, Filing, file, holder_of, load_categories
from app.complaints.service.supplements import hand_over_supplement, supplement, withdraw
from app.complaints.service.triage import SheetFields, accept, decline, refer, revise_sheet, route
from app.complaints.service.unsealing import approve_unsealing, look, refuse_unsealing, request_unsealing
from app.complaints.service.uses import count_begun, count_filed
from app.complaints.service.watch import remind
from app.kernel.files import Upload, upload

__all__ = [
    "Contact",
    "Copy",
    "Filed",
    "Filing",
    "ReplyFields",
    "SheetFields",
    "Upload",
    "accept",
    "approve_unsealing",
    "attach",
    "call_back",
    "confirm",
    "count_begun",
    "count_filed",
    "decide_extension",
    "decide_review",
    "decline",
    "detach",
    "discard",
    "file",
    "give_preliminary",
    "hand_over_supplement",
    "holder_of",
    "load_categories",
    "look",
    "purge",
    "rate",
    "reclassify",
    "rectify",
    "refer",
    "refuse_unsealing",
    "remind",
    "render",
    "request_extension",
    "request_review",
    "request_unsealing",
    "resolve",
    "return_referral",
    "revise_sheet",
    "route",
    "save_draft",
    "supplement",
    "upload",
    "verify",
    "withdraw",
]
