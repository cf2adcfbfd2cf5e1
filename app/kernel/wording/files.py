"""Words about files from outside."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "file_empty": (_("文件“%(name)s”是空的。"), "", _("请打开原文件看一看内容是否还在，再重新选择。")),
    "file_too_large": (
        _("文件“%(name)s”超过 %(most)s MB。"),
        "",
        _("请压缩或拆分后再上传；照片可以在手机上选较小的尺寸。"),
    ),
    "file_unknown_kind": (
        _("文件“%(name)s”的内容不是可以上传的类型。"),
        "",
        _(
            "可以上传 JPG、PNG、PDF、DOCX 和 XLSX。旧版 DOC、XLS 请在 Word 或 WPS 中另存为 DOCX、XLSX；"
            "其他文件可以截图或拍照。"
        ),
    ),
    "file_mismatch": (
        _("文件“%(name)s”的扩展名是 %(extension)s，内容却是 %(kind)s。"),
        "",
        _("请把扩展名改为 %(kind)s，或重新选择文件。"),
    ),
    "file_damaged": (_("文件“%(name)s”不完整，打不开。"), "", _("请用原来的软件打开并另存一份，再上传新的文件。")),
    "file_encrypted": (_("文件“%(name)s”设有打开密码。"), "", _("请去掉密码另存一份，或打印成 PDF 后再上传。")),
    "file_macro": (_("文件“%(name)s”含有宏或控件。"), "", _("请另存为不含宏的 DOCX 或 XLSX，或打印成 PDF 后再上传。")),
    "file_bomb": (_("文件“%(name)s”展开后太大。"), "", _("请缩小图片尺寸或拆分文件后再上传。")),
    "file_too_many_pages": (_("文件“%(name)s”超过 %(most)s 页。"), "", _("请只保留有关的页，或拆成几个文件。")),
    "files_over_count": (
        _("一次最多上传 %(most)s 个文件，您选了 %(given)s 个。"),
        "",
        _("请先提交最要紧的；其余的可以在提交后补充。"),
    ),
}
LABELS: dict[str, str] = {}
