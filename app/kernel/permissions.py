"""Roles, actors, permissions, and the label that every view carries. Who has which stands in `grants`."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeVar

F = TypeVar("F", bound=Callable[..., object])


class Role(StrEnum):
    ENTERPRISE = "enterprise"
    CLERK = "clerk"
    INSPECTOR = "inspector"
    LEADER = "leader"
    OVERSIGHT = "oversight"
    DISCIPLINE = "discipline"
    ADMINISTRATOR = "administrator"


SECOND_FACTOR = frozenset({Role.OVERSIGHT, Role.LEADER, Role.DISCIPLINE, Role.ADMINISTRATOR})


class Actor(Protocol):
    """Whoever acts: a user, a complainant without a name, or the service itself."""

    @property
    def actor(self) -> str:
        """How the ledger calls the actor: `user:12`, `complainant`, `system`."""

    @property
    def acting_role(self) -> str:
        """The role in which the actor acts, or an empty string."""


class Nameless:
    """An actor that the ledger must not name: a complainant, the public, the timer."""

    def __init__(self, actor: str, acting_role: str = "") -> None:
        self.actor = actor
        self.acting_role = acting_role


COMPLAINANT = Nameless("complainant", Role.ENTERPRISE)
SYSTEM = Nameless("system")


class Permission(StrEnum):
    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    ACCOUNT_MANAGE = "account:manage"
    TOKEN_MANAGE = "token:manage"  # noqa: S105
    NOTICE_MANAGE = "notice:manage"
    TIMER_READ = "timer:read"
    LEDGER_READ = "ledger:read"
    CALENDAR_PROPOSE = "calendar:propose"
    CALENDAR_APPROVE = "calendar:approve"
    RULE_PROPOSE = "rule:propose"
    RULE_APPROVE = "rule:approve"
    DEPARTMENT_READ = "department:read"
    DEPARTMENT_MANAGE = "department:manage"
    REGISTER_IMPORT = "register:import"
    ENTERPRISE_READ = "enterprise:read"
    ENTERPRISE_IMPORT = "enterprise:import"
    ENTERPRISE_EDIT = "enterprise:edit"
    ITEM_READ = "item:read"
    ITEM_EDIT = "item:edit"
    INSPECTOR_READ = "inspector:read"
    INSPECTOR_EDIT = "inspector:edit"
    HISTORY_READ = "history:read"
    HISTORY_MANAGE = "history:manage"
    PLAN_READ = "plan:read"
    PLAN_EDIT = "plan:edit"
    PLAN_DRAFT = "plan:draft"
    PLAN_MERGE = "plan:merge"
    PLAN_PUBLISH = "plan:publish"
    DRAW_READ = "draw:read"
    DRAW_DRAFT = "draw:draft"
    DRAW_LOCK = "draw:lock"
    DRAW_TYPE_VALUE = "draw:type_value"
    DRAW_DRAW = "draw:draw"
    DRAW_PUBLISH = "draw:publish"
    DRAW_REPLACE = "draw:replace"
    DRAW_RECUSE = "draw:recuse"
    DRAW_VOID = "draw:void"
    VISIT_READ = "visit:read"
    VISIT_REGISTER = "visit:register"
    VISIT_CONFIRM = "visit:confirm"
    VISIT_REPORT = "visit:report"
    VISIT_JOIN = "visit:join"
    VISIT_SCHEDULE = "visit:schedule"
    VISIT_JUDGE = "visit:judge"
    TIMELINE_READ = "timeline:read"
    RESULT_READ = "result:read"
    RESULT_RECORD = "result:record"
    RESULT_FOLLOW = "result:follow"
    TEMPLATE_EDIT = "template:edit"
    PUBLICATION_READ = "publication:read"
    PUBLICATION_PUBLISH = "publication:publish"
    PUBLICATION_EXPORT = "publication:export"
    PUBLICATION_WITHDRAW = "publication:withdraw"
    QUIET_DAY_READ = "quiet_day:read"
    QUIET_DAY_SUBMIT = "quiet_day:submit"
    QUIET_DAY_DECIDE = "quiet_day:decide"
    QUIET_DAY_FILINGS = "quiet_day:filings"
    COMPLAINT_FILE = "complaint:file"
    COMPLAINT_FOLLOW = "complaint:follow"
    COMPLAINT_FILE_ON_BEHALF = "complaint:file_on_behalf"
    COMPLAINT_READ = "complaint:read"
    COMPLAINT_ACCEPT = "complaint:accept"
    COMPLAINT_DECLINE = "complaint:decline"
    COMPLAINT_ROUTE = "complaint:route"
    COMPLAINT_HAND_OVER = "complaint:hand_over"
    COMPLAINT_RETURN = "complaint:return_referral"
    COMPLAINT_VERIFY = "complaint:verify"
    COMPLAINT_REPLY = "complaint:reply"
    COMPLAINT_REQUEST_EXTENSION = "complaint:request_extension"
    COMPLAINT_DECIDE_EXTENSION = "complaint:decide_extension"
    COMPLAINT_RECLASSIFY = "complaint:reclassify"
    COMPLAINT_RECTIFY = "complaint:rectify"
    COMPLAINT_CALL_BACK = "complaint:call_back"
    COMPLAINT_DECIDE_REVIEW = "complaint:decide_review"
    COMPLAINT_UNSEAL = "complaint:unseal"
    ARREARS_FOLLOW = "arrears:follow"
    ARREARS_READ = "arrears:read"
    ARREARS_REPAY = "arrears:repay"
    ARREARS_LEAD = "arrears:lead"
    ARREARS_TOTAL = "arrears:total"
    SUPERVISION_READ = "supervision:read"
    SUPERVISION_ISSUE = "supervision:issue"
    SUPERVISION_ANSWER = "supervision:answer"
    REFERRAL_READ = "referral:read"
    REFERRAL_SEND = "referral:send"
    REFERRAL_HANDLE = "referral:handle"
    PENALTY_READ = "penalty:read"
    PENALTY_FILE = "penalty:file"
    PENALTY_REGISTER = "penalty:register"
    PENALTY_DECIDE = "penalty:decide"
    TYPICAL_CASE_READ = "typical_case:read"
    TYPICAL_CASE_DRAFT = "typical_case:draft"
    TYPICAL_CASE_APPROVE = "typical_case:approve"
    TYPICAL_CASE_WITHDRAW = "typical_case:withdraw"
    WARNING_READ = "warning:read"
    DISCIPLINE_READ = "discipline:read"
    DISCIPLINE_WATCH = "discipline:watch"
    MEASURE_READ = "measure:read"
    MEASURE_REPORT = "measure:report"
    MEASURE_MANAGE = "measure:manage"
    SURVEY_MANAGE = "survey:manage"
    SCORECARD_READ = "scorecard:read"
    SCORECARD_MANAGE = "scorecard:manage"
    SCORECARD_APPROVE = "scorecard:approve"
    SCORECARD_APPEAL = "scorecard:appeal"
    CREDIT_FOLLOW = "credit:follow"
    LENIENCY_PROPOSE = "leniency:propose"
    LENIENCY_APPROVE = "leniency:approve"
    AUDIT_READ = "audit:read"
    AUDIT_RUNS = "audit:runs"
    AUDIT_RUN = "audit:run"
    AUDIT_DECIDE = "audit:decide"
    AUDIT_EXPLAIN = "audit:explain"
    REPORT_READ = "report:read"
    REPORT_TRACE = "report:trace"
    REPORT_ISSUE = "report:issue"
    REPORT_RELEASE = "report:release"
    DESK_READ = "desk:read"
    DESK_LEAD = "desk:lead"
    DESK_OWN = "desk:own"
    DEMO = "demo"


def needs(permission: Permission, *, fresh: bool = False) -> Callable[[F], F]:
    """Label a view with the permission it needs; `fresh` asks for a recent sign-in before a grave act.

    The gate in `kernel.web` enforces the label, and an unlabelled view stops start-up.
    """

    def label(view: F) -> F:
        view.__dict__["permission"] = permission
        view.__dict__["fresh"] = fresh
        return view

    return label
