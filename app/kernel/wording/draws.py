"""Words of the draw: what a lock refuses, what a value has to be, what is wrong with a file."""

from flask_babel import lazy_gettext as _

_CAP = _("沅政办发〔2023〕5号 附件3 第69项：抽查比例上限（cap.share），向下取整")
_CHANCE = _("抽取规则 draw/1：公开随机数由事先公布的来源给出，合起来至少 64 位随机性")
_LAW = _("《中华人民共和国行政处罚法》第四十二条：执法人员不得少于两人（draw.min_inspectors）")
_LOCK = _("抽取规则 draw/1：锁定之后，文件一个字节也不能变")
_FORM = _("抽取规则 draw/1：文件用 UTF-8 编码，逐行排序，只有一种写法")
_ORDER = _("抽取规则 draw/1：替换按已公布的次序，不由人挑选")
_CHECK = _("请对照公布的文件，重新下载后再验证。")
_AGAIN = _("请改正名单，再锁定。")
REFUSALS = {
    "draw_quota_over_share": (
        _("任务 %(task)s 要抽 %(quota)s 户，超过可抽名单 %(frame)s 户的 %(share)s%%（%(most)s 户）。"),
        _CAP,
        _("请把各信用等级的户数合计减到 %(most)s 户以内。"),
    ),
    "draw_stratum_unknown": (
        _("%(uscc)s 属于“%(stratum)s”，任务 %(task)s 没有这一层的户数。"),
        "",
        _("请在任务表补上这一层（可以写 0），或核对名单。"),
    ),
    "draw_row_without_task": (
        _("%(uscc)s 没有任何任务可以抽它。"),
        "",
        _("请写上可抽它的任务，或把它列入排除名单。"),
    ),
    "draw_nothing_to_draw": (_("%(file)s 是空的，没有可抽的内容。"), "", _AGAIN),
    "draw_task_departments": (
        _("任务 %(task)s 的部门在各行里不一致，或没有写部门。"),
        "",
        _("同一任务每一行写相同的部门。"),
    ),
    "draw_department_unknown": (
        _("%(file)s 里的部门 %(department)s 没有限额。"),
        "",
        _("请在限额表补上这个部门，或核对部门代码。"),
    ),
    "draw_cap_missing": (_("%(file)s 没有 %(scope)s 的限额。"), _CAP, _("请补上这一行；* 表示全市。")),
    "draw_inspector_in_two": (
        _("执法证 %(certificate_no)s 出现在两个部门。"),
        "",
        _("请核对后只留一个部门。"),
    ),
    "draw_recusal_unknown": (
        _("需要回避的执法证 %(certificate_no)s 不在人员名单里。"),
        "",
        _("请核对证号；写错的证号起不到回避作用。"),
    ),
    "draw_task_inspectors": (
        _("任务 %(task)s 每个部门派出的人数少于 %(least)s 人。"),
        _LAW,
        _("请改为 %(least)s 人以上。"),
    ),
    "draw_department_inspectors": (
        _("部门 %(department)s 只有 %(count)s 名可派人员，少于 %(least)s 人。"),
        _LAW,
        _("请补充持有效证件的人员，或把这个部门的任务户数改为 0。"),
    ),
    "draw_name_malformed": (
        _("%(file)s 里的“%(name)s”不能作为代码。"),
        _FORM,
        _("代码有 1 到 %(most)s 个字符，不含空格和控制字符。"),
    ),
    "draw_previous_wrong": (
        _("公告里的上一次抽取不对，应为 %(previous)s。"),
        _("抽取规则 draw/1：各次抽取前后相连，一次也不能抽掉"),
        _("请写上一次抽取的锁定摘要；首次抽取留空。"),
    ),
    "draw_value_due_too_early": (
        _("从锁定到公布随机数不足 %(hours)s 小时。"),
        _("抽取规则 draw/1：先锁定，后产生随机数"),
        _("请把公布随机数的时间往后推。"),
    ),
    "draw_source_refused": (
        _("不能用“%(kind)s”作为随机数来源。"),
        _CHANCE,
        _("请改用当众掷骰、全国发行的彩票或公共随机信标。"),
    ),
    "draw_source_unknown": (_("不认识随机数来源“%(kind)s”。"), _CHANCE, _("可用的来源：%(kinds)s。")),
    "draw_format_unreadable": (
        _("看不懂随机数的格式“%(format)s”。"),
        _CHANCE,
        _("例如 [0-9]{24} 表示 24 位数字；不能有分号和不定长的写法。"),
    ),
    "draw_value_too_small": (
        _("这些来源合起来只有 %(bits)s 位随机性，不足 %(least)s 位。"),
        _CHANCE,
        _("请增加来源，例如 20 枚十面骰。"),
    ),
    "draw_value_parts": (
        _("随机数有 %(given)s 部分，公告了 %(wanted)s 个来源。"),
        _CHANCE,
        _("按公告的顺序填写，用分号隔开。"),
    ),
    "draw_value_malformed": (
        _("随机数的第 %(number)s 部分不符合公告的格式 %(format)s。"),
        _CHANCE,
        _("请对照来源的公告逐位核对。"),
    ),
    "draw_value_line": (_("%(file)s 应当只有一行随机数。"), _CHANCE, _CHECK),
    "draw_announcement_malformed": (_("%(file)s 的 %(part)s 不对。"), _FORM, _("请对照抽取规则补正。")),
    "draw_secret_malformed": (_("%(file)s 不是 64 位十六进制数。"), _LOCK, _CHECK),
    "draw_manifest_malformed": (_("%(file)s 不是七个锁定文件的清单。"), _LOCK, _CHECK),
    "draw_file_missing": (_("缺少文件 %(file)s。"), _LOCK, _("请补上这个文件；尚未揭示的抽取还不能验证。")),
    "draw_file_encoding": (_("%(file)s 的文字编码不对。"), _FORM, _CHECK),
    "draw_file_columns": (_("%(file)s 的标题行应为 %(columns)s。"), _FORM, _("请改正标题行。")),
    "draw_file_not_canonical": (
        _("%(file)s 的写法不是规定的那一种：引号、换行或顺序不同。"),
        _FORM,
        _CHECK,
    ),
    "draw_row_malformed": (
        _("%(file)s 第 %(line)s 行的格数不对，或有控制字符。"),
        _FORM,
        _("请改正这一行。"),
    ),
    "draw_row_twice": (_("%(file)s 第 %(line)s 行与前面重复：%(key)s。"), _FORM, _("请核对后只留一行。")),
    "draw_rows_unsorted": (
        _("%(file)s 从第 %(line)s 行起没有按字节排序。"),
        _FORM,
        _("请按规定的顺序重排。"),
    ),
    "draw_number_malformed": (
        _("%(file)s 第 %(line)s 行的 %(column)s 不是整数。"),
        _FORM,
        _("请写不带符号、不超过 %(digits)s 位的整数。"),
    ),
    "draw_file_changed": (_("%(file)s 与锁定时的不同。"), _LOCK, _CHECK),
    "draw_manifest_wrong": (_("%(file)s 被改动过；其余文件与锁定摘要一致。"), _LOCK, _CHECK),
    "draw_manifest_not_published": (_("%(file)s 不是公布锁定摘要时的那一份。"), _LOCK, _CHECK),
    "draw_result_foreign": (_("%(file)s 不是这些文件抽出的结果，锁定摘要不同。"), _LOCK, _CHECK),
    "draw_result_differs": (_("%(file)s 与重算的结果不同：%(where)s。"), _LOCK, _CHECK),
    "draw_value_not_drawn": (_("%(file)s 不是抽取时用的随机数。"), _CHANCE, _("请对照来源的公告核对。")),
    "draw_visit_missing": (_("这次抽取没有派往 %(uscc)s 的这项检查。"), _ORDER, _("请核对抽取结果。")),
    "draw_nobody_left": (_("这个部门没有别的人可以替换。"), _ORDER, _("请如实标明人员不足。")),
    "draw_zip_unreadable": (_("打不开 %(file)s。"), "", _("请选择抽取公开文件所在的文件夹，或重新下载压缩包。")),
    "draw_zip_twice": (_("压缩包里的 %(file)s 不止一个。"), _LOCK, _CHECK),
    "draw_zip_too_large": (
        _("%(file)s 解开后超过 %(most)s MB。"),
        "",
        _("请先解压，再验证文件夹。"),
    ),
    "draw_engine_missing": (
        _("这台机器没有安装 %(engine)s。"),
        "",
        _("请按 %(requirements)s 安装，或用 --engine python。"),
    ),
    "draw_engine_stopped": (
        _("%(engine)s 没有算完：%(why)s"),
        "",
        _("请核对 roster.csv 每行是否完整，或改用 --engine python。"),
    ),
    "draw_result_there": (
        _("%(file)s 已经有另一个结果，没有改动它。"),
        _("抽取规则 draw/1：不满意的结果不能悄悄重抽"),
        _("请用 flask draw verify 查明哪一个文件不对。"),
    ),
}
LABELS: dict[str, object] = {}
