"""From what changed to the bytes on disk: plan, workers, writer, report."""
