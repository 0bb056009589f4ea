"""Publishing: compares output and host, sends the differences, rolls back."""
