"""The account 清账: each character of the manuscript stands on a page, once, in order, in place.

`said` is what a unit has to show, `streams` what those of its galley paint, `balance` holds one
against the other. Nothing here knows a template, a style sheet or the engine: what they did wrong
is what the account is to find.
"""
