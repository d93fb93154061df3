"""What of the pages is no text of theirs: running heads, numbers of lines, contents."""

from corpus.formats.pdf.left_out.contents import leave_out_contents
from corpus.formats.pdf.left_out.line_numbers import leave_out_line_numbers
from corpus.formats.pdf.left_out.running_heads import leave_out_running_heads

__all__ = ["leave_out_contents", "leave_out_line_numbers", "leave_out_running_heads"]
