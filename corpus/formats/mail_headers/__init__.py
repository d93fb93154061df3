"""Values of the headers of mails: their words decoded, and who a mail is from."""

from corpus.formats.mail_headers.encoded_words import decode_words
from corpus.formats.mail_headers.senders import read_sender

__all__ = ["decode_words", "read_sender"]
