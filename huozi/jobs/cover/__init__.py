"""The cover 封面: back, spine and front on one sheet, as wide as the body makes the spine.

    printing: + cover: + page count ─panels─▶ Panels ─lettering─▶ sizes, spine text ─sheet─▶ PDF

Set through the same compiler as every page, from `templates/cover.html` and `styles/cover.css`.
"""
