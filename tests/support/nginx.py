"""nginx with the file in `deploy/`, before several bots on this machine."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.paths import PROJECT
from tests.support.ports import is_listening

_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def find_nginx() -> str | None:
    """None if there is none on this machine."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def run_nginx(nginx: str, folder: Path, port: int, ports: Sequence[int]) -> Iterator[None]:
    """nginx in `folder`, which listens at `port`, without TLS, for bots that listen at `ports`."""
    folder.mkdir()
    given = (PROJECT / "deploy" / "nginx.conf").read_text("utf-8")
    servers = " ".join(f"server 127.0.0.1:{each};" for each in ports)
    site = re.sub(r"server 127\.0\.0\.1:8443;", servers, given, count=1)
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    site = re.sub(r"^ *ssl_.*\n", "", site, flags=re.MULTILINE)
    paths = " ".join(f"{name}_temp_path {folder / name};" for name in _FOLDERS)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder / 'pid'}; error_log {folder / 'log'};\n"
        f"events {{}}\nhttp {{ access_log off; {paths}\n{site} }}\n"
    )
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        while not is_listening(port):
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait()
