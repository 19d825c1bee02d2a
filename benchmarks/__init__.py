"""Benchmarks: Huozi beside its peers on one book, in one run. Figures are ratios and medians."""
