"""Manuscripts in: Word and text files made entries of a book, nothing lost, every guess shown.

`job` goes through the files, `taking` does one of them, `keeping` knows what was imported before,
`names` and `pictures` what the new files are called and what they show, `report` and `page` tell.
"""
