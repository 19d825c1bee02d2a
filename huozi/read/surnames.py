"""Surnames that are read otherwise than the character is elsewhere: 曾 Zēng, and 曾经 céngjīng.

Readings are those of 《现代汉语词典》 (7th edition) under “姓”. A term is taken for a person's name
where it has two or three characters, begins with such a surname, and begins with no word. Which
words there are pypinyin's dictionary says; with them stand the characters that follow in words it
lacks. An editor's own reading (`音="…"`) goes before all of this.
"""

#: Surname → its reading, and what follows it in words that the dictionary does not have.
_SURNAMES = {
    "曾": ("zeng1", "任用在见被有"),
    "翟": ("zhai2", ""),
    "仇": ("qiu2", "富家"),
    "覃": ("qin2", ""),
    "缪": ("miao4", ""),
    "朴": ("piao2", "树"),
    "查": ("zha1", "档无账证验岗重新体"),
    "单": ("shan4", "项个亲列证据双选机"),
    "解": ("xie4", "读说题困难忧约"),
    "区": ("ou1", "委府政长级属直位人纪机财老教妇办局公法检党团校医乡镇村街农工文"),
    "任": ("ren2", "选前内命一何教"),
    "华": ("hua4", "商东中南北西为夏人文"),
    "盖": ("ge3", "章板子楼"),
    "葛": ("ge3", "粉洲"),
    "员": ("yun4", "额"),
    "种": ("chong2", "粮养茶菜地树"),
}
_LENGTHS = (2, 3)


def surname_reading(term: str) -> str:
    """How the first character of a person's name is read; an empty string for all else."""
    reading, follows = _SURNAMES.get(term[:1], ("", ""))
    if not reading or len(term) not in _LENGTHS or term[1] in follows:
        return ""
    # The dictionary takes a tenth of a second to load, and is there when a term is read.
    from pypinyin.constants import PHRASES_DICT

    return "" if term[:2] in PHRASES_DICT else reading
