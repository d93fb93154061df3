"""What `deploy/`, `Containerfile` and `compose.yaml` say is so: commands, settings, the Python that
the bot needs, and how closed the units are."""

import configparser
import os
import re
import select
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from bot.cli.main import make_parser
from bot.config.settings import VARIABLES, Settings
from tests.support.paths import PROJECT
from tests.telegram_server.webhooks import SECRET_HEADER

DEPLOY = PROJECT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
OTHERS = {"HOME", "HF_HOME", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} | {
    f"XDG_{kind}_HOME" for kind in ("CONFIG", "DATA", "STATE")
}
"""Variables that are others' than the bot's."""
CLOSED = {
    "AmbientCapabilities": "",
    "CapabilityBoundingSet": "",
    "LockPersonality": "yes",
    "NoNewPrivileges": "yes",
    "PrivateDevices": "yes",
    "PrivateTmp": "yes",
    "PrivateUsers": "yes",
    "ProtectClock": "yes",
    "ProtectControlGroups": "yes",
    "ProtectHome": "yes",
    "ProtectHostname": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectProc": "invisible",
    "ProtectSystem": "strict",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes",
    "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
    "User": "footnote",
}
"""What makes `systemd-analyze security` call a unit 1.2."""


def read_unit(name: str) -> dict[str, list[str]]:
    """The lines of a unit's section Service, by their names."""
    found: dict[str, list[str]] = {}
    section = (DEPLOY / name).read_text("utf-8").partition("[Service]")[2].partition("\n[")[0]
    for line in section.splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def list_commands() -> Iterator[list[str]]:
    """The arguments of each `footnote` that is run."""
    for name in UNITS:
        for command in read_unit(name)["ExecStart"]:
            yield shlex.split(command)[1:]
    crontab = (DEPLOY / "crontab").read_text("utf-8")
    for command in re.findall(r"^[^#].*/bin/footnote (.*?) >>", crontab, re.MULTILINE):
        yield shlex.split(command)
    for service in read_compose()["services"].values():
        yield service["command"]
        check = service["healthcheck"]["test"]
        if check[1] == "footnote":
            yield check[2:]
    for words in re.findall(r"CMD (\[.*\])", read_containerfile()):
        yield [word for word in yaml.safe_load(words) if word != "footnote"]


def list_variables() -> Iterator[str]:
    for name in UNITS:
        for line in read_unit(name)["Environment"]:
            yield line.partition("=")[0]
    final = read_containerfile().partition(" AS base")[2]
    for block in re.findall(r"^ENV ((?:.*\\\n)*.*)", final, re.MULTILINE):
        yield from re.findall(r"(\w+)=", block)


def read_compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))
    return found


def read_containerfile() -> str:
    return (PROJECT / "Containerfile").read_text("utf-8")


def test_every_command_is_one() -> None:
    commands = list(list_commands())
    assert len(commands) >= 10
    for arguments in commands:
        make_parser().parse_args(arguments)


def test_every_variable_is_a_setting() -> None:
    names = set(list_variables())
    assert names >= {"CORPUS_DIR", "INDEX_DIR", "STATE_DIR"}
    assert names - OTHERS <= set(VARIABLES)


@pytest.mark.parametrize("name", UNITS)
def test_units_are_closed(name: str) -> None:
    unit = read_unit(name)
    assert {key: " ".join(unit.get(key, ["missing"])) for key in CLOSED} == CLOSED
    # Only what prepares an encoder writes code, by torch.
    assert unit["MemoryDenyWriteExecute"] == ["no" if "index" in name else "yes"]
    assert unit["SystemCallFilter"] == ["@system-service", "~@privileged"]


def test_the_socket_that_is_named_can_be_made() -> None:
    (folder,) = read_unit("footnote.service")["RuntimeDirectory"]
    for name in ("nginx.conf", "Caddyfile"):
        assert f"/run/{folder}/webhook.sock" in (DEPLOY / name).read_text("utf-8")


def test_caddy_logs_no_secret_beside_what_fails() -> None:
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert f"request>headers>{SECRET_HEADER} delete" in text


def test_mistakes_in_the_settings_are_no_reason_to_start_again() -> None:
    unit = read_unit("footnote.service")
    assert (unit["Restart"], unit["RestartPreventExitStatus"]) == (["on-failure"], ["2"])


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.name)
def test_timers_start_a_unit(path: Any) -> None:
    timer = configparser.ConfigParser()
    timer.read(path, "utf-8")
    assert path.with_suffix(".service").exists()
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.fixture
def cron(tmp_path: Path) -> list[str]:
    """The crontab's commands, in folders below `tmp_path`."""
    lines = (DEPLOY / "crontab").read_text("utf-8").splitlines()
    for folder in ("etc", "lib"):
        (tmp_path / folder).mkdir()
    return [
        line.split(maxsplit=5)[5]
        .replace("/etc/footnote", f"{tmp_path}/etc")
        .replace("/var/lib/footnote", f"{tmp_path}/lib")
        .replace("/opt/footnote/bin", str(tmp_path))
        for line in lines
        if re.match(r"[*\d]", line)
    ]


@pytest.mark.skipif(shutil.which("flock") is None, reason="there is no flock")
def test_what_cron_begins_is_the_bot_and_only_once(cron: list[str], tmp_path: Path) -> None:
    program, ready = tmp_path / "footnote", tmp_path / "ready"
    program.write_text(f"#!/bin/sh\necho $$ >{ready}\nread line\n")
    program.chmod(0o700)
    os.mkfifo(ready)
    told = os.open(ready, os.O_RDWR | os.O_NONBLOCK)
    for _ in range(2):
        with subprocess.Popen(["/bin/sh", "-c", cron[0]], stdin=subprocess.PIPE) as bot:
            assert select.select([told], [], [], 10)[0]
            assert int(os.read(told, 20)) == bot.pid
            assert subprocess.run(["/bin/sh", "-c", cron[0]], check=False).returncode == 1
            bot.terminate()
    os.close(told)


def test_logs_of_cron_end(cron: list[str], tmp_path: Path) -> None:
    for name, size in (("bot.log", 11_000_000), ("index.log", 9_000_000)):
        with (tmp_path / "lib" / name).open("wb") as file:
            file.truncate(size)
    subprocess.run(["/bin/sh", "-c", cron[-1]], check=True)
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "lib").iterdir()}
    assert sizes == {"bot.log": 0, "bot.log.1": 11_000_000, "index.log": 9_000_000}


def test_the_image_has_a_python_that_is_supported() -> None:
    (version,) = re.findall(r"^ARG PYTHON_VERSION=(.*)$", read_containerfile(), re.MULTILINE)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert version in SpecifierSet(project["requires-python"])


def test_containers_are_closed() -> None:
    for service in read_compose()["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]
    assert re.search(r"^USER \d+:\d+$", read_containerfile(), re.MULTILINE)


def test_the_image_has_a_folder_for_articles_that_the_bot_may_write() -> None:
    """Without it the index refuses to begin, and whoever copies articles there makes it root's.
    It is made where it stays: what is copied into a folder leaves the folder open."""
    final = read_containerfile().partition(" AS base")[2]
    (made,) = re.findall(r"install -d -o 10001 -g 10001 -m 700 (.*)$", final, re.MULTILINE)
    assert made.split() == ["/data", "/data/articles"]


def test_no_setting_of_the_machine_takes_the_place_of_the_images_folders(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What engines are given in files goes before the image's own, also if it is empty: articles,
    index and state would end with the container."""
    final = read_containerfile().partition(" AS base")[2]
    folders = dict(re.findall(r"(\w+_DIR)=(\S+)", final))
    assert set(folders) == {"CORPUS_DIR", "INDEX_DIR", "STATE_DIR"}
    for service in read_compose()["services"].values():
        assert service["environment"] == folders
    example = (PROJECT / ".env.example").read_text("utf-8")
    assert not re.search(r"^\w+_DIR=", example, re.MULTILINE)
    for name, value in re.findall(r"(XDG_\w+)=(\S+)", final):
        monkeypatch.setenv(name, value)
    ((volume, link),) = re.findall(r"ln -s (\S+) (\S+)", final)
    empty = Settings.from_env(dict.fromkeys(folders, ""), tmp_path, tmp_path)
    for name, folder in folders.items():
        default = str(getattr(empty, name.lower()))
        assert default.replace(link, volume) == folder


def test_both_engines_find_what_they_build_by() -> None:
    """Docker looks for other names than podman, unless it is told, and for one only of ignored."""
    for service in read_compose()["services"].values():
        assert (PROJECT / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert (PROJECT / ".dockerignore").is_file()


def test_only_what_the_image_is_made_of_is_sent_to_the_builder() -> None:
    sent = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {line[1:] for line in sent if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", read_containerfile(), re.MULTILINE)
    assert "*" in sent
    assert allowed == {name for line in copied for name in line.split()}
