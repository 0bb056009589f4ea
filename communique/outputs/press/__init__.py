"""What turns values into pages: templates, their variables, and the words of the interface."""
