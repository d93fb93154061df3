"""The settings of what is fetched from the web."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What a refresh looks at beside what was added by the command: `pages`, `feeds`, `sitemaps`
    and `sites`, of these as far as `depth` links from where they start.

    `allowed_hosts`, with a port or for all ports, may have addresses that are not public.
    `contact` is where the owner of a site can turn to. At least `seconds_between` lie between two
    requests to a host. A page that has vanished is retired after `retire_days`.
    """

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    depth: int = 2
    allowed_hosts: frozenset[str] = frozenset()
    contact: str = ""
    seconds_between: float = 1.0
    retire_days: int = 7
