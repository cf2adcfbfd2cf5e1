"""Filing in three short steps (ux.md E-01…E-04, W2). With an account the third one falls away."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.forms import filing as forms
from app.complaints.forms.filing import ContactForm, FactsForm, MatterForm, Step
from app.complaints.rules import TERMS, DeclineReason, Disclosure
from app.complaints.views import drafting
from app.complaints.views.root import bp, holder
from app.departments import queries as departments
from app.kernel import clock, limits, wording
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.forms import Form
from app.policy import queries as policy

ELSEWHERE = tuple(reason for reason in DeclineReason if reason is not DeclineReason.TOO_VAGUE)
PREFILLED = {"category": 40, "about": 60, "happened": 40, "facts": forms.FACTS_MOST, "wants": forms.WANTS_MOST}
UPLOADS = "60 per hour; 300 per day"
OWN_FORMS = {"arrears": ("arrears.new", "arrears.check")}


@bp.get("/complaints/start")
@needs(Permission.PUBLIC)
def start() -> ResponseReturnValue:
    """What is taken in, what is not and where it goes, how long it takes."""
    return render_template(
        "complaints/start.html", categories=queries.categories(), elsewhere=ELSEWHERE, terms=_terms()
    )


def _terms() -> list[tuple[str, str]]:
    """How long each step takes at most, by the rulebook of today."""
    found = [(kind, policy.term(TERMS[kind], clock.today())) for kind in queries.STEPS]
    words = [(wording.label("expected", kind), int(term.value), term.clause) for kind, term in found]
    return [(name, _("%(days)s 个工作日。%(clause)s", days=days, clause=clause)) for name, days, clause in words]


@bp.route("/complaints/new/matter", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_FILE)
def matter() -> ResponseReturnValue:
    """Step 1: what it is about, and whom."""
    form = _opened(MatterForm).offer(queries.categories())
    if form.is_submitted():
        drafting.keep(**{**form.typed(), "about": _department(form.about.typed)})
        if form.validate():
            return redirect(own_form(form.category.data) or _next("complaints.facts"), 303)
    else:
        drafting.opened()
    return _page("complaints/new_matter.html", form, categories=queries.categories(), departments=departments.active())


@bp.route("/complaints/new/facts", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_FILE)
def facts() -> ResponseReturnValue:
    """Step 2: what happened, what is wished, what proves it. Files that are good stay, whatever else is wrong."""
    form = _opened(FactsForm).fit(signed_in=bool(holder()))
    if form.is_submitted():
        drafting.keep(**form.typed())
        refused = _take_files()
        good = form.validate()
        for error in refused:
            form.refuse(error)
        if good and not refused:
            return redirect(_after_facts(form), 303)
    elif drafting.current() is None:
        return redirect(url_for("complaints.matter"), 303)
    return _page("complaints/new_facts.html", form, files=_files())


@bp.route("/complaints/new/contact", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_FILE)
def contact() -> ResponseReturnValue:
    """Step 3, without an account: how to be reached, and who may know."""
    if holder():
        return redirect(url_for("complaints.facts", change=1), 303)
    form = _opened(ContactForm)
    if form.is_submitted():
        drafting.keep(**form.typed())
        if form.validate():
            return redirect(url_for("complaints.check"), 303)
    elif drafting.current() is None:
        return redirect(url_for("complaints.matter"), 303)
    return _page("complaints/new_contact.html", form)


@bp.post("/complaints/new/prefilled")
@needs(Permission.COMPLAINT_FILE)
def prefilled() -> ResponseReturnValue:
    """A complaint that another page has begun, such as a pass at the door: everything can still be changed."""
    told = {name: request.form.get(name, "")[:most] for name, most in PREFILLED.items()}
    drafting.anew()
    drafting.keep(**told)
    return redirect(url_for(_after_doubt()), 303)


@bp.get("/complaints/not-eligible/<reason>")
@needs(Permission.PUBLIC)
def not_eligible(reason: str) -> ResponseReturnValue:
    """Why this may be a matter for somebody else, who that is, and the way on for whoever sees it differently."""
    return render_template("complaints/not_eligible.html", reason=_reason(reason), begun=drafting.current() is not None)


@bp.post("/complaints/not-eligible/<reason>")
@needs(Permission.COMPLAINT_FILE)
def insist(reason: str) -> ResponseReturnValue:
    """To go on all the same: the question is not asked again."""
    begun = drafting.current() is not None
    drafting.keep(insisted=_reason(reason))
    return redirect(url_for(_after_doubt() if begun else "complaints.matter"), 303)


def _reason(value: str) -> DeclineReason:
    if value not in set(ELSEWHERE):
        abort(404)
    return DeclineReason(value)


def _opened(kind: type[Step]) -> "MatterForm | FactsForm | ContactForm":
    """The step with what the draft holds; with its faults where the check page sent back to it."""
    kept = drafting.answers()
    if request.method == "GET" and request.args.get("faults"):
        return kind.of(kept)
    return kind(data=kept)


def _page(template: str, form: Form, **more: object) -> ResponseReturnValue:
    if request.method == "GET" and request.args.get("faults"):
        form.validate()
    means = {value.value: wording.label("disclosure_means", value) for value in Disclosure}
    return render_template(template, form=form, means=means, **more), 422 if form.is_submitted() else 200


def own_form(category: str, *, check: bool = False) -> str:
    """Where a kind of complaint that has a form of its own is written, or checked; empty for the others."""
    endpoints = OWN_FORMS.get(category)
    return url_for(endpoints[check]) if endpoints else ""


def _next(endpoint: str) -> str:
    """The step after, or back to the check page where the answer was only changed."""
    return url_for("complaints.check" if request.args.get("change") else endpoint)


def _department(typed: str) -> str:
    """The name that somebody means who typed a department's initials; else what was typed."""
    known = {row.initials.lower(): row.name for row in departments.active()}
    return known.get(typed.strip().lower(), typed)


def _take_files() -> list[Refused]:
    """Attach what was sent, drop what was ticked."""
    drafting.drop([int(ticked) for ticked in request.form.getlist("remove") if ticked.isascii() and ticked.isdigit()])
    sent = [one for one in request.files.getlist("files") if one.filename]
    if sent and not holder():
        limits.spend("draft_files", limits.address(), most=UPLOADS)
    return drafting.take(sent)


def _files() -> object:
    draft = drafting.current()
    return queries.draft_files(draft) if draft else []


def _after_facts(form: FactsForm) -> str:
    reason = forms.doubt(f"{form.facts.data} {form.wants.data}")
    if reason and drafting.answers().get("insisted") != reason:
        return url_for("complaints.not_eligible", reason=reason)
    return _next(_after_doubt())


def _after_doubt() -> str:
    return "complaints.check" if holder() else "complaints.contact"
