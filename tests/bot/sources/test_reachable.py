"""Which machines are connected to."""

import threading
import time

import pytest

from bot.sources.reachable import Reachable, UnknownHostError, UnreachableError, is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "1.1.1.1"])
def test_the_public_web_is_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.170", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "192.0.2.1", "198.51.100.7", "203.0.113.9"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe"),
        *("::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1"),
        *("2001:0:4136:e378:8000:63bf:80ff:fffe", "localhost", ""),
        *("fec0::1", "168.63.129.16", "192.0.0.192", "192.88.99.1", "3fff::1"),
        *("2606:4700::5efe:127.0.0.1", "2606:4700::200:5efe:a00:1"),
    ],
)
def test_no_other_machine_is(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0", "::ffff:127.0.0.1"]
)
def test_whatever_a_host_is_called_its_address_counts(host: str) -> None:
    with pytest.raises(UnreachableError, match="no public host"):
        Reachable().resolve(host, 8080)


def test_ports_of_other_services_are_none_of_the_web() -> None:
    with pytest.raises(UnreachableError, match="port 25 is none"):
        Reachable().resolve("93.184.216.34", 25)
    assert Reachable().resolve("93.184.216.34", 8443) == ["93.184.216.34"]


def test_hosts_that_the_owner_names_are_reached_at_their_port() -> None:
    reachable = Reachable(frozenset({"127.0.0.1:8080", "[::1]"}))
    assert reachable.resolve("127.0.0.1", 8080) == ["127.0.0.1"]
    assert reachable.resolve("::1", 9) == ["::1"]
    with pytest.raises(UnreachableError):
        reachable.resolve("127.0.0.1", 8081)


def test_a_host_that_is_not_known_may_be_known_another_time() -> None:
    with pytest.raises(UnknownHostError):
        Reachable().resolve("no-such-host.invalid", 80)


def test_a_look_up_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *asked, **further: is_over.wait(60) and [])
    begun = time.monotonic()
    try:
        for _ in range(40):  # more than may hang at a time
            with pytest.raises(UnknownHostError):
                Reachable().resolve("harbour.example", 80, 0.01)
    finally:
        is_over.set()
    assert time.monotonic() - begun < 20
