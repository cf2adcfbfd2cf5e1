"""The checks on inspections: entering, plans and draws, who goes, results, and the records of all that."""

from app.audit.rules.terms import Area, Check, Owner, Severity

_A, _S, _O = Area, Severity, Owner


CHECKS = (
    Check("quiet_unapproved", "quiet.days", _A.ENTRY, _S.GRAVE),
    Check("quiet_approved_late", "quiet.approver", _A.ENTRY, _S.GRAVE),
    Check("quiet_unfiled", "quiet.filing", _A.ENTRY, _S.SERIOUS),
    Check("quiet_other_leader", "quiet.approver", _A.ENTRY, _S.GRAVE),
    Check("emergency_unjudged", "visit.registered", _A.ENTRY, _S.SERIOUS, _O.OFFICE),
    Check("no_pass", "visit.registered", _A.ENTRY, _S.GRAVE),
    Check("registered_late", "visit.registered", _A.ENTRY, _S.SERIOUS),
    Check("another_day", "visit.registered", _A.ENTRY, _S.SERIOUS),
    Check("sighting_unjoined", "visit.registered", _A.ENTRY, _S.GRAVE, _O.OFFICE, confidential=True),
    Check("lead_undated", "visit.basis", _A.ENTRY, _S.SERIOUS),
    Check("never_left", "visit.registered", _A.RESULT, _S.MINOR),
)
