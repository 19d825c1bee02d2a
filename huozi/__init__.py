"""Huozi 活字: a press for Chinese books. Start reading at `huozi.press`."""

__version__ = "0.2.0"
