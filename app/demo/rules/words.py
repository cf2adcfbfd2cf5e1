"""Made-up names: of people, townships, enterprises. No real person, company or unit is meant."""

from random import Random
from typing import NamedTuple

from stdnum.cn import uscc

REGION = "430999"
TOWNSHIPS = (
    "琼泽街道",
    "柳岸街道",
    "书院街道",
    "云桥镇",
    "青芦镇",
    "白鹭镇",
    "石矶镇",
    "沙洲镇",
    "莲塘镇",
    "枫林镇",
    "梅溪乡",
    "渔浦乡",
)
_SURNAMES = (
    "王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏"
    "卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
)
_GIVEN = "岚澄牧川湛舒言青禾砚舟晴朗柏然若溪知远云帆一鸣景行听雨望舒南乔北辰予安星野松月沐阳书瑶子衿怀瑾"
_STEMS = [
    "云泽", "芦风", "鹭洲", "白帆", "青渚", "澄心", "汀兰", "渔歌", "莲舫", "柳岸",
    "石矶", "沙鸥", "枫桥", "梅溪", "湖畔", "水镜", "星渚", "烟波", "晓渡", "鸣泉",
    "雁栖", "蓼汀", "荷风", "听潮", "沧浪", "碧涧", "竹坞", "松涛", "霁月", "朝露",
]  # fmt: skip
_MIDS = ["盛", "恒", "达", "嘉", "宁", "瑞", "祥", "广", "信", "和", "隆", "泰", "丰", "源", "永", "新"]
_TRADES: tuple[tuple[str, str, str, int], ...] = (
    ("C", "食品", "食品生产", 7),
    ("C", "船舶配件", "船舶零部件制造", 3),
    ("C", "机械", "通用设备制造", 5),
    ("C", "纺织", "麻纺织及服装制造", 4),
    ("A", "水产养殖", "水产养殖", 6),
    ("A", "农业", "谷物和蔬菜种植", 6),
    ("E", "建设工程", "房屋和土木工程", 6),
    ("F", "商贸", "批发和零售", 16),
    ("G", "物流", "道路和水上货运", 5),
    ("H", "餐饮", "餐饮服务", 9),
    ("H", "酒店", "住宿服务", 2),
    ("I", "信息技术", "软件和信息服务", 3),
    ("L", "商务服务", "租赁和商务服务", 4),
    ("N", "环保", "环境治理服务", 2),
    ("O", "汽车维修", "机动车维修", 5),
    ("Q", "医药", "药品零售与诊所", 3),
    ("R", "文化传媒", "文化艺术服务", 2),
)
_SOLE_TRADERS = [
    "小吃店",
    "百货店",
    "五金店",
    "理发店",
    "水产店",
    "茶馆",
    "修理铺",
    "便利店",
    "鲜果店",
    "服装店",
    "农资店",
    "早餐店",
]
_GRADES = {"A": 31, "B": 55, "C": 12, "D": 2}
_RISKS = {"A": (80, 18, 2), "B": (60, 33, 7), "C": (25, 55, 20), "D": (5, 35, 60)}
_BODY = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LEVELS = ("low", "medium", "high")


class Firm(NamedTuple):
    """One made-up enterprise; the words are those of a sheet."""

    code: str
    name: str
    kind: str
    township: str
    trade: str
    grade: str
    risk: str


class Words:
    """A source of names that gives the same ones for the same seed, each enterprise's code and name once."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._taken: set[str] = set()

    def person(self) -> str:
        """A name of two or three characters."""
        given = self.random.sample(_GIVEN, self.random.choice((1, 2, 2)))
        return self.random.choice(_SURNAMES) + "".join(given)

    def phone(self) -> str:
        """A number of a range that no operator gives out (1000…)."""
        return f"100{self.random.randrange(10**8):08d}"

    def code(self, prefix: str) -> str:
        """A unified code of the made-up region with a right check digit; `prefix` tells the kind (91, 92, 93)."""
        while True:
            body = f"{prefix}{REGION}MA" + "".join(self.random.choices(_BODY, k=7))
            code = body + str(uscc.calc_check_digit(body))
            if self._free(code):
                return code

    def township(self) -> str:
        """One of nine townships and three streets."""
        return self.random.choice(TOWNSHIPS)

    def firm(self) -> Firm:
        """An enterprise, a sole trader or a cooperative, in the proportions of the real register."""
        prefix = self.random.choices(("91", "92", "93"), (184, 403, 13))[0]
        town = self.township()
        letter, word, trade, _weight = self.random.choices(_TRADES, [row[3] for row in _TRADES])[0]
        grade = self.random.choices(list(_GRADES), list(_GRADES.values()))[0]
        risk = self.random.choices(_LEVELS, _RISKS[grade])[0]
        kind = {"91": "company", "92": "sole_trader", "93": "cooperative"}[prefix]
        name = self._name(kind, town, word)
        return Firm(self.code(prefix), name, kind, town, f"{letter} {trade}", grade, risk)

    def _name(self, kind: str, town: str, word: str) -> str:
        while True:
            name = str(getattr(self, f"_{kind}")(town, word))
            if self._free(name):
                return name

    def _company(self, _town: str, word: str) -> str:
        mid = "".join(self.random.sample(_MIDS, self.random.choice((1, 2))))
        return f"澄湖市{self.random.choice(_STEMS)}{mid}{word}有限公司"

    def _sole_trader(self, town: str, _word: str) -> str:
        owner = self.person() if self.random.random() < 0.6 else self.random.choice(_STEMS)
        mid = self.random.choice(_MIDS)
        return f"澄湖市{town}{owner}{mid}{self.random.choice(_SOLE_TRADERS)}"

    def _cooperative(self, town: str, _word: str) -> str:
        mid = "".join(self.random.sample(_MIDS, 2))
        return f"澄湖市{town}{self.random.choice(_STEMS)}{mid}{self.random.choice(('水产', '种植', '莲藕'))}专业合作社"

    def _free(self, text: str) -> bool:
        if text in self._taken:
            return False
        self._taken.add(text)
        return True
