"""Mails and mailboxes: what is written in each, by whom and when."""

from corpus.formats.mail.reader import read_mail, read_mailbox

__all__ = ["read_mail", "read_mailbox"]
