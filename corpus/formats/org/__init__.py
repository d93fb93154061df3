"""Emacs' Org: headlines, lists, tables and blocks of a text, with its markup taken off."""

from corpus.formats.org.reader import read_org

__all__ = ["read_org"]
