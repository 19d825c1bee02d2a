"""A manual of programs: listings, commands, tables, notes, boxes and links."""

from benchmarks.kinds_of_text.figures import Words

_TOPICS = (
    "数组",
    "链表",
    "栈与队列",
    "散列表",
    "二叉树",
    "堆",
    "图",
    "排序",
    "查找",
    "字符串匹配",
    "动态规划",
    "并发",
)
_SENTENCES = (
    "在 Python 里，列表的下标从 0 开始，`items[-1]` 取最后一个元素；越界会抛出 `IndexError`",
    "这一步的时间复杂度是 O(n log n)，空间复杂度是 O(n)，对 10,000 个元素大约要 13.3 ms",
    "如果输入已经有序，就不必再排；先用 `is_sorted()` 检查一遍，代价只有 O(n)",
    "运行 `python -m pytest -q tests/` 可以看到全部结果，失败的用例会列出行号",
    "注意 HTTP/1.1 与 HTTP/2 的差别：前者一条连接同时只能处理一个请求，后者可以多路复用",
    "把配置写进 `/etc/huozi/config.toml`，再用 `systemctl restart huozi` 重新启动服务",
    "函数式写法短一些，但不一定快；先测量，再优化，这是 Donald Knuth 说过的话",
    "UTF-8 编码的汉字占 3 个字节，`len(\"活字\".encode())` 的结果是 6",
    "在 32 位系统上，`int` 的最大值是 2,147,483,647，再加 1 就会溢出",
    "出现“Permission denied”时，请检查文件的权限，通常是 0644 或 0755",
)  # fmt: skip
_CODE = (
    ("python", '''def merge_sort(items):
    """把一列数从小到大排好。"""
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right  # 剩下的都在后面'''),
    ("go", """// 管道的一头只写，另一头只读。
func produce(n int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 0; i < n; i++ {
			out <- i * i
		}
	}()
	return out
}"""),
    ("bash", """$ git clone https://example.org/huozi/book.git && cd book
$ python -m venv .venv && .venv/bin/pip install --require-hashes -r requirements.txt
$ .venv/bin/python build.py check --book 样书
检查完毕，没有错误。"""),
    ("sql", """SELECT d.name, COUNT(*) AS 人数
FROM employee AS e
JOIN department AS d ON d.id = e.department_id
WHERE e.joined >= '2010-01-01'
GROUP BY d.name
HAVING COUNT(*) > 5
ORDER BY 人数 DESC;"""),
    ("javascript", """const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function retry(task, times = 3) {
  for (let at = 1; ; at++) {
    try {
      return await task();
    } catch (error) {
      if (at === times) throw error; // 不再试了
      await wait(2 ** at * 100);
    }
  }
}"""),
    ("", """book/
├── book.yaml
├── 第一章.md
└── 图/
    └── 流程.png"""),
)  # fmt: skip
_TABLES = (
    ("操作的复杂度", ("操作", "数组", "链表", "散列表"), (
        ("按下标取", "O(1)", "O(n)", "—"), ("查找", "O(n)", "O(n)", "O(1)"),
        ("在头部插入", "O(n)", "O(1)", "O(1)"), ("在尾部插入", "O(1)", "O(n)", "O(1)"),
        ("删除", "O(n)", "O(1)", "O(1)"))),
    ("命令行选项", ("选项", "说明", "默认"), (
        ("`--jobs N`", "同时排几个单元；0 表示按处理器的数目", "0"),
        ("`--clean`", "不用以前留下的结果，全部重排", "否"),
        ("`--output FILE`", "成品写到哪里；文件夹不存在时先建立", "`output/book.pdf`"),
        ("`--explain`", "说明每个单元为什么重排", "否"))),
    ("测试结果（毫秒）", ("元素个数", "冒泡排序", "归并排序", "内置 sort()"), (
        ("100", "0.8", "0.2", "0.01"), ("1,000", "81.5", "2.4", "0.09"),
        ("10,000", "8,214.0", "29.7", "1.12"), ("100,000", "—", "351.6", "14.8"))),
)  # fmt: skip
CHAPTERS = 24


def files() -> dict[str, str]:
    """Each chapter a file."""
    words = Words(2024)
    return {f"ch{at:02}.md": _chapter(at, words) for at in range(1, CHAPTERS + 1)}


def _chapter(at: int, words: Words) -> str:
    parts = [f"# 第 {at} 章　{_TOPICS[at % len(_TOPICS)]}{'' if at < len(_TOPICS) else '（续）'}"]
    for section in range(1, 6):
        parts.append(
            f"## {at}.{section} {words.one(_TOPICS)}的{words.one(('实现', '用法', '测试', '局限'))}"
        )
        for sub in range(1, 4):
            if sub > 1:
                parts.append(f"### {at}.{section}.{sub} {words.one(_TOPICS)}")
            parts.append(_paragraph(words))
            parts.append(_block((at * 5 + section) * 3 + sub, words))
            parts.append(_paragraph(words))
    return "\n\n".join(parts) + "\n"


def _paragraph(words: Words) -> str:
    return "。".join(words.some(_SENTENCES, words.between(2, 3))) + "。"


def _block(at: int, words: Words) -> str:
    """What stands between paragraphs: code mostly, then tables, lists, boxes."""
    match at % 8:
        case 2:
            title, head, rows = _TABLES[at // 8 % len(_TABLES)]
            lines = [head, ["---"] * len(head), *rows]
            return f"表：{title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case 4:
            return "\n".join(f"{n}. {words.one(_SENTENCES)}。" for n in range(1, 4))
        case 6:
            return f"> [!NOTE]\n> {words.one(_SENTENCES)}。"
        case 7:
            return "\n".join(f"- {words.one(_SENTENCES)}；" for _ in range(3))
        case _:
            language, code = _CODE[at // 2 % len(_CODE)]
            return f"```{language}\n{code}\n```"
