"""One finding: the question, the figures, the evidence, the clocks, what was said, and what can be done now."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit import queries, rules
from app.audit.models import AuditFinding
from app.audit.views.blueprint import bp, me
from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web import gate, parts
from app.kernel.web.pages import instant
from app.workdays import queries as workdays


@bp.get("/audit/<number>")
@needs(Permission.AUDIT_READ)
def show(number: str) -> ResponseReturnValue:
    """The finding, and what can be done now."""
    found = queries.get(number, to=me())
    if number != found.number:
        return redirect(url_for(".show", number=found.number), 301)
    check = rules.CATALOGUE.get(found.code)
    return render_template(
        "audit/show.html",
        found=found,
        check=check,
        clause=queries.clauses().get(check.rule if check else ""),
        evidence=evidence(found),
        clocks=clocks(found),
        said=said(found),
        offers=offers(found),
    )


def evidence(found: AuditFinding) -> list[tuple[str, str, str]]:
    """The pages that bear it out: what each is, its key, its address where whoever looks may open it."""
    told = []
    for endpoint, args in found.evidence["links"]:
        address = url_for(endpoint, **args) if parts.may_open(endpoint) else ""
        told.append(
            (
                wording.label("audit.link", endpoint.replace(".", "_")),
                " ".join(str(one) for one in args.values()),
                address,
            )
        )
    return told


def clocks(found: AuditFinding) -> list[tuple[Any, Any]]:
    """The clocks of a finding with where they stand."""
    today, own = clock.today(), workdays.deadlines(found.number)
    proofs = workdays.proofs(own)
    return [(one, workdays.standing(one, today, proofs.get(one.id))) for one in own]


def said(found: AuditFinding) -> list[dict[str, str]]:
    """What was said of it, the latest first, as a timeline shows it."""
    rows = queries.statements(found)[::-1]
    return [
        {
            "when": instant(one.at),
            "words": wording.label("ledger_verb", f"audit:{one.verb}"),
            "unit": wording.label("role", one.by.role),
            "body": one.words,
        }
        for one in rows
    ]


def offers(found: AuditFinding) -> list[str]:
    """The acts that the page offers: what the state leaves, and whoever looks may do."""
    opened = rules.open_verbs(found.state, askable=found.askable)
    return [name for name in rules.MOVES if name in opened and gate.allowed(_permission(name))]


def _permission(verb: str) -> Permission:
    return Permission.AUDIT_EXPLAIN if verb in rules.OF_OWNER else Permission.AUDIT_DECIDE
