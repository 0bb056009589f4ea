"""A bucket through boto3, and its errors in words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import md5, sha256
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from communique.errors import PublishError
from communique.publish.record import File

MISSING = {"NoSuchKey", "404", "NotFound"}
REFUSED = {"PreconditionFailed", "412", "ConditionalRequestConflict", "409"}

_CUT = (
    *("ConnectionClosedError", "ReadTimeoutError", "ConnectionError", "HTTPClientError"),
    "ResponseStreamingError",
)
REASONS = {
    "NoSuchBucket": "there is no such bucket; make it, or correct PUBLISH",
    **dict.fromkeys(("AccessDenied", "403"), "the key has no right to it; correct its policy"),
    "InvalidAccessKeyId": "the key is not known; correct AWS_ACCESS_KEY_ID",
    "SignatureDoesNotMatch": "the secret is wrong; correct AWS_SECRET_ACCESS_KEY",
    "QuotaExceeded": "its quota is used up; make room there",
    **dict.fromkeys(("XMinioStorageFull", "507"), "its disk is full; make room there"),
    **dict.fromkeys(
        ("InternalError", "500"), "the server failed: has it room? Publish again, it sends the rest"
    ),
    **dict.fromkeys(
        ("SlowDown", "503"), "the server is overloaded; publish again, it sends the rest"
    ),
    "RequestTimeTooSkewed": "the clock of this machine is wrong; set it",
    "EntityTooLarge": "the file is larger than it takes; make it smaller",
    "NoCredentialsError": "no key was found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "EndpointConnectionError": "nobody answers there; is the address right?",
    "ConnectTimeoutError": "it does not answer; is the address right?",
    **dict.fromkeys(_CUT, "the connection was cut; publish again, it sends the rest"),
    "NoRegionError": "no region is set; add ?region=… to PUBLISH",
}
"""Errors of S3 and boto3, and what to do about each."""


class Refused(PublishError):
    """The server kept a condition that does not hold."""


def connect(address: str, options: dict[str, str]) -> Any:
    """Return boto3's client; raises PublishError where boto3 is missing, or no region."""
    try:
        session = import_module("boto3.session").Session
        config = import_module("botocore.config").Config
    except ModuleNotFoundError as error:
        raise PublishError(
            'boto3 must be installed to publish to S3; pip install "communique[s3]"'
        ) from error
    endpoint = options.get("endpoint")
    settings: dict[str, Any] = {
        "retries": {"max_attempts": 3, "mode": "standard"},
        "max_pool_connections": 20,
        "connect_timeout": 20,
        "read_timeout": 60,
    }
    if endpoint:
        # Others than AWS may not know the checksums that boto3 adds; ours goes along in any case.
        settings |= {
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
            "s3": {"addressing_style": "path"},
        }
    region = options.get("region") or ("us-east-1" if endpoint else None)
    with _in_words(address):
        return session().client(
            "s3", endpoint_url=endpoint or None, region_name=region, config=config(**settings)
        )


class Listed(NamedTuple):
    """What a list says of an object: its name, its bytes, when it was put by the server's clock."""

    name: str
    size: int
    modified: datetime


class Bucket:
    """What is below a prefix in a bucket."""

    def __init__(self, client: Any, name: str, prefix: str) -> None:
        self._client, self.name = client, name
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def __str__(self) -> str:
        return f"s3://{self.name}/{self.prefix}"

    def get(self, path: str) -> tuple[bytes, str] | None:
        """Return an object's bytes and its tag; None without an object."""
        try:
            with _in_words(f"{self}{path}"):
                found = self._client.get_object(Bucket=self.name, Key=self.prefix + path)
                return found["Body"].read(), found["ETag"]
        except _Missing:
            return None

    def _head(self, path: str) -> dict[str, Any]:
        """Return what the server says of an object; nothing without one."""
        try:
            with _in_words(f"{self}{path}"):
                head = self._client.head_object(Bucket=self.name, Key=self.prefix + path)
        except _Missing:
            return {}
        return dict(head)

    def has(self, file: File) -> bool:
        """Whether an object has a file's bytes: by the digest put with it, or by reading it."""
        head = self._head(file.path)
        if known := head.get("Metadata", {}).get("sha256", ""):
            return bool(known == file.sha256)
        found = self.get(file.path) if head else None
        return found is not None and sha256(found[0]).hexdigest() == file.sha256

    def put(self, path: str, data: bytes, **headers: Any) -> None:
        """Put an object, which the server checks; raises Refused for a condition in ``headers``."""
        digest = b64encode(md5(data, usedforsecurity=False).digest()).decode()
        with _in_words(f"{self}{path}"):
            self._client.put_object(
                Bucket=self.name, Key=self.prefix + path, Body=data, ContentMD5=digest, **headers
            )

    def copy_to(self, path: str, bucket: Bucket, to: str, **headers: Any) -> None:
        """Have the server copy an object, with other headers where some are given."""
        changed = {"MetadataDirective": "REPLACE", **headers} if headers else {}
        try:
            with _in_words(f"{self}{path}"):
                self._client.copy_object(
                    Bucket=bucket.name,
                    Key=bucket.prefix + to,
                    CopySource={"Bucket": self.name, "Key": self.prefix + path},
                    **changed,
                )
        except _Missing as error:
            raise PublishError(f"{self}{path} must be there, found nothing") from error

    def delete(self, path: str) -> None:
        """Delete an object; one that is not there counts as deleted."""
        try:
            with _in_words(f"{self}{path}"):
                self._client.delete_object(Bucket=self.name, Key=self.prefix + path)
        except _Missing:
            pass

    def every(self) -> Iterator[Listed]:
        """Yield what a list says of every object, a thousand a request."""
        with _in_words(str(self)):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.name, Prefix=self.prefix):
                for each in page.get("Contents", ()):
                    name = each["Key"].removeprefix(self.prefix)
                    yield Listed(name, each["Size"], each["LastModified"])

    def modified(self, path: str) -> datetime | None:
        """Return when an object was put, by the server's clock; None without one."""
        return self._head(path).get("LastModified")


class _Missing(PublishError):
    """There is no such object."""


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    """Turn exceptions of boto3 into messages that tell a web team what to do."""
    errors = import_module("botocore.exceptions")
    try:
        yield
    except errors.ClientError as error:
        found = error.response.get("Error", {})
        status = str(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
        code = str(found.get("Code", ""))
        if code in MISSING or (status == "404" and code != "NoSuchBucket"):
            raise _Missing(f"{what} must be there, found nothing") from error
        words = f"{what} must accept the request, got {code or status}: {found.get('Message', '')}"
        if code in REFUSED or status in REFUSED:
            raise Refused(words) from error
        hint = REASONS.get(code) or REASONS.get(status)
        raise PublishError(words + (f"; {hint}" if hint else "")) from error
    except errors.BotoCoreError as error:
        hint = REASONS.get(type(error).__name__)
        raise PublishError(
            f"{what} must accept the request, got {type(error).__name__}: {error}"
            + (f"; {hint}" if hint else "")
        ) from error


def parse(address: str) -> tuple[str, str, dict[str, str]]:
    """Return bucket, prefix and options of ``s3://bucket/prefix?endpoint=…&region=…&side=…``."""
    parts = urlsplit(address)
    options = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if not parts.hostname or options.keys() - {"endpoint", "region", "side"}:
        raise PublishError(
            f'PUBLISH must be "s3://bucket/prefix?endpoint=…&region=…&side=bucket/prefix", '
            f"got {address!r}; correct it in publishconf.py"
        )
    return parts.netloc, parts.path, options
