"""Tables and lists of records: rows of questions and answers, of texts, or of anything else."""

from corpus.formats.tables.json_files import read_json, read_json_lines
from corpus.formats.tables.separated import read_comma_separated, read_tab_separated

__all__ = ["read_comma_separated", "read_json", "read_json_lines", "read_tab_separated"]
