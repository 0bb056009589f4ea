"""A bucket of S3, or of what speaks it: AWS, Cloudflare R2, MinIO, Ceph, Garage.

Nothing switches a bucket from one publication to the next, so files go up in the order of the plan,
and a reader who follows links meets no 404. Beside the site, at the *side*::

    site             whose side this is: our mark, which comes before anything else
    state            the publication that is shown, written last; who writes it must have read it
    pending          what a publication is about to change, so that the next one can heal it
    ledger/<number>  what each publication changed
    lock             who publishes
    history/         what publications replaced, by digest, and lists of it: to return to

A withdrawn text is in the history. So there is one only where ``side`` names another bucket, which
no reader sees.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from communique.errors import PublishError
from communique.publish.guards import S3
from communique.publish.ledger import LedgerEntry, Publication, read_entry
from communique.publish.lock_holder import Holder, held_by, read_holder
from communique.publish.manifest import Manifest
from communique.publish.record import File, read_piece
from communique.publish.request import for_each
from communique.publish.targets.s3_bucket import Bucket, Listed, Refused, connect, parse
from communique.publish.targets.s3_history import AT_ONCE, History, headers
from communique.publish.targets.target import Job, Seen, Sent, Target

LISTED = 10_000
"""Objects of a bucket that is listed at each publication: ten requests."""

BETWEEN = "another publication came between; publish again"


class Objects(Target):
    """A prefix of a bucket, and its side."""

    def __init__(self, site: Bucket, side: Bucket, *, private: bool) -> None:
        self.site, self.side, self.private = site, side, private
        self.limits = S3
        self.warnings: list[str] = []
        self._etag = ""
        self._kept: list[int] = []
        self._unsure: frozenset[str] = frozenset()
        self._token = ""
        self._history = History(site, side)

    def __str__(self) -> str:
        return str(self.site)

    def _check_ours(self) -> bool:
        """Whether the bucket has our mark; raises PublishError for somebody else's files."""
        found = self.side.get("site")
        if found is not None and found[0].decode("utf-8", "replace") != str(self.site):
            raise PublishError(
                f"side must be a place of its own, {self.side} belongs to "
                f"{found[0].decode('utf-8', 'replace')}; name another, nothing was changed"
            )
        if found is None and (name := next((each.name for each in self._every()), "")):
            raise PublishError(
                f"PUBLISH must name a bucket or prefix that is empty, {self.site} holds files that "
                f"were not published here, {name} among them; name another, nothing was changed"
            )
        return found is not None

    def _every(self) -> Iterator[Listed]:
        side = self.side.prefix.removeprefix(self.site.prefix)
        inside = self.side.name == self.site.name and self.side.prefix.startswith(self.site.prefix)
        return (each for each in self.site.every() if not (inside and each.name.startswith(side)))

    def look(self) -> Seen:
        """Read the state, and the changes that a killed publication planned."""
        self._check_ours()
        found = self.side.get("state")
        shown = None
        if found is None:
            self._etag, self._kept = "", []
        else:
            data, self._etag = found
            state = json.loads(data)
            shown, self._kept = Publication(**state["publication"]), state["kept"]
        pending = self.side.get("pending")
        self._unsure = frozenset(json.loads(pending[0])) if pending else frozenset()
        return Seen(shown, shown.number if shown else 0, tuple(sorted(self._unsure)))

    def entry(self, number: int) -> LedgerEntry:
        """Read an entry of the ledger."""
        found = self.side.get(f"ledger/{number}")
        return read_entry(found[0] if found else b"", f"{self.side}ledger/{number}")

    def altered(self, seen: Seen, manifest: Manifest, *, thorough: bool) -> tuple[str, ...]:
        """Return objects of another size, put later, or gone, of at most ``LISTED`` in the bucket.

        ``thorough`` lists a larger one too, asks for each digest, and finds objects of others.
        """
        if seen.shown is None or (seen.shown.files > LISTED and not thorough):
            return ()
        gone = {file.path: file for file in manifest.every()}
        stamp = self.side.modified("state")
        wrong: set[str] = set()
        doubted: list[File] = []
        for found in self._every():
            file = gone.pop(found.name, None)
            if file is None:
                wrong |= {found.name} if thorough else set()
            elif found.size != file.size:
                wrong.add(file.path)
            elif thorough or stamp is None or found.modified >= stamp:
                doubted.append(file)

        def look(file: File) -> None:
            if not self.site.has(file):
                wrong.add(file.path)

        for_each(look, doubted, AT_ONCE)
        return tuple(sorted({*wrong, *gone} - self._unsure))

    def take_lock(self, holder: Holder, *, break_lock: bool) -> None:
        """Put the object ``lock`` if there is none, and try whether the server keeps that "if"."""
        if not self._check_ours():
            self.side.put("site", str(self.site).encode())
        found = self.side.get("lock")
        condition = {"IfNoneMatch": "*"}
        if found is not None:
            other = read_holder(found[0])
            if not (break_lock or other.is_gone):
                raise held_by(other, str(self))
            condition = {"IfMatch": found[1]}
        try:
            self.side.put("lock", holder.text, **condition)
            # A server that keeps the condition refuses this one: there is a lock by now.
            self.side.put("lock", holder.text, IfNoneMatch="*")
        except Refused:
            pass
        else:
            self.warnings.append(
                f"{self} ignores conditions: it cannot keep two publishers apart; "
                "see to it that only one publishes at a time"
            )
        now = self.side.get("lock")
        if now is None or read_holder(now[0]).token != holder.token:
            other = read_holder(now[0]) if now else Holder("somebody", "just now", "", 0, "", "")
            raise held_by(other, str(self))
        self._token = holder.token

    def give_lock_back(self) -> None:
        """Delete the object, if it is ours."""
        if self._is_mine():
            self.side.delete("lock")

    def _is_mine(self) -> bool:
        found = self.side.get("lock")
        return found is not None and read_holder(found[0]).token == self._token

    def _check_mine(self) -> None:
        if not self._is_mine():
            raise PublishError(
                f"the lock of {self} was taken away by another publisher; look at inv plan"
            )

    def publish(self, job: Job) -> Sent:
        """Write down the changes, keep replaced files, send in order, write the state."""
        plan, number = job.plan, job.publication.number
        self._check_mine()
        touched = {*(file.path for file in plan.uploads), *plan.deletions, *self._unsure}
        self.side.put("pending", json.dumps(sorted(touched)).encode())
        if self.private:
            self._history.keep(job, self._unsure)
        sent: list[File] = []

        def send(file: File) -> None:
            if job.publication.again:
                self._history.bring_back(file)
            elif file.path not in self._unsure or not self.site.has(file):
                data = read_piece(job.root, file)
                self.site.put(file.path, data, **headers(file, self.site.prefix))
                sent.append(file)
            count(1)

        with job.progress.count("files sent", len(plan.uploads)) as count:
            for stage in plan.stages():
                self._check_mine()
                for_each(send, stage, AT_ONCE)
        self._check_mine()
        for_each(self.site.delete, plan.deletions, AT_ONCE)
        self.side.put(f"ledger/{number}", job.entry)
        self._commit(job)
        return Sent(len(sent), sum(file.size for file in sent))

    def _commit(self, job: Job) -> None:
        number = job.publication.number
        kept = sorted({*self._kept, number} if self.private else {number})
        state = {"publication": asdict(job.publication), "kept": kept[-job.keep :]}
        condition = {"IfMatch": self._etag} if self._etag else {"IfNoneMatch": "*"}
        self._check_mine()
        try:
            self.side.put("state", json.dumps(state, ensure_ascii=False).encode(), **condition)
        except Refused as error:
            raise PublishError(f"{self}: {BETWEEN}") from error
        self.side.delete("pending")
        if self.private:
            self._history.forget(kept[: -job.keep], kept[-job.keep :])

    def kept(self) -> Iterable[int]:
        """Return the publications whose files are all in the history or on show."""
        return self._kept


def open_s3(address: str) -> Objects:
    """Return the target of ``s3://bucket/prefix?endpoint=…&region=…&side=bucket/prefix``."""
    name, prefix, options = parse(address)
    client = connect(address, options)
    site = Bucket(client, name, prefix)
    side, _, below = options.get("side", "").partition("/")
    if not side:
        return Objects(site, Bucket(client, name, f"{site.prefix}.communique"), private=False)
    return Objects(site, Bucket(client, side, below), private=side != name)
