"""The history of a bucket: replaced files, kept by digest in the side bucket."""

import json
from typing import Any

from communique.errors import PublishError
from communique.publish.caching import cache_control
from communique.publish.record import File
from communique.publish.request import for_each
from communique.publish.targets.s3_bucket import Bucket
from communique.publish.targets.target import Job

AT_ONCE = 16
"""Requests under way at the same time."""


class History:
    """The objects ``history/<digest>`` at the side, and a list of them for each publication."""

    def __init__(self, site: Bucket, side: Bucket) -> None:
        self.site, self.side = site, side

    def keep(self, job: Job, unsure: frozenset[str]) -> None:
        """Copy files that will be replaced, by digest, if the publication before has them."""
        number = job.publication.number
        digests = {file.sha256 for file in job.replaced} | self._listed(number)
        doubted = {*unsure, *job.plan.altered}

        def copy(file: File) -> None:
            # After a cut the object may be the new one already; then the old one was copied.
            if file.path not in doubted or self.site.has(file):
                self.site.copy_to(file.path, self.side, f"history/{file.sha256}")

        if digests:
            self.side.put(f"history/{number}.json", json.dumps(sorted(digests)).encode())
        for_each(copy, job.replaced, AT_ONCE)

    def _listed(self, number: int) -> set[str]:
        found = self.side.get(f"history/{number}.json")
        return set(json.loads(found[0])) if found else set()

    def forget(self, dropped: list[int], kept: list[int]) -> None:
        """Delete what only publications before the kept ones had."""
        for number in dropped:
            following = number + 1
            wanted = {digest for later in kept[1:] for digest in self._listed(later)}
            useless = [f"history/{digest}" for digest in self._listed(following) - wanted]
            for_each(self.side.delete, useless, AT_ONCE)
            self.side.delete(f"history/{following}.json")

    def bring_back(self, file: File) -> None:
        """Put an earlier publication's file in its place; raises PublishError without one."""
        try:
            self.side.copy_to(
                f"history/{file.sha256}",
                self.site,
                file.path,
                **headers(file, self.site.prefix),
            )
        except PublishError as error:
            raise PublishError(
                f"{file.path} must be in the history of {self}, got: {error}; "
                "publish an older build instead"
            ) from error


def headers(file: File, prefix: str) -> dict[str, Any]:
    """Return what a bucket below a prefix is to say of a file."""
    text = file.media_type.startswith("text/") and "charset" not in file.media_type
    said: dict[str, Any] = {
        "ContentType": f"{file.media_type}; charset=utf-8" if text else file.media_type,
        "CacheControl": cache_control(file),
        "Metadata": {"sha256": file.sha256},
    }
    if file.leads_to:
        said["WebsiteRedirectLocation"] = f"/{prefix}{file.leads_to.lstrip('/')}"
    return said
