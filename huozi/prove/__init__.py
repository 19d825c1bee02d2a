"""Reads the finished book back and holds it against what it should say."""
