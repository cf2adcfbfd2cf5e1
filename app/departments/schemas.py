"""The sheet of the register of departments; its titles are the `data_key`s."""

from marshmallow import Schema

from app.departments import rules
from app.kernel import parsing
from app.kernel.sheets import Column
from app.kernel.web.forms import limited

KEY = "code"
_LINE = limited(parsing.line, most=100)


class DepartmentRow(Schema):
    """One row; the field names are the columns of the register."""

    code = Column("单位代码", rules.code, needed=True, aliases=("代码", "编码"), example="SCJG")
    name = Column("单位名称", _LINE, needed=True, aliases=("名称", "部门名称", "部门"), example="沅江市市场监督管理局")
    short_name = Column("简称", _LINE, aliases=("单位简称",), example="市监局")
    level = Column("层级", rules.level, aliases=("级别", "单位层级"), example="县市区级")
    line = Column("条线", _LINE, aliases=("系统", "所属条线"), example="市场监管")
    phone = Column("联系电话", parsing.phone, aliases=("电话",), example="0737-2721234")
    keywords = Column("关键词", rules.keywords, aliases=("职责关键词",), example="食品、药品、执照")
