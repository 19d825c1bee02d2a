"""Made manuscripts with what each of their paragraphs is, in the manners of real ones.

A document is put together by chance from manners that editors meet: red heads in boxes, in red, in
tables or not at all; titles by style, by size or by weight alone; headings by style, by number and
face, or by number alone; signatures at the right by alignment, indents or typed blanks; lists,
salutations, quotations and forms that look like headings. All texts are invented.
"""

from random import Random

from huozi.intake.outcome import PartOfText
from huozi.intake.values import Indents, WordLook, WordText
from tests.intake.manuscripts import BOLD, CENTRED, INDENTED, RED, RIGHT, Maker

#: Paragraph of the manuscript → its part and, of a heading, its level.
Labels = dict[int, tuple[PartOfText, int]]

#: How many documents the set has.
COUNT = 60

_THINGS = (
    "铜模",
    "铅字",
    "字盘",
    "版片",
    "木活字",
    "纸样",
    "墨锭",
    "校样",
    "书版",
    "排架",
    "手盘",
    "空铅",
)
_PLACES = (
    "春水县",
    "东坊",
    "西坊",
    "南山镇",
    "北河乡",
    "刻书局",
    "活字房",
    "版片库",
    "排字间",
    "印书馆",
)
_DEEDS = (
    "清点",
    "登记",
    "借用",
    "归还",
    "保管",
    "修补",
    "刷印",
    "校对",
    "装订",
    "晾晒",
    "搬运",
    "拼版",
)
_WAYS = ("按月", "逐件", "当面", "及时", "分类", "统一", "如实", "认真", "定期", "按号")
_AIMS = (
    "提高质量",
    "减少差错",
    "明确责任",
    "方便使用",
    "保证安全",
    "节约用料",
    "加强联系",
    "完善制度",
)
_KINDS = ("通知", "意见", "方案", "报告", "办法", "规定", "通报", "请示")
_BODIES = ("刻书局", "版片库", "活字房", "印书馆", "工匠会", "书院", "县志办公室")


class Labelled:
    """Makes one document; `label` notes what the next paragraph is."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.maker = Maker()
        self.labels: Labels = {}
        self.song = WordLook(
            size_pt=self.chance.choice((10.5, 12, 14, 16)), east_asian="仿宋_GB2312"
        )
        self.manner = self.chance.choice(("style", "face", "bold", "plain", "size"))
        self.automatic = self.chance.random() < 0.35
        self.mixed = self.chance.random() < 0.2
        self.careless = self.chance.random() < 0.5  # looks change from line to line

    # ------------------------------------------------------------------------ words

    def pick(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def sentence(self) -> str:
        c = self.chance.choice
        return c(
            (
                f"各处对{c(_THINGS)}要{c(_WAYS)}{c(_DEEDS)}，做到{c(_AIMS)}、{c(_AIMS)}",
                f"{c(_PLACES)}把{c(_THINGS)}和{c(_THINGS)}{c(_WAYS)}{c(_DEEDS)}，"
                f"共{self.chance.randint(3, 90)}件",
                f"为了{c(_AIMS)}，{c(_PLACES)}从{self.chance.randint(1, 12)}月起"
                f"{c(_WAYS)}{c(_DEEDS)}{c(_THINGS)}",
                f"凡是{c(_DEEDS)}过的{c(_THINGS)}，由{c(_PLACES)}的人{c(_WAYS)}{c(_DEEDS)}一遍",
            )
        )  # fmt: skip

    def prose(self, least: int = 2) -> str:
        return "".join(f"{self.sentence()}。" for _ in range(self.chance.randint(least, 4)))

    def short(self) -> str:
        c = self.chance.choice
        return c((f"{c(_DEEDS)}{c(_THINGS)}", f"{c(_AIMS)}", f"{c(_THINGS)}的{c(_DEEDS)}",
                  f"加强{c(_THINGS)}{c(_DEEDS)}工作", f"{c(_WAYS)}{c(_DEEDS)}"))  # fmt: skip

    # ------------------------------------------------------------------------ paragraphs

    def add(self, *runs, part: PartOfText = PartOfText.TEXT, level: int = 0, **keys) -> None:
        look = keys.pop("look", self.song)
        runs = tuple((run, look) if isinstance(run, str) else run for run in runs)
        self.maker.add(*runs, **keys)
        self.labels[self.maker.paragraphs] = (part, level)

    def text(self, words: str = "") -> None:
        words = words or self.prose()
        if self.chance.random() < 0.5:
            self.add(f"　　{words}")
        else:
            self.add(words, **INDENTED)

    def empty(self) -> None:
        self.maker.add()

    # ------------------------------------------------------------------------ head

    def head(self) -> None:
        """Red head and number."""
        name = f"{self.pick(*_PLACES[:1])}{self.pick(*_BODIES)}"
        manner = self.pick("box", "red", "table", "none", "none")
        words = f"{name}文件"
        if manner == "box":
            inner = self.maker.paragraph((words, RED), **CENTRED)
            self.labels[inner.spot.paragraph] = (PartOfText.RED_HEAD, 0)
            self.maker.add(self.maker.box(inner))
        elif manner == "red":
            self.add(words, look=RED, part=PartOfText.RED_HEAD, **CENTRED)
        elif manner == "table":
            inner = self.maker.paragraph((words, RED), **CENTRED)
            self.labels[inner.spot.paragraph] = (PartOfText.RED_HEAD, 0)
            cell = self.maker.cell([inner], 0)
            grid = self.maker.grid(("",))
            row = type(grid.rows[0])((cell,))
            self.maker.blocks.append(type(grid)(inner.spot, (row,), ruled=False))
        if manner != "none" or self.chance.random() < 0.3:
            opened, closed = self.pick("[]", "〔〕", "（）", "【】", "()")
            serial = self.chance.randint(1, 99)
            number = f"春刻发{opened}{self.chance.randint(2004, 2023)}{closed}{serial}号"
            where = CENTRED if self.chance.random() < 0.7 else {}
            self.add(number, part=PartOfText.DOCNO, **where)
        self.empty()

    def title(self, words: str, **keys) -> None:
        """A title by style, by size, or by weight alone; over one or more lines."""
        manner = self.pick("style", "size", "size", "bold", "lines", "left")
        look = WordLook(size_pt=22, east_asian="方正小标宋简体")
        if manner == "style":
            keys |= {"style": self.pick("Title", "标题")}
        elif manner == "bold":
            look = WordLook(size_pt=self.song.size_pt, bold=True, east_asian="黑体")
        elif manner == "left" and self.careless:
            look = WordLook(size_pt=self.song.size_pt + 4, bold=True, east_asian="宋体")
            self.add(words, look=look, part=PartOfText.TITLE, **keys)
            return
        half = len(words) // 2
        lines = [words[:half], words[half:]] if manner == "lines" and len(words) > 12 else [words]
        for at, line in enumerate(lines):
            keys = keys if not at else {**keys, "page_break_before": False}
            self.add(line, look=look, part=PartOfText.TITLE, **CENTRED, **keys)
        if self.chance.random() < 0.5:
            self.empty()

    # ------------------------------------------------------------------------ body

    def heading(self, level: int, number: int, words: str = "", followed: bool = True) -> None:
        """A heading in the manner of the document."""
        han = "一二三四五六七八九十"[number - 1]
        sign = {1: f"{han}、", 2: f"（{han}）", 3: f"{number}.", 4: f"（{number}）"}[level]
        keys: dict = {"part": PartOfText.HEADING, "level": level}
        look = self.song
        if self.manner == "style":
            keys |= {"style": f"heading {level}", "outline": level - 1}
            look = WordLook(size_pt=16, bold=True, east_asian="黑体")
        elif self.manner == "face":
            look = WordLook(
                size_pt=self.song.size_pt, east_asian="黑体" if level == 1 else "楷体_GB2312"
            )
        elif self.manner == "bold":
            look = WordLook(size_pt=self.song.size_pt, bold=True, east_asian="仿宋_GB2312")
        elif self.manner == "size":
            look = WordLook(size_pt=self.song.size_pt + 2, east_asian="黑体")
        words = words or self.short()
        if self.careless and self.manner != "style" and self.chance.random() < 0.2:
            look = self.song
        if self.careless and self.chance.random() < 0.05:
            words = f"{words}："
        if self.automatic and not (self.mixed and number % 2):
            part, lvl = keys.pop("part"), keys.pop("level")
            self.maker.numbered(sign, (words, look), look=look, **keys)
            self.labels[self.maker.paragraphs] = (part, lvl)
        else:
            lead = "　　" if self.manner == "plain" and self.chance.random() < 0.5 else ""
            self.add(f"{lead}{sign}{words}", look=look, **keys)

    def sections(self) -> None:
        """Headings of one to three levels with text below."""
        for first in range(1, self.chance.randint(3, 5)):
            self.heading(1, first)
            if self.chance.random() < 0.6:
                self.text()
            if self.chance.random() < 0.5:
                for second in range(1, self.chance.randint(3, 4)):
                    self.second(second)
            else:
                self.text()
                self.trap()

    def second(self, number: int) -> None:
        """（一） as a heading, or run in with its text, as documents mostly have it."""
        han = "一二三四五六七八九十"[number - 1]
        if self.chance.random() < 0.4:
            self.text(f"（{han}）{self.short()}。{self.prose()}")
            return
        self.heading(2, number)
        self.text()
        if self.manner != "plain" and self.chance.random() < 0.3:
            for third in (1, 2):
                self.heading(3, third)
                self.text()

    def trap(self) -> None:
        """What looks like headings and is none."""
        kind = self.chance.randrange(13)
        if kind == 0:  # items of a list
            self.text("具体要求是：")
            for number in range(1, self.chance.randint(3, 5)):
                self.text(f"{number}、{self.short()}")
        elif kind == 1:  # clauses
            for number in range(1, 4):
                self.text(f"（{number}）{self.short()}；")
        elif kind == 2:  # circled items
            for sign in "①②③":
                self.text(f"{sign}{self.short()}")
        elif kind == 3:  # emphasised sentence
            self.add((f"{self.sentence()}。", BOLD))
        elif kind == 4:  # a table with its title
            self.add("表1　登记表", part=PartOfText.CAPTION, **CENTRED)
            self.maker.table(("日期", "品名", "数量"), ("三月", self.short(), "2"))
        elif kind == 5:  # the lines of a form
            for name in ("姓名：", "单位：", "电话："):
                self.add(name)
        elif kind == 6:  # automatic items
            for number in range(1, 4):
                self.maker.numbered(f"{number}.", (self.short(), self.song), suffix="tab")
                self.labels[self.maker.paragraphs] = (PartOfText.TEXT, 0)
        elif kind == 7:  # verse
            for _ in range(2):
                self.add(f"{self.short()}{self.short()}，", **CENTRED)
        elif kind == 8:
            self.text(f"{self.pick('一、二', '三、四')}等铅字另放一处。")
        elif kind == 9:  # items in bold, each with a sentence of its own
            for number in range(1, 3):
                self.add((f"{number}.{self.short()}。", BOLD), f"{self.sentence()}。", **INDENTED)
        elif kind == 10:  # a lone item that is a question
            self.text(f"（1）{self.short()}是不是做到了？")
        elif kind == 11:  # heading without a number
            bold = WordLook(size_pt=self.song.size_pt, bold=True, east_asian="黑体")
            self.add(self.short(), look=bold, part=PartOfText.HEADING, level=0)
            self.text()
        else:  # names and their posts
            for name in ("组　长：某某某", "副组长：某某某　某某某", "成　员：某某某"):
                self.text(name)

    # ------------------------------------------------------------------------ foot

    def foot(self, issuer: str) -> None:
        """Attachments, signature and date, imprint."""
        names = self.chance.randint(0, 3)
        if names == 1:
            self.add(f"　　附件：{self.short()}表", part=PartOfText.ATTACHMENTS)
        elif names > 1:
            self.add(f"　　附件：1.{self.short()}表", part=PartOfText.ATTACHMENTS)
            for number in range(2, names + 1):
                self.add(f"　　　　　{number}.{self.short()}表", part=PartOfText.ATTACHMENTS)
        self.empty()
        date = self.pick(
            "2023年2月20日", "二〇二三年二月二十日", "二○○四年十二月七日", "2004 年 12 月 7 日"
        )
        manner = self.pick("right", "indent", "blanks", "right", "left", "centred")
        if manner == "right":
            self.add(issuer, part=PartOfText.SIGNATURE, **RIGHT)
            self.add(date, part=PartOfText.DATE, **RIGHT)
        elif manner == "left" and self.careless:
            self.add(issuer, part=PartOfText.SIGNATURE)
            self.add(date, part=PartOfText.DATE)
        elif manner == "centred":
            self.add(issuer, part=PartOfText.SIGNATURE, **CENTRED)
            self.add(date, part=PartOfText.DATE, **CENTRED)
        elif manner == "indent":
            far = {"indents": Indents(left_chars=16)}
            self.add(issuer, part=PartOfText.SIGNATURE, **far)
            self.add(date, part=PartOfText.DATE, **far)
        else:
            self.add("　" * 14 + issuer, part=PartOfText.SIGNATURE)
            self.add("　" * 14 + date, part=PartOfText.DATE)
        if self.chance.random() < 0.3:
            self.add("（此件公开发布）", part=PartOfText.PUBLIC)
        if self.chance.random() < 0.4:
            self.add("主题词：版片　清点　通知", part=PartOfText.IMPRINT)
            self.add("抄送：县志办公室，县图书馆。", part=PartOfText.IMPRINT)
            self.add(f"{issuer}办公室　　2023年2月21日印发", part=PartOfText.IMPRINT)
        for number in range(1, names + 1) if self.chance.random() < 0.7 else ():
            sign = f"附件{number}" if names > 1 else self.pick("附件", "附件1")
            self.add(sign, part=PartOfText.ANNEX, page_break_before=True)
            self.add(
                f"{self.short()}表", look=WordLook(size_pt=18, east_asian="黑体"),
                part=PartOfText.TITLE, **CENTRED,
            )  # fmt: skip
            if self.chance.random() < 0.5:
                self.maker.table(("编号", "书名"), ("甲一", "山居小录"), ("乙二", "活字"))
            else:
                self.text()
                self.text()

    # ------------------------------------------------------------------------ kinds

    def document(self, new_page: bool = False) -> None:
        """An official document."""
        issuer = f"春水县{self.pick(*_BODIES)}"
        if not new_page:
            self.head()
        things, deeds = self.chance.choice(_THINGS), self.chance.choice(_DEEDS)
        about = f"{self.pick('做好', '加强', '规范')}{things}{deeds}工作"
        words = f"{issuer}关于{about}的{self.chance.choice(_KINDS)}"
        self.title(words, page_break_before=new_page)
        colon = self.pick("：", ":")
        addressee = self.pick(
            "各坊、各库", "各镇、各坊，县直各单位", "县志办公室", "各刻坊、版片库"
        )
        where = INDENTED if self.careless and self.chance.random() < 0.2 else {}
        self.add(f"{addressee}{colon}", part=PartOfText.ADDRESSEE, **where)
        self.text()
        self.sections()
        if self.chance.random() < 0.4:
            self.text(self.pick("特此通知。", "以上意见，请认真执行。", "妥否，请批示。"))
        self.foot(issuer)

    def article(self) -> None:
        """An account of experience, by someone."""
        self.title(f"{self.chance.choice(_DEEDS)}{self.chance.choice(_THINGS)}的几点做法")
        if self.chance.random() < 0.7:
            self.add(self.pick("春水县刻书局", "版片库　某某某", "（2004年12月7日）"), **CENTRED)
        self.text()
        self.sections()
        self.text()
        if self.chance.random() < 0.4:
            self.add("（供稿：版片库）", part=PartOfText.CONTRIBUTOR, **RIGHT)

    def speech(self) -> None:
        """A speech, with its salutation."""
        self.title(f"在{self.chance.choice(_THINGS)}{self.chance.choice(_DEEDS)}会议上的讲话")
        self.add("（2004年12月7日）", **CENTRED)
        self.add("各位领导、同志们：")
        self.text()
        self.sections()
        self.text("我的话完了，谢谢大家！")

    def regulation(self) -> None:
        """Chapters and articles."""
        self.title(f"春水县{self.chance.choice(_THINGS)}{self.chance.choice(_DEEDS)}办法（试行）")
        article = 0
        for chapter in range(1, self.chance.randint(3, 5)):
            han = "一二三四五六"[chapter - 1]
            look = WordLook(size_pt=self.song.size_pt, east_asian="黑体")
            blank = self.pick("　", " ", "")
            words = f"第{han}章{blank}{self.short()}"
            self.add(words, look=look, part=PartOfText.HEADING, level=1, **CENTRED)
            for _ in range(self.chance.randint(2, 4)):
                article += 1
                sign = f"第{'一二三四五六七八九十'[(article - 1) % 10]}条"
                if self.automatic:
                    self.maker.numbered(sign, (self.prose(), self.song), suffix="space")
                    self.labels[self.maker.paragraphs] = (PartOfText.TEXT, 0)
                else:
                    self.text(f"{sign}{blank}{self.prose()}")
            if self.chance.random() < 0.4:
                for number in range(1, 4):
                    self.text(f"（{'一二三'[number - 1]}）{self.short()}；")

    def whole(self) -> tuple[WordText, Labels]:
        """A manuscript of one kind; some hold two documents."""
        kind = self.chance.choice(("document",) * 5 + ("article",) * 3 + ("speech", "regulation"))
        if kind == "document":
            self.document()
            if self.chance.random() < 0.15:
                self.document(new_page=True)
        elif kind == "article":
            self.article()
        elif kind == "speech":
            self.speech()
        else:
            self.regulation()
        return self.maker.text(), self.labels


def labelled(seed: int) -> tuple[WordText, Labels]:
    """The document of a number; always the same."""
    return Labelled(seed).whole()
