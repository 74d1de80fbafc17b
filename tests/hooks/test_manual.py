"""Every snippet of docs/hooks.md is run, on a page with nothing to find and on one with an error. The hosts are stood in for by what
they give to the snippet."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bylint import __version__

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
# Each snippet by its first line, which says what it is.
SNIPPETS = {re.split("[:\n]", text)[0].strip("/#! "): text for _, text in re.findall(r"^```(\w+)\n(.*?)^```$", MANUAL, re.M | re.S)}
STAND_INS = {
    "eleventy.config.js": """
import make from "./eleventy.config.js";
const given = { directories: { output: "./built/" }, outputMode: process.env.MODE, runMode: process.env.RUN };
make({ on: (event, run) => event === "eleventy.after" && run(given) });
""",
    "astro.config.mjs": """
import config from "./astro.config.mjs";
for (const { hooks } of config.integrations) await hooks["astro:build:done"]({ dir: new URL("./built/", import.meta.url) });
""",
    "_plugins/bylint.rb": """
module Jekyll
  module Hooks
    def self.register(owner, event)
      site = Struct.new(:dest, :config).new("built", { "serving" => ENV["RUN"] == "serve" })
      yield site if owner == :site && event == :post_write
    end
  end
end
load "_plugins/bylint.rb"
""",
}


@pytest.fixture
def place(tmp_path, environment):
    """Run words in the folder of a site; the ended process."""

    def run(*words, **more):
        return subprocess.run(words, cwd=tmp_path, env=environment | more, capture_output=True, text=True, encoding="utf-8", timeout=60)

    run.folder = tmp_path
    return run


@pytest.fixture(params=["credited", "labelled"])
def page(request):
    """A page, and how bylint ends for it."""
    return request.getfixturevalue(request.param), ["credited", "labelled"].index(request.param)


def put(folder, page):
    folder.mkdir(parents=True)
    (folder / "story.html").write_text(page, encoding="utf-8")


def program(name, why):
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed here, and {why}")
    return name


def test_each_snippet_has_a_test():
    """Add one here when you add one there."""
    tested = {".pre-commit-config.yaml", ".github/workflows/stories.yml", ".gitlab-ci.yml", *STAND_INS, "Hugo", "WordPress", "bin/sh", "crontab", "bash"}
    assert SNIPPETS.keys() == tested
    assert len(tested) == MANUAL.count("\n```\n")


def test_pre_commit_takes_its_config(place):
    text = SNIPPETS[".pre-commit-config.yaml"]
    (place.folder / "config.yaml").write_text(text, encoding="utf-8")
    ended = place("pre-commit", "validate-config", "config.yaml")
    assert ended.returncode == 0, ended.stdout
    assert not ended.stderr
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for repository in yaml.safe_load(text)["repos"] for hook in repository["hooks"]} <= known
    assert set(re.findall("`(bylint-[a-z]+)`", MANUAL)) <= known


@pytest.mark.parametrize(
    ("name", "schema"), [(".github/workflows/stories.yml", ["vendor.github-workflows"]), (".gitlab-ci.yml", ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"])]
)
def test_the_configs_of_hosts_are_valid(place, name, schema):
    (place.folder / "config.yml").write_text(SNIPPETS[name], encoding="utf-8")
    ended = place("check-jsonschema", "--builtin-schema", *schema, "config.yml")
    assert ended.returncode == 0, ended.stdout


def test_what_they_set_can_be_set():
    workflow, gitlab = (yaml.safe_load(SNIPPETS[name]) for name in (".github/workflows/stories.yml", ".gitlab-ci.yml"))
    template = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["stories"]["steps"][-1]["with"].keys() <= action["inputs"].keys()
    assert gitlab["bylint"]["variables"].keys() <= template["bylint"]["variables"].keys()


def test_they_name_this_version():
    named = re.findall(r"\bv(\d+\.\d+\.\d+)", MANUAL + (ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    assert named == [__version__] * 3


@pytest.mark.parametrize("name", ["eleventy.config.js", "astro.config.mjs"])
def test_a_build_in_javascript_fails_with_findings(place, name, page):
    html, code = page
    put(place.folder / "built", html)
    (place.folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (place.folder / name).write_text(SNIPPETS[name], encoding="utf-8")
    (place.folder / "host.mjs").write_text(STAND_INS[name], encoding="utf-8")
    ended = place(program("node", "Eleventy and Astro need it"), "host.mjs", MODE="fs", RUN="build")
    assert ended.returncode == code, ended.stderr
    assert "Checked 1 page" in ended.stdout
    assert ("bylint ended with 1" in ended.stderr) is bool(code)


def test_eleventy_only_shows_findings_while_it_serves(place, labelled):
    put(place.folder / "built", labelled)
    (place.folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (place.folder / "eleventy.config.js").write_text(SNIPPETS["eleventy.config.js"], encoding="utf-8")
    (place.folder / "host.mjs").write_text(STAND_INS["eleventy.config.js"], encoding="utf-8")
    node = program("node", "Eleventy needs it")
    served, unwritten = place(node, "host.mjs", MODE="fs", RUN="serve"), place(node, "host.mjs", MODE="json", RUN="build")
    assert (served.returncode, "ads/label-left" in served.stdout) == (0, True), served.stderr
    assert (unwritten.returncode, unwritten.stdout) == (0, ""), unwritten.stderr


@pytest.mark.parametrize("run", ["build", "serve"])
def test_jekyll_fails_with_findings_but_not_while_it_serves(place, page, run):
    html, code = page
    put(place.folder / "built", html)
    (place.folder / "_plugins").mkdir()
    (place.folder / "_plugins" / "bylint.rb").write_text(SNIPPETS["_plugins/bylint.rb"], encoding="utf-8")
    ended = place(program("ruby", "Jekyll needs it"), "-e", STAND_INS["_plugins/bylint.rb"], RUN=run)
    assert ended.returncode == (code if run == "build" else 0), ended.stderr
    assert "Checked 1 page" in ended.stdout


def test_hugo_fails_with_findings(place, environment, page):
    html, code = page
    put(place.folder / "made", html)
    programs = place.folder / "programs"
    programs.mkdir()
    (programs / "hugo").write_text("#!/bin/sh\nmv made public\n", encoding="utf-8")
    (programs / "hugo").chmod(0o755)
    ended = place("sh", "-c", SNIPPETS["Hugo"], PATH=f"{programs}{os.pathsep}{environment['PATH']}")
    assert ended.returncode == code, ended.stderr
    assert "Checked 1 page" in ended.stdout


def test_an_export_is_unpacked_only_when_it_is_clean(place, page):
    html, code = page
    put(place.folder / "export", html)
    shutil.make_archive(str(place.folder / "simply-static-export"), "zip", place.folder / "export")
    ended = place("sh", "-c", SNIPPETS["WordPress"].replace("unzip -q", f"{program('python3', 'the test unpacks with it')} -m zipfile -e").replace("-d public/", "public/"))
    assert ended.returncode == code, ended.stderr
    assert (place.folder / "public" / "story.html").exists() is not bool(code)


def test_a_server_publishes_only_what_is_clean(place, page):
    html, code = page
    put(place.folder / "my site" / "build", html)
    script = place.folder / "my site" / "publish.sh"
    script.write_text(SNIPPETS["bin/sh"], encoding="utf-8")
    script.chmod(0o755)
    ended = place(str(script))
    assert ended.returncode == code, ended.stderr
    assert (place.folder / "my site" / "public" / "story.html").exists() is not bool(code)
    assert place("shellcheck", str(script)).returncode == 0


def test_cron_says_something_only_where_there_is_something(place, page):
    html, code = page
    put(place.folder / "public", html)
    line = SNIPPETS["crontab"].splitlines()[-1]
    found = re.fullmatch(r"(?:\S+ ){5}(cd /srv/site && .*)", line)
    ended = place("sh", "-c", found[1].replace("/srv/site", "."))
    assert ended.returncode == 0
    assert not ended.stderr
    assert ("ads/label-left" in ended.stdout) is bool(code)
    assert bool(ended.stdout) is bool(code)


def test_bash_takes_the_completion(place):
    ended = place("bash", "--norc", "-c", f"{SNIPPETS['bash']}\ncomplete -p bylint")
    assert ended.returncode == 0, ended.stderr
    assert "_bylint_completion" in ended.stdout


def test_every_link_to_a_file_leads_to_one():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", MANUAL)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
