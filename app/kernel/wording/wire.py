"""Words for programs: what an API request lacks."""

from typing import Any

from flask_babel import lazy_gettext as _

REFUSALS = {
    "base64_malformed": (_("文件内容不是 base64。"), "", _("请按 RFC 4648 第 4 节编码，不要换行。")),
    "etag_missing": (_("请求缺少 If-Match。"), "", _("请先读取该件，把得到的 ETag 放进 If-Match 再提交。")),
    "etag_changed": (_("该件在您读取之后已经改变。"), "", _("请重新读取，核对后带上新的 ETag 再提交。")),
    "idempotency_key_missing": (
        _("请求缺少 Idempotency-Key。"),
        "",
        _("请为每件事生成一个 8 至 128 个字符的标识，重试时用同一个。"),
    ),
}
LABELS: dict[str, Any] = {}
