"""Manuscripts in: what editors receive, read so that every character is accounted for.

`package` opens a stranger's file, `wordml` reads it to a `WordText` (`values`), `numbers` makes the
automatic numbers as Word shows them, `count` counts the same file with other code, and `ledger`
holds the two against each other. Nothing of these knows what a title or a signature is.

`importing` then makes entries of a `WordText`: `flow` puts it in one line of `passages`, asking
(`inquiry`) what a person may decide; `parts` and `headings` say what passages are, with reasons;
`dialect`, `grids`, `sheet` and `body` write Markdown, `matters` front matter; `readback` holds what
the reader makes of it against what was set. `answers` are what a person decided, `observed` and
`remarks` what a report tells, and `merge` brings a newer manuscript into an edited text.
"""
