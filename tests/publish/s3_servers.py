"""Two servers of S3 on loopback: moto, which keeps conditions, and rclone, which does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port, wait_for
from tests.sites import Tree

KEY = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing-secret"}


@cache
def client(port: int) -> Any:
    """Return boto3's client of a server, as the tests look at it."""
    return import_module("boto3").client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
        config=import_module("botocore.config").Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@contextmanager
def _run(command: list[str], port: int, folder: Path) -> Iterator[int]:
    with (folder / "log").open("wb") as log:
        environment = {name: value for name, value in os.environ.items() if "AWS" not in name}
        with subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process:
            try:
                wait_for(port, process)
                yield port
            finally:
                process.terminate()


@contextmanager
def run_moto(folder: Path) -> Iterator[int]:
    """Run moto's server and give its port."""
    for module in ("boto3", "moto", "flask"):
        if find_spec(module) is None:
            pytest.skip(f"no {module} here; make .venv/test installs it")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with _run(command, port, folder) as running:
        yield running


@contextmanager
def run_rclone(folder: Path, data: Path | None = None) -> Iterator[int]:
    """Run rclone's server over a folder, ``data`` below by default, and give its port."""
    rclone = shutil.which("rclone", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if rclone is None or find_spec("boto3") is None:
        pytest.skip("no rclone or boto3 here; make .venv/test installs them")
    port = free_port()
    data = data or folder / "data"
    data.mkdir()
    key = ",".join(KEY.values())
    command = [rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", key]
    with _run([*command, str(data)], port, folder) as running:
        yield running


@dataclass
class S3Peer:
    """A prefix of a bucket, with another bucket as its side."""

    port: int
    bucket: str
    name: str
    prefix: str = "site"
    side: bool = True
    switches: bool = False
    through: int = 0

    def address(self) -> str:
        endpoint = f"http://127.0.0.1:{self.through or self.port}"
        side = f"&side={self.bucket}-side" if self.side else ""
        return f"s3://{self.bucket}/{self.prefix}?endpoint={endpoint}{side}"

    def make(self) -> None:
        for name in (self.bucket, f"{self.bucket}-side"):
            client(self.port).create_bucket(Bucket=name)

    def _all(self, bucket: str) -> dict[str, bytes]:
        s3 = client(self.port)
        return {
            each["Key"]: s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
            for each in page.get("Contents", ())
        }

    def live(self) -> Tree:
        below = f"{self.prefix}/"
        found = {key.removeprefix(below): data for key, data in self._all(self.bucket).items()}
        return {key: data for key, data in found.items() if not key.startswith(".communique/")}

    def read(self, path: str) -> bytes | None:
        errors = import_module("botocore.exceptions")
        try:
            found = client(self.port).get_object(Bucket=self.bucket, Key=f"{self.prefix}/{path}")
        except errors.ClientError:
            return None
        return bytes(found["Body"].read())

    def everything(self) -> dict[str, Any]:
        return {**self._all(self.bucket), **self._all(f"{self.bucket}-side")}

    def head(self, path: str) -> Any:
        return client(self.port).head_object(Bucket=self.bucket, Key=f"{self.prefix}/{path}")

    def touch(self, path: str, data: bytes | None) -> None:
        s3, key = client(self.port), f"{self.prefix}/{path}"
        if data is None:
            s3.delete_object(Bucket=self.bucket, Key=key)
        else:
            s3.put_object(Bucket=self.bucket, Key=key, Body=data)
