"""The same words, or nearly, in several articles."""

from bot.answers.copies.copied import Compared, Quoted, find_copy, read_quote

__all__ = ["Compared", "Quoted", "find_copy", "read_quote"]
