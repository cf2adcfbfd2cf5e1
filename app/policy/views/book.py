"""The public pages: every rule with its value, clause and days of effect, the versions of one rule, the conflicts."""

from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.policy import queries, rules, schemas
from app.policy.models import ProposalState, RuleVersion
from app.policy.views.blueprint import bp


@bp.get("")
@needs(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    """The whole rulebook as it is in force today, with what comes later and what came before."""
    today = clock.today()
    rows = queries.rulebook(today)
    groups = {group: list(found) for group, found in groupby(sorted(rows, key=_order), key=_group)}
    return render_template(
        "policy/index.html",
        groups=groups,
        versions=queries.all_versions(),
        newest=queries.newest(),
        pending={proposal.rule_id for proposal in queries.proposals(ProposalState.PENDING)},
    )


def _group(row: RuleVersion) -> rules.Group:
    return rules.group(row.rule_id)


def _order(row: RuleVersion) -> tuple[int, int]:
    return list(rules.Group).index(_group(row)), row.position


@bp.get("/conflicts")
@needs(Permission.PUBLIC)
def conflicts() -> ResponseReturnValue:
    """Where the texts do not fit together: what they say, what the service does and why, with the rules of today."""
    book = {row.rule_id: row for row in queries.rulebook(clock.today())}
    return render_template("policy/conflicts.html", conflicts=schemas.conflicts(), book=book)


@bp.get("/<rule_id>")
@needs(Permission.PUBLIC)
def rule(rule_id: str) -> ResponseReturnValue:
    """One rule with all its versions, latest first."""
    versions = queries.versions(rule_id)
    current = queries.in_force(rule_id, clock.today()) or versions[0]
    pending = [proposal for proposal in queries.proposals(ProposalState.PENDING) if proposal.rule_id == rule_id]
    carried = [one for one in schemas.conflicts() if rule_id in one.rules]
    return render_template("policy/rule.html", rule=current, versions=versions, pending=pending, conflicts=carried)
