"""Seventy essays with ten notes each: sources, dates, Latin words, poems, quotations."""

from benchmarks.kinds_of_text.figures import Words, chinese

_PLACES = ("南园", "石桥", "西仓", "旧书铺", "运河边", "小学堂", "渡口", "茶馆", "钟楼", "城隍庙")
_THINGS = ("读书", "种树", "看雨", "修屋", "抄碑", "买米", "访友", "校书", "过年", "看戏")
_SENTENCES = (
    "那一年的秋天来得很早，院子里的两株枣树，叶子还没有黄透，就落了一地",
    "父亲从上海寄来一个包裹，里面是三本《申报》的合订本，还有一张发黄的照片",
    "我问他这件事是听谁说的，他只是笑笑：“你去问那座桥罢。”说完便走了",
    "书铺的主人姓陈，名字已经没有人记得，大家都叫他“陈先生”，他也就应着",
    "渡口的船一天只有两班，上午9点一班，下午3点一班，错过了就要等到第二天",
    "石碑上的字，十个里认不得三个，拓片卖2角钱一张，倒是常常有人来买",
    "据说光绪二十六年（1900年）发过一次大水，水退以后，桥洞里嵌着一只木船",
    "他把稿子改了又改，最后只剩下四百字——他说，四百字已经太多了",
    "夜里听见运河上有人唱歌，调子很慢，词却听不清楚，好像是从很远的地方来的",
    "我至今还记得那间屋子：一张桌子，两把椅子，墙上挂着一幅“勤能补拙”的横幅",
    "这种纸现在已经买不到了，薄而韧，墨落上去不洇，祖父叫它“桃花纸”",
    "先生讲《论语》，讲到“逝者如斯夫”，就停下来，看窗外的河",
    "同学当中有一位写英文诗的，署名T. H. Lin，后来去了Edinburgh，再没有消息",
    "米价从每石6元涨到13.5元，母亲把账记在一本旧历书的背面，一笔一笔，清清楚楚",
    "人到了一定的年纪，回头看走过的路，总觉得每一步都是偶然，合起来却像是早就定好的",
)  # fmt: skip
_NOTES = (
    "《申报》1934年{m}月{d}日，第{p}版。", "陈某《南园杂记》卷{c}，光绪刻本，第{p}页。",
    "参见《县志·水利志》，其中说：“桥凡三修，皆以水毁。”与此处所记不同，当以碑文为准。",
    "“桃花纸”产于浙西，民国以后渐绝。", "此人生平不详，一说卒于19{d:02}年。",
    "See T. H. Lin, *Letters from the Canal* (London, 1936), pp. {p}–{q}。",
    "原稿此处有涂改，“偶然”原作“天意”。", "同上，第{q}页。",
    "作者自注：这一段话是{c}年以后补写的，当时的日记已经遗失，只凭记忆，难免有误；桥名、人名都照旧，年月则不敢保证。",
    "即今之第{c}小学。",
)  # fmt: skip
_POEMS = (
    ("朝辞白帝彩云间，", "千里江陵一日还。", "两岸猿声啼不住，", "轻舟已过万重山。"),
    ("月落乌啼霜满天，", "江枫渔火对愁眠。", "姑苏城外寒山寺，", "夜半钟声到客船。"),
    ("空山不见人，", "但闻人语响。", "返景入深林，", "复照青苔上。"),
)  # fmt: skip
_QUOTES = (
    "山不在高，有仙则名。水不在深，有龙则灵。斯是陋室，惟吾德馨。苔痕上阶绿，草色入帘青。谈笑有鸿儒，往来无白丁。",
    "先帝创业未半而中道崩殂，今天下三分，益州疲弊，此诚危急存亡之秋也。",
    "永和九年，岁在癸丑，暮春之初，会于会稽山阴之兰亭，修禊事也。群贤毕至，少长咸集。",
)  # fmt: skip
ESSAYS, NOTES_EACH = 70, 10


def files() -> dict[str, str]:
    """Each essay a file, its title a heading, its notes below it."""
    words = Words(700)
    return {f"{at:03}.md": _essay(at, words) for at in range(1, ESSAYS + 1)}


def _essay(at: int, words: Words) -> str:
    title = (
        f"# {words.one(_PLACES)}{words.one(_THINGS)}{'记' if at % 3 else '（' + chinese(at) + '）'}"
    )
    parts, note = [title], 0
    for paragraph in range(8):
        sentences = []
        for _ in range(words.between(3, 5)):
            sentence = words.one(_SENTENCES)
            if note < NOTES_EACH and words.chance(0.42 if paragraph < 7 else 0.0):
                note += 1
                sentence += f"[^{note}]"
            sentences.append(sentence + "。")
        parts.append("".join(sentences))
        if paragraph == 3 and at % 4 == 0:
            parts.append("\n".join(("::: 诗", *words.one(_POEMS), ":::")))
        elif paragraph == 5 and at % 3 == 0:
            parts.append("> " + words.one(_QUOTES))
    while note < NOTES_EACH:  # the last paragraph has what is left
        note += 1
        parts[-1] += f"{words.one(_SENTENCES)}[^{note}]。"
    parts.append("\n".join(f"[^{n}]: {_note(words)}" for n in range(1, NOTES_EACH + 1)))
    return "\n\n".join(parts) + "\n"


def _note(words: Words) -> str:
    page = words.between(2, 160)
    return words.one(_NOTES).format(
        m=words.between(1, 12), d=words.between(10, 28), p=page, q=page + words.between(1, 9),
        c=chinese(words.between(2, 12)),
    )  # fmt: skip
