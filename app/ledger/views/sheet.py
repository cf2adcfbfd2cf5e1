"""The checkpoint on paper: printed and posted, it cannot be changed from here any more."""

from typing import Any

from flask import current_app, make_response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.documents import pdf, qr_svg
from app.kernel.permissions import Permission, needs
from app.kernel.web import language
from app.kernel.web.pages import grouped
from app.ledger import queries
from app.ledger.queries import Checkpoint
from app.ledger.views.blueprint import TO_THE_SECOND, bp, keys


@bp.get("/ledger/checkpoints/<day>.pdf")
@needs(Permission.PUBLIC)
def sheet(day: str) -> ResponseReturnValue:
    """The sheet of a day: A4, with the note itself as QR."""
    found = queries.closed(day)
    response = make_response(pdf("checkpoint", printed(found)))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="checkpoint-{found.day.isoformat()}.pdf"'
    return response


def printed(found: Checkpoint) -> dict[str, Any]:
    """What the sheet says. Its QR carries the note with the ledger's own signature: witnesses sign later."""
    witnessed = queries.cosignatures([found.day])[found.day]
    public = keys().signer.public
    return {
        "lang": "en" if language.select() == "en" else "zh",
        "city": current_app.config["BE_CITY"],
        "title": _("台账封账单"),
        "day": found.day.isoformat(),
        "size": f"{found.size:,}",
        "at": clock.local(found.at).strftime(TO_THE_SECOND),
        "origin": keys().origin,
        "roots": [["SHA-256", grouped(found.root)], ["SM3", grouped(found.root_sm3)]],
        "key": [str(public), grouped(public.key.hex())],
        "witnesses": [[row.witness, clock.local(row.signed_at).strftime(TO_THE_SECOND)] for row in witnessed],
        "qr": str(qr_svg(found.note)),
        "check": _ways(found),
        "labels": _labels(),
    }


def _ways(found: Checkpoint) -> list[str]:
    return [
        _("打开 %(url)s，比对根值与本单：不一致，说明台账在张贴之后被改动。", url=_address(found)),
        _("扫二维码得到带签名的封账单原文，用上面的公钥可以离线验证签名。"),
        _("以后任何一天的封账单都须证明包含这一天的全部记录；见证程序可以从公开台账页面下载。"),
    ]


def _address(found: Checkpoint) -> str:
    return str(url_for("ledger.show", day=found.day.isoformat(), _external=True))


def _labels() -> dict[str, str]:
    return {
        "day": _("封账日"),
        "size": _("记录条数"),
        "at": _("封账时间"),
        "roots": _("根值"),
        "key": _("台账公钥"),
        "witnesses": _("见证单位"),
        "none": _("打印时还没有见证单位签名"),
        "qr": _("封账单原文"),
        "check": _("怎样核对"),
    }
