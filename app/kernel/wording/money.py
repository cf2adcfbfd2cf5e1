"""Words of amounts."""

from typing import Any

from flask_babel import lazy_gettext as _

_SHOWN = _("例如 30000、30,000.00、3万或叁万元整。")
REFUSALS = {
    "amount_malformed": (_("请核对金额：这样写不能确定是哪一个数。"), "", _SHOWN),
    "amount_negative": (_("金额不能是负数。"), "", _SHOWN),
    "amount_places": (_("金额最多两位小数，精确到分。"), "", _SHOWN),
    "amount_large": (_("金额太大，应当小于一万亿元。"), "", _("请核对位数和单位。")),
}
LABELS: dict[str, Any] = {}
