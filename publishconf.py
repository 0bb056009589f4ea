"""The differences when publishing: the site's address, and an output of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

SETTINGS_FILE = __file__
SITEURL = "https://newsroom.example"
OUTPUT_PATH = "public"
HOSTS = ["nginx", "caddy", "apache"]  # into public.hosts/; docs/hosts.md says what to do with it

check(globals())
