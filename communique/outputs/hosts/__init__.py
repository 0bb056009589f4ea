"""Configuration of hosts: redirects, headers, media types, the page for a 404."""
