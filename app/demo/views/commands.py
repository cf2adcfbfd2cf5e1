"""The scenes that are seen at the terminal: a hotline that pushes, a missing calendar, a backup that is proved."""

from flask_babel import lazy_gettext as _

from app.demo.views.scene import Command, Scene, View

_FILED = (
    '{"category": "illegal_inspection", "facts": "9月8日上午有工作人员没有出示批准文件就进厂检查，要求停产半天。", '
    '"wants": "说明检查依据", '
    '"channel": "hotline_12345", "external_ref": "12345-0001", '
    '"contact": {"enterprise": "湖畔食品有限公司", "person": "王老板", "phone": "13900001402"}}'
)
_SENT = (
    "curl http://127.0.0.1:8000/api/v1/complaints -H 'Authorization: Bearer TOKEN' "
    "-H 'Content-Type: application/json' -H 'Idempotency-Key: 12345-0001' -d @filed.json"
)
LAST = (
    Scene(
        "18",
        _("12345 用同一个编号把一件投诉推送两次"),
        (View("admin", "notices.webhooks", "", _("登记接收地址以后，每件只推送一次，带签名，可以重发，逐次有记录。")),),
        (
            Command(
                "flask token create officer --name 12345 --scope complaint:file_on_behalf --scope complaint:read",
                _("打印令牌，只显示一次；下面用它代替 TOKEN。"),
            ),
            Command(f"echo '{_FILED}' > filed.json", _("一件来自 12345 的投诉。")),
            Command(_SENT, _("运行两次：两次答复相同，编号是同一个，只登记一件。")),
            Command(
                "sed 's/illegal_inspection/nonsense/' filed.json | "
                + _SENT.replace("0001", "0002").replace("filed.json", "-"),
                _("类别不存在：422，application/problem+json，写明是哪一栏、可以填什么。"),
            ),
        ),
        "tests/demo/test_pushing.py::test_one_key_pushes_one_complaint_and_one_signed_message",
    ),
    Scene(
        "19",
        _("2027 年的工作日历还没有公布"),
        (
            View(
                "admin",
                "workdays.year",
                "",
                _("2027 年标明“暂定”，按周末和法定节假日推算；载入以后，算到那一年的期限重新计算。"),
                given={"year": 2027},
            ),
            View("officer", "desk.index", "", _("从 11 月 1 日起还没有载入，工作台最上面出现一条红色提醒。")),
        ),
        (
            Command("flask calendar check", _("今天齐全，退出码 0；从 11 月 1 日起缺明年的，退出码 1。")),
            Command("flask calendar import 2027.csv --dry-run", _("先看哪些期限会变，什么也不改。")),
            Command("flask calendar import 2027.csv", _("载入以后提醒消失，暂定的期限重算，每一处变动都有记录。")),
        ),
        "tests/demo/test_commands.py::test_a_missing_calendar_is_red_until_it_is_loaded",
    ),
    Scene(
        "20",
        _("备份、恢复，再从命令行证明一行也没有少"),
        (View("director", "ledger.index", "", _("每天一张封账单，恢复出来的数据库要和它对得上。")),),
        (
            Command('sqlite3 var/service.sqlite ".backup copy.sqlite"', _("服务不停，备份是某一刻的完整数据。")),
            Command(
                "DATABASE_URL=sqlite:///copy.sqlite flask ledger verify",
                _("从第一笔重算到最后一笔，有进度；全部相符，退出码 0。"),
            ),
            Command(
                "DATABASE_URL=sqlite:///copy.sqlite flask ledger fsck",
                _("每个案件的每一行和附件都对照台账；改动一个字，退出码 1，并指出是哪一行。"),
            ),
        ),
        "tests/demo/test_commands.py::test_a_restored_copy_is_proved_and_one_changed_word_is_found",
    ),
)
