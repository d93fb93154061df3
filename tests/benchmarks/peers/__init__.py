"""Footnote beside what else answers by retrieval, in one run: `make bench`."""
