"""What people choose on the import's pages."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField

from app.kernel.web.forms import Form


class UploadForm(Form):
    """A file with rows."""

    file = FileField(_("要导入的文件"))
