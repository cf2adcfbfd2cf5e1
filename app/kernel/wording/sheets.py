"""Words of files with rows: what a sheet can be refused for, as a whole, by column and by row."""

from flask_babel import lazy_gettext as _

_SAVE_AS = _("请用 Excel 或 WPS 打开它，选“另存为”，类型选“Excel 工作簿（.xlsx）”，再上传。")
REFUSALS = {
    "sheet_empty": (_("这个文件里没有内容。"), "", _("请核对选中的文件，或下载模板填写。")),
    "sheet_too_large": (_("文件超过 %(most)s MB。"), "", _("请分成几个文件，分次导入。")),
    "sheet_unpacks_too_large": (
        _("文件解开后超过 %(most)s MB 或压缩比异常。"),
        "",
        _("请删去图片和空白格式，只留数据后另存，再上传。"),
    ),
    "sheet_too_many_rows": (_("表格超过 %(most)s 行。"), "", _("请分成几个文件，分次导入。")),
    "sheet_encrypted": (_("文件设有密码，系统打不开。"), "", _("请去掉打开密码后另存，再上传。")),
    "sheet_old_xls": (_("这是旧版 .xls 文件（Excel 97-2003）。"), "", _SAVE_AS),
    "sheet_other_workbook": (_("这种工作簿不能直接导入。"), "", _SAVE_AS),
    "sheet_html": (_("这是一个网页，不是表格文件，有些系统导出的 .xls 就是这样。"), "", _SAVE_AS),
    "sheet_unknown": (_("这个文件不是表格。"), "", _("请上传 .xlsx 或 .csv 文件；文件名改了后缀，内容不会跟着变。")),
    "sheet_damaged": (_("表格文件已损坏，打不开。"), "", _SAVE_AS),
    "sheet_quotes": (
        _("文件里的引号不成对，或有单元格超过 %(most)s 个字。"),
        "",
        _("请用表格软件打开核对，另存为 .xlsx 再上传。"),
    ),
    "sheet_encoding": (_("文件的文字编码认不出来。"), "", _("请用表格软件打开，另存为 .xlsx 再上传。")),
    "sheet_no_header": (
        _("前 %(within)s 行里没有找到标题行。"),
        "",
        _("标题行至少要有：%(titles)s。可下载模板对照。"),
    ),
    "sheet_no_rows": (_("第 %(line)s 行是标题，下面没有数据。"), "", _("请填写数据后再上传。")),
    "column_missing": (_("缺少“%(column)s”这一列。"), "", _("请补上这一列，标题可照模板写。")),
    "column_twice": (
        _("“%(first)s”和“%(second)s”都像“%(column)s”。"),
        "",
        _("请只留一列，把另一列的标题改掉或删去。"),
    ),
    "row_shifted": (
        _("这一行有 %(cells)s 格，标题只有 %(columns)s 列，内容可能错位。"),
        "",
        _("请把每项内容移到对应的列下面。"),
    ),
    "text_damaged": (
        _("文字已损坏，出现了无法识别的字符（�）。"),
        "",
        _("请回到原来的系统重新导出，保存时选择 UTF-8 编码。"),
    ),
    "row_twice": (_("与第 %(first)s 行重复。"), "", _("请核对后只留一行。")),
    "sheet_missing": (_("请选择要导入的文件。"), "", _("可选 .xlsx 或 .csv 文件，也可先下载模板。")),
    "upload_used": (_("这个文件已经导入，不再保留。"), "", _("需要标好错误的表格时，请重新上传原文件。")),
    "upload_missing": (
        _("没有找到这次上传的文件，可能已经过了保留期限。"),
        "",
        _("请重新上传；文件只为您本人保留 24 小时。"),
    ),
    "import_has_bad_rows": (
        _("有 %(bad)s 行需要修改，整个文件都没有导入。"),
        "",
        _("请下载标好错误的表格改正后重新上传，或选择只导入正确的行。"),
    ),
    "import_changed_since": (
        _("“%(key)s”在导入以后又改过，这次导入没有撤销。"),
        "",
        _("请到名录里逐条改正，或导入改正后的表格。"),
    ),
    "import_stays": (_("这一类导入是凭证，不能撤销。"), "", _("有误的，请向市优办说明。")),
    "import_used_since": (
        _("这次导入新增的记录已经在别处用到，没有撤销。"),
        "",
        _("请到名录里停用或改正，或导入改正后的表格。"),
    ),
    "import_no_good_rows": (_("没有一行可以导入。"), "", _("请下载标好错误的表格改正后重新上传。")),
}
LABELS: dict[str, object] = {}
