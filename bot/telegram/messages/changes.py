"""What the last rebuild changed, as admins see it."""

from collections.abc import Sequence

from telegram import MessageEntity

from bot.telegram.messages.answers import name_more
from bot.telegram.messages.formatting import Part, Reply, count_units, join_parts
from bot.telegram.messages.silencing import silence
from bot.text.build_report import format_counts
from bot.text.citations import say_name
from bot.text.translation import gettext
from embeddings import Changes

_MAX_TITLE_CHARACTERS = 100
_MAX_SECTION_UNITS = 1300
"""Of three sections, the counts above them and their headings within a message's 4,096."""


def render_changes(changes: Changes) -> Reply:
    """How many articles came, changed and went, and their titles as far as there is room."""
    if not changes.compared:
        return Reply(gettext("There was no earlier index to compare with: all of this one is new."))
    sections = (
        (gettext("Added:"), changes.added),
        (gettext("Changed:"), changes.changed),
        (gettext("Removed:"), changes.removed),
    )
    parts = [Part(format_counts(changes))]
    for heading, titles in sections:
        if titles:
            parts += [Part("\n\n"), Part(heading, MessageEntity.BOLD), *_list_titles(titles)]
    return join_parts(parts)


def _list_titles(titles: Sequence[str]) -> list[Part]:
    listed = ""
    for number, title in enumerate(titles):
        line = f"\n• {say_name(title, _MAX_TITLE_CHARACTERS)}"
        if count_units([Part(listed + line)]) > _MAX_SECTION_UNITS:
            return [*silence(listed), Part(f"\n{name_more(len(titles) - number)}")]
        listed += line
    return silence(listed)
