"""From the output to a host, safely, and back: what differs, in which order, to which target."""
