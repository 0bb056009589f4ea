"""Where a site is published to: a module a kind of host, behind one protocol."""
