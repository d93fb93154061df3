"""Which files of an archive are articles, by what lies beside them, and what they are called."""

from collections.abc import Iterator

from corpus.sources.archives.records import Item, PassedOver
from corpus.sources.archives.zip_files import Member

_PROGRAMS = frozenset(("node_modules", "bower_components", "site-packages"))
_OF_JEKYLL = frozenset(("_layouts", "_includes", "_sass", "_plugins", "_data", "_site", "vendor"))
_OF_HUGO = frozenset(("archetypes", "layouts", "themes", "assets", "data", "i18n", "public"))
_SURELY_OF_HUGO = frozenset(("archetypes", "layouts", "themes"))
"""Others are names that anybody's folders have."""
_DRAFTS = "_drafts"


def arrange(members: list[Member]) -> Iterator[Item]:
    """Takes out of `members` what is none of the archive's articles, and says so."""
    tops = {member.path.partition("/")[0] for member in members if "/" in member.path}
    made_with: frozenset[str] = frozenset()
    if "_posts" in tops:
        made_with |= _OF_JEKYLL
    if "content" in tops and tops & _SURELY_OF_HUGO:
        made_with |= _OF_HUGO
    kept = []
    for member in members:
        folders = member.path.split("/")[:-1]
        if _PROGRAMS.intersection(folders):
            yield PassedOver("of programs")
        elif folders and folders[0] in made_with:
            yield PassedOver("of what the site is made with")
        elif "_posts" in tops and _DRAFTS in folders:
            yield PassedOver("drafts")
        else:
            kept.append(member)
    members[:] = kept
