"""Checking a receipt: in the browser, where nothing is sent; or here, where the file is looked at and forgotten."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import wording
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.forms import sentence
from app.kernel.web.pages import grouped, instant
from app.ledger import queries, rules
from app.ledger.forms import VerifyForm
from app.ledger.views.blueprint import bp, keys

REFUSALS = (
    "receipt_missing",
    "receipt_unreadable",
    "receipt_key",
    "receipt_words",
    "receipt_facts",
    "receipt_promise",
    "receipt_proof",
    "receipt_checkpoint",
    "receipt_other",
)
CHOSEN = {"score": "complaint.score", "reasons": "complaint.rating_reason"}


@bp.route("/ledger/verify", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def verify() -> ResponseReturnValue:
    """The page that checks a receipt. Sent, the same and whether the ledger keeps its word today."""
    form = VerifyForm()
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        receipt = _kept(form.file.content)
    except Refused as refused:
        return _page(form, refused=sentence(refused)), 422
    return _page(form, shown=_shown(receipt), words=_words(receipt.words))


def _kept(data: bytes) -> rules.Receipt:
    """The receipt, where it is good and its leaf stands in the ledger."""
    receipt = rules.checked(data, *keys().trusted)
    if any(queries.against(receipt)):
        raise Refused("receipt_not_kept")
    return receipt


def _page(form: VerifyForm, **more: Any) -> str:
    return render_template(
        "ledger/verify.html",
        form=form,
        keys=[str(key) for key in keys().trusted],
        most=rules.MOST_BYTES,
        told={
            "refused": {code: sentence(Refused(code)) for code in REFUSALS},
            "act": _labels("receipt_act"),
            "word": _labels("receipt_word"),
            "value": _values(),
            "closed": _closed("{day}", "{n}"),
            "open": _open(),
        },
        **more,
    )


def _labels(kind: str) -> dict[str, str]:
    """Every word of a kind, by what a receipt holds."""
    start = f"{kind}."
    return {key.removeprefix(start): str(words) for key, words in wording.LABELS.items() if key.startswith(start)}


def _values() -> dict[str, str]:
    """The words of what was chosen from a list, by the part of the receipt and the choice."""
    return {f"{name}.{value}": word for name, kind in CHOSEN.items() for value, word in _labels(kind).items()}


def _closed(day: str, n: Any) -> str:
    return str(_("已由 %(day)s 封账单证明（台账当时共 %(n)s 条）", day=day, n=n))


def _open() -> str:
    return str(_("这份回执出具时当天尚未封账；次日起重新下载，回执里就有封账证明"))


def _shown(receipt: rules.Receipt) -> dict[str, str]:
    """What the receipt proves, in the rows of the page."""
    closed = receipt.closed
    return {
        "act": _labels("receipt_act").get(receipt.verb, receipt.verb),
        "ref": receipt.ref,
        "at": instant(receipt.at),
        "index": str(receipt.index),
        "leaf": grouped(receipt.leaf),
        "closed": _closed(closed.day.isoformat(), closed.size) if closed else _open(),
        "kept": _("今天的台账里有这一条，没有改动"),
    }


def _words(words: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was said in the act, by the names of its parts."""
    names = _labels("receipt_word")
    return [(names.get(name, name), _value(name, words[name])) for name in sorted(words)]


def _value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_value(name, one) for one in value)
    return _values().get(f"{name}.{value}", str(value))
