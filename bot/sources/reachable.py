"""Which machines are connected to: those of the public web, and what the owner names."""

import ipaddress
import socket
import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from corpus import FootnoteError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_WEB_PORTS = (80, 443)
_FIRST_FREE_PORT = 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_OF_PROVIDERS = ("168.63.129.16",)
"""Public numbers at which a provider serves the machines that it rents out, Azure's."""
_SPECIAL = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16"))
)
"""Of protocols and documentation, which older versions of Python take for anybody's."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""What stands before an address of IPv4 in one of IPv6 that tunnels to it."""
_COMPATIBLE = ipaddress.ip_network("::/96")
_MAX_ADDRESSES = 4
"""Of a host, that are tried."""
_SECONDS_TO_LOOK_UP = 10.0
_LOOKING_UP = threading.BoundedSemaphore(16)
"""Of the threads that may wait for an answer, those that nobody waits for any more among them."""


class UnreachableError(FootnoteError):
    """A host is not to be connected to; the text says why."""


class UnknownHostError(FootnoteError):
    """A host has no address, or none just now."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """What may be connected to. `allowed_hosts`, each with a port or for any, may be anywhere."""

    allowed_hosts: frozenset[str] = frozenset()

    def resolve(self, host: str, port: int, seconds: float = _SECONDS_TO_LOOK_UP) -> list[str]:
        """The addresses of `host`, as numbers, each of which may be connected to at `port`: who
        connects to these asks nobody again, who might then say something else.

        :raises UnreachableError: if one of them may not.
        :raises UnknownHostError: if there are none, or it takes longer than `seconds` to learn.
        """
        found = _look_up(host, port, min(seconds, _SECONDS_TO_LOOK_UP))
        if not self._is_allowed(host, port):
            if port not in _WEB_PORTS and port < _FIRST_FREE_PORT:
                raise UnreachableError(f"port {port} is none of the web")
            if not all(map(is_public, found)):
                raise UnreachableError(f"{host} is no public host (WEB_ALLOWED_HOSTS)")
        return found[:_MAX_ADDRESSES]

    def _is_allowed(self, host: str, port: int) -> bool:
        shown = f"[{host}]" if ":" in host else host
        return not {shown, f"{shown}:{port}"}.isdisjoint(self.allowed_hosts)


def _look_up(host: str, port: int, seconds: float) -> list[str]:
    """The system asks for as long as it likes, so it does in a thread that is left to itself if it
    has not answered in time."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(info[4][0]) for info in infos)))
        except (OSError, UnicodeError) as exc:
            answers.put(exc)
        finally:
            _LOOKING_UP.release()

    if not _LOOKING_UP.acquire(timeout=seconds):
        raise UnknownHostError(f"{host} cannot be looked up: no answers come")
    # One that nothing waits for at the end of the process.
    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as exc:
        raise UnknownHostError(f"it takes too long to look up {host}") from exc
    if isinstance(answer, Exception):
        raise UnknownHostError(f"{host} is not known") from answer
    return answer


def is_public(address: str) -> bool:
    """Whether a number is that of a machine on the public internet, whatever it is wrapped in."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(map(_is_public, (parsed, *_list_embedded(parsed))))


def _is_public(address: IpAddress) -> bool:
    is_special = (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
        or str(address) in _OF_PROVIDERS
    )
    is_special = is_special or any(address in network for network in _SPECIAL)
    return address.is_global and not is_special


def _list_embedded(address: IpAddress) -> list[IpAddress]:
    """The addresses of IPv4 that one of IPv6 leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    is_tunnel = int(address) >> 32 & 0xFFFFFFFF in _ISATAP
    if is_tunnel or any(address in network for network in (_NAT64, _LOCAL_NAT64, _COMPATIBLE)):
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]
