"""Sources that are looked at no more."""

from bot.config.settings import Settings
from bot.sources.memory import Memory
from bot.sources.refreshing import list_set_sources
from corpus import FootnoteError


class UnknownSourceError(FootnoteError):
    """An address is none of a source that could be forgotten; the text says why."""


def forget(settings: Settings, address: str) -> int:
    """Forgets all sources with this address, and what they led to that is no article; how many
    articles of theirs stay.

    :raises UnknownSourceError: if there is none, or the settings name it.
    :raises AtWorkError, RememberError: as `Memory.held`.
    """
    if any(source.address == address for source in list_set_sources(settings.web)):
        raise UnknownSourceError(
            "the settings name it: take it out of them (WEB_PAGES, WEB_FEEDS, "
            "WEB_SITEMAPS, WEB_SITES)"
        )
    with Memory.held(settings) as memory:
        sources = [source for source in memory.list_sources() if source.address == address]
        if not sources:
            raise UnknownSourceError("footnote add was not given this address")
        with memory.changing():
            for source in sources:
                memory.forget_source(source)
        rows = (memory.find_page(each) for s in sources for each in memory.list_pages(s))
        return sum(row is not None and row.file is not None for row in rows)
