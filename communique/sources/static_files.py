"""The addresses of files that are published unchanged."""

from communique.settings import Settings


def published_path(settings: Settings, path: str) -> str:
    """Return a static source's path in the output: its own, or as EXTRA_PATH_METADATA says.

    The theme's files go below THEME_STATIC_DIR: ``!theme/static/css/main.css`` is
    ``theme/css/main.css`` there.
    """
    if not path.startswith("!theme/"):
        return settings.extra_path_metadata.get(path, path)
    below = path.removeprefix("!theme/")
    for name in settings.theme_static_paths:
        folder = f"{name.rstrip('/')}/"
        if below.startswith(folder):
            return f"{settings.theme_static_dir}/{below.removeprefix(folder)}"
    return f"{settings.theme_static_dir}/{below}"
