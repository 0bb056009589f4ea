"""Publish targets: a module for each kind of host, behind one protocol."""
