"""Huozi 活字: a press for Chinese books. Start reading at `huozi.press`."""

__version__ = "0.1.0"
