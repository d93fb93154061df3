"""The same words, or nearly, in several articles."""

from bot.answers.copies.copied import Quoted, find_copy, read_quote

__all__ = ["Quoted", "find_copy", "read_quote"]
