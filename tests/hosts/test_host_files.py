"""When the hosts' configuration is written: it is that of a clean build, and no work otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.engine.host_files import host_folder
from communique.outputs.hosts.policy import content_security
from communique.settings import Settings
from tests.sites import Site, Tree, differences, read_tree


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site for all servers, built."""
    root = tmp_path / "site"
    made = Site(root, HOSTS=["nginx", "caddy", "apache"], REDIRECTS=str(root / "redirects.csv"))
    made.write("redirects.csv", "/old/,/en/\n")
    made.release("visit.en", Aliases="/visit-2018/")
    made.built()
    return made


def _written(site: Site) -> Tree:
    return read_tree(host_folder(Settings.from_pelican(site.pelican_settings())))


def _clean(site: Site, **settings: object) -> Tree:
    site.clean_tree(**settings)
    return read_tree(site.root / "clean-output.hosts")


def _stamps(site: Site) -> dict[str, int]:
    folder = host_folder(Settings.from_pelican(site.pelican_settings()))
    return {path: (folder / path).stat().st_mtime_ns for path in _written(site)}


def test_it_is_beside_the_output(site: Site) -> None:
    """A folder a host; nothing of it is served."""
    assert set(_written(site)) == {
        "nginx/http.conf",
        "nginx/server.conf",
        "caddy/site.caddy",
        "apache/site.conf",
        "apache/moves.txt",
    }
    assert not any(name.endswith((".conf", ".caddy")) for name in site.tree())


def test_every_change_of_an_address_is_in_it(site: Site) -> None:
    """Aliases and lines that come and go, texts that move or go: as a clean build has it."""
    site.release("visit.en", Aliases="/visit-2018/; /more/")
    site.built()
    assert b"/more/" in _written(site)["apache/moves.txt"]
    site.release("visit.en", Aliases="/visit-2018/", Slug="tour")
    site.built()
    assert b"/en/2019/06/05/tour/" in _written(site)["nginx/http.conf"]
    assert differences(_clean(site), _written(site)) == []
    site.write("redirects.csv", "/old/,/visit-2018/\n/gone,\n")
    site.built()
    assert (
        b"/old/ https://newsroom.example/en/2019/06/05/tour/\n"
        in _written(site)["apache/moves.txt"]
    )
    assert b"/gone gone\n" in _written(site)["apache/moves.txt"]
    assert differences(_clean(site), _written(site)) == []
    site.write("redirects.csv", "/gone/,,note\n")
    site.release("visit.en", Aliases="/visit-2018/", Status="draft")
    site.built()
    assert _written(site)["apache/moves.txt"] == b"/gone/ gone\n/gone gone\n"
    assert differences(_clean(site), _written(site)) == []


def test_an_edit_of_a_text_leaves_it_alone(site: Site) -> None:
    """A file with the same bytes keeps its time."""
    before = _stamps(site)
    site.release("visit.en", "Another text.", Aliases="/visit-2018/")
    site.built()
    site.release("other.en")
    site.built()
    assert _stamps(site) == before


def test_settings_and_a_lost_folder_are_noticed(site: Site) -> None:
    """What a policy says, and which hosts are told."""
    more = {"frame-src": "https://video.example", "script-src": "'self' https://count.example"}
    site.settings["CONTENT_SECURITY"] = more
    site.built()
    policy = b"script-src 'self' https://count.example; style-src 'self'"
    assert all(policy in _written(site)[name] for name in ("nginx/server.conf", "caddy/site.caddy"))
    assert b"frame-src https://video.example" in _written(site)["apache/site.conf"]
    assert differences(_clean(site), _written(site)) == []
    (site.root / "output.hosts/nginx/http.conf").unlink()
    (site.root / "output.hosts/nginx/server.conf").write_text("altered")
    site.built()
    assert differences(_clean(site), _written(site)) == []
    (site.root / "output.hosts/caddy/site.caddy").write_text("altered")
    site.built()
    assert differences(_clean(site), _written(site)) == []


def test_a_text_that_is_held_back_is_not_in_it(site: Site) -> None:
    """Its former addresses are not in it either."""
    site.release("secret.en", Status="draft", Aliases="/secret-2018/")
    site.built()
    assert not any(b"secret" in data for data in _written(site).values())


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        (
            ["ngnix"],
            "HOSTS must be among nginx, caddy, apache, netlify, cloudflare, got 'ngnix'; did",
        ),
        (["Caddy"], "got 'Caddy'; did you mean \"caddy\"?"),
        (["apache", "github"], "got 'github'; leave it out"),
        (["netlify", "cloudflare"], "HOSTS must name one of netlify and cloudflare"),
        ("nginx", "HOSTS must be a list of texts, got 'nginx'; write [\"nginx\"]"),
    ],
)
def test_an_unknown_host_is_told(site: Site, hosts: object, expected: str) -> None:
    """With the likely one; the output is as it was."""
    result = site.build(HOSTS=hosts)
    assert result.status == 1
    assert expected in result.err


@pytest.mark.parametrize(
    "policy",
    [
        ["script-src"],
        {"script-src": 1},
        {"Script": "'self'"},
        {"img-src": "a; script-src *"},
        {"img-src": 'a"'},
    ],
)
def test_a_content_policy_is_directives_and_sources(site: Site, policy: object) -> None:
    """Nothing that would end one of them, or the header."""
    result = site.build(CONTENT_SECURITY=policy)
    assert result.status == 1
    assert "CONTENT_SECURITY must give directives of a Content-Security-Policy" in result.err


def test_the_usual_policy_lets_nothing_in() -> None:
    """It names no other site, and allows no inline style or script."""
    policy = content_security({})
    assert "unsafe" not in policy
    assert "http" not in policy
