"""House rules for pages (暗码、另页、白页): which units start where, and what is counted.

A book changes single fields of a rule in `book.yaml`, under `pages:`. Part pages stand outside
the count, as in the book this press was built for: its page 001 is the first page of entry 1.
"""

from huozi.values.style import FolioRun, PageRule, Start, UnitKind

#: What stands behind the words of a merged cell where it goes on on another page, or alone.
GOES_ON = "（续）"
#: What stands before a line of code that goes on from the one above: the first that a font has.
TURNS = ("↪", "»", ">")
#: What stands behind a part of a word at the end of a line.
HYPHEN = "-"

FRONT_SILENT = PageRule(Start.RECTO, FolioRun.FRONT, folio=False, head=False)

HOUSE_RULES: dict[UnitKind, PageRule] = {
    UnitKind.HALF_TITLE: PageRule(Start.RECTO, FolioRun.FRONT, folio=False, head=False, leaf=True),
    UnitKind.TITLE_PAGE: FRONT_SILENT,
    UnitKind.COPYRIGHT: PageRule(Start.VERSO, FolioRun.FRONT, folio=False, head=False),
    UnitKind.BOOKLET_COVER: PageRule(
        Start.RECTO, FolioRun.FRONT, folio=False, head=False, leaf=True
    ),
    UnitKind.EPIGRAPH: PageRule(Start.RECTO, FolioRun.FRONT, folio=False, head=False, leaf=True),
    UnitKind.EDITORS: FRONT_SILENT,
    UnitKind.FOREWORD: PageRule(Start.RECTO, FolioRun.FRONT),
    UnitKind.PREFACE: PageRule(Start.RECTO, FolioRun.FRONT),
    UnitKind.EDITORIAL_NOTES: PageRule(Start.RECTO, FolioRun.FRONT),
    UnitKind.CONTENTS: PageRule(Start.RECTO, FolioRun.FRONT),
    UnitKind.LIST_OF_TABLES: PageRule(Start.ANY, FolioRun.FRONT),
    UnitKind.LIST_OF_FIGURES: PageRule(Start.ANY, FolioRun.FRONT),
    UnitKind.PART: PageRule(
        Start.RECTO, FolioRun.BODY, counted=False, folio=False, head=False, leaf=True
    ),
    UnitKind.ARTICLE: PageRule(Start.ANY, FolioRun.BODY),
    UnitKind.DOCUMENT: PageRule(Start.ANY, FolioRun.BODY),
    UnitKind.ANNEX: PageRule(Start.ANY, FolioRun.BODY),
    UnitKind.APPENDIX: PageRule(Start.RECTO, FolioRun.BODY),
    UnitKind.INDEX: PageRule(Start.RECTO, FolioRun.BODY),
    UnitKind.AFTERWORD: PageRule(Start.RECTO, FolioRun.BODY),
    UnitKind.ACKNOWLEDGEMENTS: PageRule(Start.ANY, FolioRun.BODY),
    UnitKind.COLOPHON: PageRule(Start.VERSO, FolioRun.BODY, counted=False, folio=False, head=False),
}
