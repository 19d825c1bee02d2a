"""A code of 1,260 articles: 编 as files, 分编, 章, 节 as headings, 条 with 款, 项 and 目."""

from benchmarks.kinds_of_text.figures import Words, chinese

ARTICLES = 1260
_BOOKS = ("总则", "规划", "土地", "建筑工程", "市政公用", "房屋", "法律责任")
_THEMES = (
    "一般规定", "权利和义务", "编制和审批", "登记", "许可", "招标投标", "质量管理", "安全生产",
    "监督检查",
    "合同", "竣工验收", "保修", "档案", "应急处置", "争议解决", "期间计算",
)  # fmt: skip
_WHO = (
    "县级以上地方人民政府", "建设单位", "施工单位", "监理单位", "城乡规划主管部门",
    "自然资源主管部门",
    "权利人", "申请人", "利害关系人", "房屋所有权人", "业主大会", "物业服务人", "设计单位",
    "登记机构",
)  # fmt: skip
_WHEN = (
    "自收到申请之日起二十日内", "在开工前", "在竣工验收合格后十五日内", "依照法律、行政法规的规定",
    "经依法批准",
    "在合理期限内", "因不可抗力不能履行的", "发现安全隐患的", "变更用途的", "有正当理由的",
    "自2021年1月1日起",
    "在其职责范围内",
)  # fmt: skip
_DOES = (
    "应当向社会公告，并听取公众的意见", "应当建立健全质量责任制度",
    "可以委托具有相应资质的单位办理",
    "不得擅自改变规划确定的用途", "应当如实提供有关资料，不得隐瞒、谎报",
    "有权查阅、复制与其有关的登记资料",
    "承担相应的民事责任", "应当及时采取补救措施，防止损失扩大",
    "应当出具书面凭证，载明“受理”或者“不予受理”的理由",
    "应当按照《建设工程档案管理办法》移交档案", "可以请求人民法院予以撤销",
    "应当说明理由，并告知申请人享有的权利",
)  # fmt: skip
_ALSO = (
    "但是法律另有规定的除外。", "当事人另有约定的，按照其约定。", "逾期不办理的，视为同意。",
    "没有前款规定情形的，适用第{other}条的规定。", "具体办法由国务院规定。",
    "损失难以确定的，赔偿额不超过合同总价款的百分之三十。",
)  # fmt: skip
_ITEMS = (
    "土地使用证明文件", "建设工程设计方案", "有资金安排且比例达到30%以上的证明", "具有法人资格",
    "以虚假材料骗取许可的", "未按照标准施工的", "法律、行政法规规定的其他情形",
    "拒绝、阻碍监督检查的",
    "建筑面积超过3000平方米的公共建筑", "抗震设防烈度在7度以上的地区", "涉及公共利益的其他事项",
    "申请书",
)  # fmt: skip
_SUBITEMS = (
    "总平面图",
    "结构计算书",
    "消防设计文件",
    "勘察报告",
    "施工图审查合格书",
    "节能评估文件",
)


def files() -> dict[str, str]:
    """Seven books 编, articles counted through all of them."""
    words, each = Words(1260), ARTICLES // len(_BOOKS)
    return {
        f"{at:02}-{name}.md": _book(at, name, range((at - 1) * each + 1, at * each + 1), words)
        for at, name in enumerate(_BOOKS, 1)
    }


def _book(at: int, name: str, numbers: range, words: Words) -> str:
    parts = [f"# 第{chinese(at)}编　{name}"]
    chapter = section = 0
    for place, number in enumerate(numbers):
        if place % 15 == 0:
            chapter, section = chapter + 1, 0
            parts.append(f"## 第{chinese(chapter)}章　{words.one(_THEMES)}")
        if place % 15 in (0, 8) and chapter % 2 == 0:
            section += 1
            parts.append(f"### 第{chinese(section)}节　{words.one(_THEMES)}")
        parts += _article(number, words)
    return "\n\n".join(parts) + "\n"


def _article(number: int, words: Words) -> list[str]:

    head = f"**第{chinese(number)}条**　"
    if not words.chance(0.2):
        parts = [head + _clause(words)]
        if words.chance(0.35):
            parts.append(_clause(words))
        return parts
    parts = [f"{head}{words.one(_WHO)}有下列情形之一的，{words.one(_WHO)}{words.one(_DOES)}："]
    chosen = words.some(_ITEMS, words.between(3, 6))
    for at, item in enumerate(chosen, 1):
        end = "。" if at == len(chosen) else "；"
        if words.chance(0.15):
            parts.append(f"（{chinese(at)}）{item}，包括：")
            below = words.some(_SUBITEMS, 3)
            parts += [f"{n}．{one}{end if n == 3 else '；'}" for n, one in enumerate(below, 1)]
        else:
            parts.append(f"（{chinese(at)}）{item}{end}")
    return parts


def _clause(words: Words) -> str:
    said = f"{words.one(_WHO)}{words.one(_WHEN)}，{words.one(_DOES)}。"
    if words.chance(0.4):
        said += f"{words.one(_WHO)}{words.one(_DOES)}，"
        said += words.one(_ALSO).format(other=chinese(words.between(1, ARTICLES)))
    return said
