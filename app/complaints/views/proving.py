"""What proves the filing of a complaint, for its receipt on the page and on paper."""

import json
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.models import Complaint
from app.complaints.views.root import keyring
from app.kernel.documents import qr_svg
from app.kernel.web.pages import grouped
from app.ledger import queries as ledger
from app.ledger import rules
from app.ledger.models import Entry


@dataclass(frozen=True)
class Filing:
    """The entry of the filing, by its place in the case, and the closed day that shows it (empty before)."""

    seq: int
    closed_on: str


def filing(complaint: Complaint) -> Filing | None:
    """What the page says of the receipt of the filing; nothing of a filing from before there were receipts."""
    entry = _filed(complaint)
    if entry is None:
        return None
    closed = ledger.closing(entry)
    return Filing(entry.ref_seq, closed.day.isoformat() if closed else "")


def _filed(complaint: Complaint) -> Entry | None:
    own = (one for one in queries.timeline(complaint) if queries.has_receipt(one))
    return next(own, None)


def printed(complaint: Complaint) -> dict[str, Any] | None:
    """The proof on paper: what stands in the file, as far as somebody can compare it by eye."""
    entry = _filed(complaint)
    if entry is None:
        return None
    text = ledger.receipt(entry, queries.own_words(complaint, entry), keyring())
    receipt = rules.checked(text.encode(), keyring().signer.public)
    url = url_for("ledger.verify", _external=True, _anchor=f"index={receipt.index}&leaf={receipt.leaf}")
    return {
        "title": _("存证"),
        "lead": _(
            "这次投诉已经写进台账。和这份回执一起下载的存证回执文件，能证明您提交了什么、何时被收下；"
            "扫右边的二维码打开检查页，选择该文件即可核对，不需要登录。"
        ),
        "rows": [
            [_("台账条目"), str(receipt.index)],
            [_("存证值"), grouped(receipt.leaf)],
            [_("承诺签名"), json.loads(text)["promise"]],
            [_("台账公钥"), str(receipt.key)],
            [_("封账单"), _closed(receipt)],
        ],
        "url": url_for("ledger.verify", _external=True),
        "qr": str(qr_svg(url)),
    }


def _closed(receipt: rules.Receipt) -> str:
    if receipt.closed is None:
        return str(_("当天尚未封账；次日起重新下载，存证回执里就有封账证明"))
    return str(_("%(day)s，共 %(n)s 条", day=receipt.closed.day.isoformat(), n=receipt.closed.size))
