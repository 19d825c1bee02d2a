"""Texts that look like manuscripts: Han with marks, numbers, words, quotes, URLs, odd things."""

from hypothesis import strategies as st

HAN = "一是班子建设得到加强通过梳理排队将全区的村级年月日人第号附表图"
PIECES = (
    *"，。、；：！？",
    *"“”‘’（）《》〔〕",
    *"·～—／/-%℃￥",
    *("——", "……", "？！", "”“", "。”", "），（", "）。《"),
    *("5", "30", "2004", "97%", "1,234.56", "-5℃", "12:30", "$300"),
    *("GDP", "don’t", "WeasyPrint", "state-of-the-art", "(", ")", "A/B", '"', "C++"),
    *("https://www.example.com/a/b?c=1", "〔2004〕26号", "京平发〔2004〕26 号", "x" * 30),
    *(" ", " ", "\u3000", "\u00a0", "\u2060", "\n", "①", "👍", "é", "e\u0301"),
)


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Runs of Han with other pieces strewn in."""
    han = st.text(HAN, min_size=1, max_size=8)
    return st.lists(st.one_of(han, han, st.sampled_from(PIECES)), max_size=max_size).map("".join)
