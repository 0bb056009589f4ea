"""Real web servers on loopback, with the configuration that a build writes, for a test's time."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from tests.ports import free_port, listens

TRIES = 5
"""Another process may take a free port before the server does."""

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Debian's module, without which nginx knows gzip alone."""

APACHE = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Host:
    """A server that runs."""

    port: int

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for an address, exactly as written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


def _nginx(folder: Path, root: Path, hosts: Path, port: int) -> list[str]:
    load = f"load_module {BROTLI};\n" if BROTLI.is_file() else ""
    places = "".join(
        f"{name}_temp_path {folder / name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.getuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(
        f"{load}{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"worker_processes 1;\nevents {{ }}\nhttp {{\naccess_log off;\n{places}"
        f"include {hosts}/nginx/http.conf;\n"
        f"server {{\nlisten 127.0.0.1:{port};\nroot {root};\n"
        f"include {hosts}/nginx/server.conf;\n}}\n}}\n"
    )
    return ["nginx", "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(conf)]


def _caddy(folder: Path, root: Path, hosts: Path, port: int) -> list[str]:
    conf = folder / "Caddyfile"
    conf.write_text(
        f"{{\nadmin off\nauto_https off\n}}\n"
        f"http://127.0.0.1:{port} {{\nbind 127.0.0.1\nroot * {root}\n"
        f"import {hosts}/caddy/site.caddy\n}}\n"
    )
    return ["caddy", "run", "--config", str(conf), "--adapter", "caddyfile"]


def _apache(folder: Path, root: Path, hosts: Path, port: int) -> list[str]:
    names = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "alias")
    load = "".join(f"LoadModule {name}_module {APACHE}/mod_{name}.so\n" for name in names)
    user = f"User {getpass.getuser()}\n" if os.getuid() else ""
    conf = folder / "httpd.conf"
    conf.write_text(
        f"{load}{user}ServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/httpd.pid\nErrorLog {folder}/error.log\nDefaultRuntimeDir {folder}\n"
        f"Mutex file:{folder} default\nTypesConfig /dev/null\n"
        f"DocumentRoot {root}\n<Directory {root}>\nRequire all granted\n</Directory>\n"
        f"Define COMMUNIQUE {hosts}/apache\nInclude {hosts}/apache/site.conf\n"
    )
    return ["apache2", "-D", "FOREGROUND", "-f", str(conf)]


SERVERS: dict[str, Callable[[Path, Path, Path, int], list[str]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
    "apache": _apache,
}
PROGRAMS = {"apache": "apache2"}


@contextmanager
def serve(
    name: str,
    folder: Path,
    root: Path,
    hosts: Path,
    prepare: Callable[[int], None] = lambda _port: None,
) -> Iterator[Host]:
    """Run a server with files of its own in ``folder``; skip the test where there is none.

    ``prepare`` makes what is served at a port, before the server starts there.
    """
    program = PROGRAMS.get(name, name)
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not here: make hosts installs it on Debian, as root")
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "said.txt"
    for _ in range(TRIES):
        port = free_port()
        prepare(port)
        command = SERVERS[name](folder, root, hosts, port)
        with log.open("wb") as said:
            env = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
            process = subprocess.Popen(
                command, stdout=said, stderr=said, env=env, start_new_session=True
            )
        try:
            if listens(port, process):
                yield Host(port)
                return
        finally:
            process.terminate()
            process.wait(timeout=20)
    errors = folder / "error.log"
    pytest.fail(log.read_text() + (errors.read_text() if errors.is_file() else ""))
