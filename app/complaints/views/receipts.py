"""The receipt: number, last days, secret code, PDF, QR. Its address keeps working and shows where the case stands.

Beside it lies the file that proves it (存证回执): of the filing, and of each later act of the complainant.
"""

from typing import Any

from flask import current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.models import Complaint
from app.complaints.views import access, proving
from app.complaints.views.copies import download
from app.complaints.views.root import bp, keyring
from app.kernel import wording
from app.kernel.documents import pdf, qr_svg
from app.kernel.permissions import Permission, needs
from app.kernel.web import language, pages
from app.ledger import queries as ledger


@bp.get("/complaints/<number>/receipt")
@needs(Permission.PUBLIC)
def receipt(number: str) -> ResponseReturnValue:
    """What was filed, what happens next and when; the secret code only in the browser that filed it."""
    complaint = access.own(number)
    return render_template(
        "complaints/receipt.html",
        complaint=complaint,
        code=access.receipt_code(complaint.number),
        steps=queries.expected(complaint),
        step_note=step_note,
        proof=proving.filing(complaint),
        case_url=access.case_url(complaint),
        tracking_url=tracking_url(complaint),
        qr=qr_svg(tracking_url(complaint)),
    )


@bp.get("/complaints/<number>/receipts/<int:seq>.json")
@needs(Permission.PUBLIC)
def receipt_file(number: str, seq: int) -> ResponseReturnValue:
    """What proves one act of the complainant, as a file to keep: byte by byte as it is checked."""
    complaint = access.own(number)
    entry = queries.own_act(complaint, seq)
    text = ledger.receipt(entry, queries.own_words(complaint, entry), keyring())
    return download(text.encode(), "application/json", f"{complaint.number}-{seq}.json")


@bp.get("/complaints/<number>/receipt.pdf")
@needs(Permission.PUBLIC)
def receipt_pdf(number: str) -> ResponseReturnValue:
    """The receipt on paper."""
    complaint = access.own(number)
    response = make_response(pdf("receipt", _printed(complaint)))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{complaint.number}.pdf"'
    return response


def tracking_url(complaint: Complaint) -> str:
    """Where the case can be followed with its number and code; the code itself is in no address."""
    return url_for("complaints.track_case", number=complaint.number, _external=True)


def step_note(step: queries.Expected) -> str:
    """How a step's last day came about."""
    firm = _("%(days)s 个工作日。%(clause)s", days=step.length, clause=step.clause)
    reckoned = _("受理并交办后 %(days)s 个工作日，按最晚受理日推算。%(clause)s", days=step.length, clause=step.clause)
    return str(firm if step.firm else reckoned)


def _printed(complaint: Complaint) -> dict[str, Any]:
    steps = queries.expected(complaint)
    return {
        "lang": "en" if language.select() == "en" else "zh",
        "city": current_app.config["BE_CITY"],
        "title": _("投诉回执"),
        "number": complaint.number,
        "filed": pages.instant(complaint.filed_at),
        "matter": _matter(complaint),
        "dates": [
            {"name": wording.label("expected", step.kind), "on": step.on.isoformat(), "note": step_note(step)}
            for step in steps
        ],
        "code": access.receipt_code(complaint.number),
        "tracking_url": tracking_url(complaint),
        "qr": str(qr_svg(tracking_url(complaint))),
        "follow": [
            _("扫二维码或打开下面的网址，输入编号和查询码；有账号的登录后在“我的投诉”里查看。"),
            _("有疑问请拨打 %(hotline)s，说出编号即可。", hotline=current_app.config["BE_HOTLINE"]),
        ],
        "proof": proving.printed(complaint),
        "labels": _labels(),
    }


def _matter(complaint: Complaint) -> list[tuple[str, str]]:
    words = queries.statement(complaint)
    category = queries.category(complaint.category)
    return [
        (_("问题类别"), _(category.name) if category else complaint.category),
        (_("涉及单位"), words.about or "--"),
        (_("发生时间"), words.happened or "--"),
        (_("地点"), words.place or "--"),
        (_("情况"), words.facts),
        (_("诉求"), words.wants),
        (_("附件"), _("%(n)s 个", n=len(queries.attachments(complaint)))),
        (_("身份"), wording.label("complaint.disclosure", complaint.disclosure)),
    ]


def _labels() -> dict[str, str]:
    return {
        "number": _("编号"),
        "filed": _("提交时间"),
        "matter": _("您提交的内容"),
        "dates": _("最晚办理日期"),
        "step": _("环节"),
        "on": _("最晚日期"),
        "note": _("依据"),
        "code": _("查询码"),
        "code_warning": _(
            "没有账号时，凭编号和查询码跟进。系统不保存查询码原文，丢失后无法找回；请妥善保存，不要给别人看。"
        ),
        "follow": _("怎样查看进度"),
    }
