"""What programs put into a mail around what somebody wrote: heads of other mails, lines above what
is quoted, closings."""

from corpus.formats.quoted_mail.closings import cut_closings
from corpus.formats.quoted_mail.heads import mark_quoted, says_mail_follows
from corpus.formats.quoted_mail.leads import read_writer

__all__ = ["cut_closings", "mark_quoted", "read_writer", "says_mail_follows"]
