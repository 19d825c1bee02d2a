"""Proofreading 审校: rules over the running text of a manuscript, each with its source and reason.

Pure: a manuscript and the texts of its files are handed in. Nothing is applied unasked: what a rule
finds is a person's to accept.
"""
