"""What programs put into a mail around what somebody wrote: heads of other mails, closings."""

from corpus.formats.quoted_mail.closings import cut_closings
from corpus.formats.quoted_mail.heads import mark_quoted

__all__ = ["cut_closings", "mark_quoted"]
