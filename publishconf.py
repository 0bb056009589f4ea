"""The differences when publishing: the site's address, and an output of its own."""

from pelicanconf import *

SETTINGS_FILE = __file__
SITEURL = "https://newsroom.example"
OUTPUT_PATH = "public"
