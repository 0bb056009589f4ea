"""The counts of a build, in one line."""

from communique.values import dataclass


@dataclass(slots=True)
class Report:
    """The counts of a build."""

    read: int = 0
    """Sources read."""
    releases: int = 0
    """Public releases in the site, every language counted."""
    drafts: int = 0
    """Releases that are not public, drafts and future ones."""
    pages: int = 0
    written: int = 0
    """Outputs whose bytes changed."""
    unchanged: int = 0
    """Outputs that were made again and came out the same."""
    deleted: int = 0
    found: int = 0
    """Files of the output that were not as the last build left them, and are put right."""
    seconds: float = 0.0
    """How long the build took, for people; it is in no output."""

    def __str__(self) -> str:
        parts = (
            f"{self.read:,} {'source' if self.read == 1 else 'sources'} read",
            f"{self.written:,} {'file' if self.written == 1 else 'files'} written",
            f"{self.deleted:,} deleted",
            f"{self.unchanged:,} rebuilt without a change",
            *([f"{self.found:,} restored that somebody else had changed"] if self.found else []),
            f"{self.seconds:.1f} s",
        )
        return ", ".join(parts)
