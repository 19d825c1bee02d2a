"""A novel in chapters 回 with the comments of old editions: small ones in the lines, two-line ones
双行夹批, and one at the end of each chapter 回末总评.
"""

from benchmarks.kinds_of_text.figures import Words, chinese

_PEOPLE = ("沈三爷", "小红", "陆先生", "那道人", "阿福", "王婆", "知县", "周秀才", "老太太", "船家")
_TIMES = (
    "次日清早",
    "正说话间",
    "不觉过了月余",
    "是夜三更时分",
    "却说",
    "原来",
    "当下",
    "且说这日",
)
_DEEDS = (
    "走到石桥边，只见桥上坐着一个人，手里拿着半截断笛，口中念念有词",
    "取出那封书信，拆开看时，竟是一张白纸",
    "听了这话，吃了一惊，半晌说不出话来", "忙叫人掌灯，又吩咐将前后门都关了，只留西角门出入",
    "冷笑道：“你既知今日，何必当初？这桩公案，桥下流水都听见了。”",
    "拜了三拜，转身便走，那雨却越发大了",
    "道：“你莫慌，且坐下，把从头至尾的事细细说与我听。”",
    "把银子收了，连夜雇船往南去了，谁知船到中途，忽然起了大风",
    "看那匾上写着四个大字，乃是“水月空明”，两边一副对联，字迹已模糊了",
    "也不答话，只把袖子一拂，桌上的茶碗早已不见",
    "心中暗想：此人来历不明，言语之间却处处留着余地，倒要小心提防",
    "接过那只旧匣子，只觉沉甸甸的，摇一摇，却无声响",
)  # fmt: skip
_SMALL = (
    "妙。", "伏下文。", "奇极！", "此处须细看。", "一语道破。", "如闻其声。", "好笔力，好文章！",
    "谁知？", "此桥非桥。",
    "写白纸，正是写书信；不着一字，尽得风流。", "前回断笛，至此方有着落。",
    "此老惯会如此，读者切莫被他瞒过。",
    "世人多在“何必当初”四字上跌倒，岂独此人！", "忽插入大风一段，文势便不平板，此谓横云断岭法。",
)  # fmt: skip
_ENDS = (

    "此回以一封白纸书信为骨，前半写得之易，后半写解之难，中间却用石桥一段隔断，如山中行路，忽见一水，不得不绕。作者用笔之妙，全在不肯直说。",

    "写雨处凡三见：初见是实雨，再见是人心中之雨，三见则雨已停而檐溜未断。读至此处，方知前文闲笔俱非闲笔。",
    "或问：断笛何以只有半截？答曰：那半截在读者手中。",
    "一回之中，有问无答者五，有答无问者三。作者分明有意颠倒，令人掩卷细思，然后豁然。",
)  # fmt: skip
_VERSES = (
    ("桥上行人桥下水，", "一般流去不回头。", "笛声断处无人问，", "月到中天水自流。"),
    ("满纸荒唐言，", "一把辛酸泪。", "都云作者痴，", "谁解其中味？"),
)  # fmt: skip
CHAPTERS, SMALL_EACH = 50, 33


def files() -> dict[str, str]:
    """Each chapter a file."""
    words = Words(1700)
    return {f"第{at:02}回.md": _chapter(at, words) for at in range(1, CHAPTERS + 1)}


def _chapter(at: int, words: Words) -> str:
    first, second = words.some(_PEOPLE, 2)
    parts = [f"# 第{chinese(at)}回　{first}夜过石桥　{second}重开旧匣"]
    small = 0
    for paragraph in range(9):
        text = ""
        for _ in range(words.between(4, 6)):
            sentence = f"{words.one(_TIMES)}{words.one(_PEOPLE)}{words.one(_DEEDS)}"
            text += sentence + ("" if sentence.endswith("”") else "。")
            if small < SMALL_EACH and words.chance(0.75):
                small += 1
                text += _comment(words)
        parts.append(text)
        if paragraph == 4 and at % 2:
            parts.append("\n".join(("::: 诗", *words.one(_VERSES), ":::")))
    while small < SMALL_EACH:
        small += 1
        parts[-1] += (
            f"{words.one(_TIMES)}{words.one(_PEOPLE)}{words.one(_DEEDS)}。{_comment(words)}"
        )
    parts.append(f"毕竟{first}如何脱身，且听下回分解。")
    parts.append(f"> **回末总评**　{words.one(_ENDS)}")
    return "\n\n".join(parts) + "\n"


def _comment(words: Words) -> str:
    """Two of three are set in two small lines, as old editions have them."""
    return f"[{words.one(_SMALL)}]{{.{'双行' if words.chance(0.66) else '夹批'}}}"
