"""The checks on cases: complaints, debts, orders of supervision, penalties; and what one person must not do alone."""

from app.audit.rules.terms import Area, Check, Owner, Severity

_A, _S, _O = Area, Severity, Owner


def _office(code: str, rule: str, area: Area, severity: Severity = Severity.SERIOUS, *, kept: bool = False) -> Check:
    """A check on what the office itself has to do; no department learns of it."""
    return Check(code, rule, area, severity, Owner.OFFICE, confidential=kept, of_enterprise=False)


CHECKS = (
    _office("complaint_unaccepted", "complaint.accept", _A.COMPLAINT),
    Check("verify_late", "complaint.verify", _A.COMPLAINT, _S.SERIOUS),
    Check("simple_late", "complaint.simple", _A.COMPLAINT, _S.SERIOUS),
    Check("complex_late", "complaint.complex", _A.COMPLAINT, _S.SERIOUS),
    _office("extension_late", "complaint.extension", _A.COMPLAINT, _S.GRAVE),
    Check("rating_unmended", "complaint.rectify", _A.COMPLAINT, _S.SERIOUS),
    _office("review_undecided", "complaint.review", _A.COMPLAINT),
    _office("identity_alone", "complaint.identity", _A.COMPLAINT, _S.GRAVE, kept=True),
    _office("arrears_no_step", "arrears.next_step", _A.DEBT),
    Check("arrears_answer_late", "arrears.steps", _A.DEBT, _S.SERIOUS),
    Check("order_unreceived", "supervision.receipt", _A.ORDER, _S.MINOR),
    Check("order_unanswered", "supervision.answer", _A.ORDER, _S.SERIOUS),
    Check("filed_late", "penalty.order", _A.PENALTY, _S.GRAVE),
    Check("decided_first", "penalty.order", _A.PENALTY, _S.GRAVE),
    Check("fines_split", "penalty.split", _A.PENALTY, _S.GRAVE),
    Check("review_missing", "penalty.legal_review", _A.PENALTY, _S.GRAVE),
    Check("lenient_fined", "penalty.first_minor", _A.PENALTY, _S.SERIOUS),
    Check("decided_unanswered", "penalty.order", _A.PENALTY, _S.MINOR),
    Check("penalty_unpublished", "penalty.publish", _A.PENALTY, _S.SERIOUS),
    Check("penalty_kept_up", "penalty.take_down", _A.PENALTY, _S.SERIOUS),
    _office("rule_alone", "rule.two_people", _A.RECORD, _S.GRAVE),
    _office("calendar_alone", "rule.two_people", _A.RECORD, _S.GRAVE),
)
