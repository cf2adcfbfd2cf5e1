"""The checks on inspections: entering, plans and draws, who goes, results, and the records of all that."""

from app.audit.rules.terms import Area, Check, Owner, Severity

_A, _S, _O = Area, Severity, Owner


def _city(code: str, rule: str, severity: Severity, area: Area = Area.PLAN, owner: Owner = Owner.CITY) -> Check:
    """A check that looks at the city as a whole."""
    return Check(code, rule, area, severity, owner, of_enterprise=False)


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
    Check("outside_draw", "visit.basis", _A.ENTRY, _S.GRAVE),
    Check("exempt_visited", "exempt.trustworthy", _A.ENTRY, _S.GRAVE),
    Check("line_repeated", "repeat.same_line", _A.ENTRY, _S.GRAVE),
    Check("sections_unmerged", "merge.same_department", _A.ENTRY, _S.SERIOUS),
    Check("departments_unjoined", "merge.across_departments", _A.ENTRY, _S.MINOR),
    _city("plan_late", "plan.publish_by", _S.SERIOUS),
    _city("items_uncovered", "plan.item_coverage", _S.SERIOUS),
    _city("joint_share", "plan.joint_share", _S.SERIOUS),
    _city("cap_city", "cap.share", _S.GRAVE),
    _city("cap_department", "cap.share", _S.GRAVE),
    _city("supervision_unplanned", "key_supervision.coverage", _S.SERIOUS),
    _city("supervision_unvisited", "key_supervision.coverage", _S.SERIOUS),
    _city("year_items", "plan.done_by", _S.SERIOUS),
    _city("year_tasks", "plan.done_by", _S.SERIOUS),
    _city("year_published", "plan.done_by", _S.SERIOUS),
    _city("draw_voided", "draw.notice", _S.SERIOUS, owner=_O.OFFICE),
    Check("inspectors_few", "draw.min_inspectors", _A.PEOPLE, _S.SERIOUS),
    Check("certificate_expired", "draw.min_inspectors", _A.PEOPLE, _S.SERIOUS),
    Check("recused_sent", "draw.min_inspectors", _A.PEOPLE, _S.GRAVE),
    Check("never_left", "visit.registered", _A.RESULT, _S.MINOR),
    Check("back_entered", "visit.back_entry", _A.RESULT, _S.MINOR),
    Check("published_late", "publish.results", _A.RESULT, _S.SERIOUS),
    Check("channels_late", "publish.results", _A.RESULT, _S.SERIOUS),
    Check("withdrawn_late", "publish.take_down", _A.RESULT, _S.SERIOUS),
    _city("day_unclosed", "ledger.witnessed", _S.SERIOUS, _A.RECORD, _O.OFFICE),
    _city("witness_missing", "ledger.witnessed", _S.SERIOUS, _A.RECORD, _O.OFFICE),
)
