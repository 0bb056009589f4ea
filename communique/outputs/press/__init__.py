"""Rendering: templates, their variables, and the words of the interface."""
