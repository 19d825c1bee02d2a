"""The texts of `benchmarks.kinds`, one module a kind: `files()` gives names and Markdown."""
