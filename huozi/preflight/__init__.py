"""Preflight: judge any PDF against what a press, a screen or an archive expects of it.

Knows nothing of how a PDF was made. The way through:

    file ─open─▶ Document ─interpret─▶ Pages with Marks ─checks─▶ Faults ─report─▶ words, JSON, HTML

`paint.py` is the only reader of content streams; every check is a small file in `checks/`.
"""
