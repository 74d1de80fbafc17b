"""Which config applies to a page, what it makes of presets and overrides, and what its faults are told as."""

import itertools
import os
import subprocess
import sys
from textwrap import dedent

import pytest

from bylint.config import ConfigError, Configs
from bylint.config.glob import fault, matches
from bylint.config.lines import lines
from bylint.plugins import PackError
from bylint.problem import Severity

PACK = '''
"""A rule of the house."""
from dataclasses import dataclass
from pathlib import Path
from bylint import Page, option, rule

@dataclass(frozen=True)
class Length:
    most_words: int = option(12, "How many words.", minimum=1)
    names: tuple[str, ...] = option((), "Whose.")

@rule("house/too-long", severity="error", options=Length, bad=(), good=())
def too_long(page: Page, options: Length):
    return ()

@rule("house/too-short", bad=(), good=())
def too_short(page: Page):
    return ()

@rule("desk/unread", severity="info", bad=(), good=())
def unread(page: Page):
    return ()

def bylint_rules():
    return [too_long, too_short, unread]

def bylint_presets():
    return Path(__file__).parent / "presets"

def bylint_lexicon():
    return Path(__file__).parent / "lexicon"
'''


@pytest.fixture
def write(tmp_path):
    """Writes a file of the site, which has a pack `house.py` with three rules, a preset and a lexicon."""

    def write(name, text):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
        return file

    write("house.py", PACK)
    write("presets/base.toml", 'extends = []\n[rules]\n"house/too-long" = { severity = "warning", most-words = 9 }\n')
    write("lexicon/en.toml", '[promo]\nphrases = ["Read more"]\n')
    return write


@pytest.fixture
def on(tmp_path):
    """The rules that are on for a page, with their severities."""

    def on(page="a.html", **arguments):
        return {setting.rule: str(setting.severity) for setting in Configs(**arguments).for_page(tmp_path / page).plan.rules}

    return on


@pytest.fixture
def wrong(tmp_path, write):
    """The message for a bylint.toml, its paths without the folder."""

    def wrong(text, **arguments):
        write("bylint.toml", f'plugins = ["house.py"]\n{dedent(text)}')
        with pytest.raises(ConfigError) as raised:
            Configs(**arguments).for_page(tmp_path / "a.html")
        return str(raised.value).replace(f"{tmp_path}/", "")

    return wrong


HEAD = 'extends = []\nplugins = ["house.py"]\n'


def test_the_nearest_config_applies_and_nothing_of_those_above(write, on):
    write("bylint.toml", HEAD + 'rules = {"house/too-long" = "error"}')
    write("blog/pyproject.toml", '[project]\nname = "no bylint in it"')
    write("blog/new/.bylint.toml", 'extends = []\nplugins = ["../../house.py"]\nrules = {"house/too-short" = "info"}')
    assert on("blog/a.html") == {"house/too-long": "error"}
    assert on("blog/new/deep/a.html") == {"house/too-short": "info"}


def test_in_one_folder_the_plainer_name_wins(write, on):
    write("pyproject.toml", '[tool.bylint]\nextends = []\nplugins = ["house.py"]\n[tool.bylint.rules]\n"desk/unread" = "info"')
    assert on() == {"desk/unread": "info"}
    write(".bylint.toml", HEAD + 'rules = {"house/too-short" = "info"}')
    assert on() == {"house/too-short": "info"}
    write("bylint.toml", HEAD + 'rules = {"house/too-long" = "info"}')
    assert on() == {"house/too-long": "info"}


def test_later_wins_and_options_are_inherited_one_by_one(write, tmp_path):
    write("shared.toml", 'extends = []\n[rules]\n"house/too-long" = { severity = "info", names = ["Ann"] }\n"house/too-short" = "error"')
    write("bylint.toml", """
        plugins = ["house.py"]
        extends = ["house:base", "shared.toml"]
        rules = {"house/too-long" = "error", "house/too-short" = "off"}
    """)
    (setting,) = Configs().for_page(tmp_path / "a.html").plan.rules
    assert (setting.rule, setting.severity) == ("house/too-long", Severity.ERROR)
    assert (setting.options.most_words, setting.options.names) == (9, ("Ann",))


def test_a_config_that_does_not_say_builds_on_the_recommended_preset(write, tmp_path):
    recommended = Configs(isolated=True).for_page(tmp_path / "a.html").plan.rules
    write("bylint.toml", 'plugins = ["house.py"]\nrules = {"desk/unread" = "error"}')
    found = {setting.rule for setting in Configs().for_page(tmp_path / "a.html").plan.rules}
    assert found == {"desk/unread", *(setting.rule for setting in recommended)}
    assert Configs(isolated=True).for_page(tmp_path / "a.html").file is None


def test_the_indexing_policy_is_stated_and_either_without(write, tmp_path, wrong):
    write("bylint.toml", HEAD + 'rules = {"house/too-long" = "error"}')
    assert Configs().for_page(tmp_path / "a.html").plan.settings.indexing == "either"
    write("bylint.toml", HEAD + 'rules = {"house/too-long" = "error"}\n[republished]\nindexing = "original"')
    configs = Configs()
    assert configs.for_page(tmp_path / "a.html").plan.settings.indexing == "original"
    assert configs.values(tmp_path / "a.html")["republished", "indexing"].origin.endswith("bylint.toml:5")
    said = wrong('[republished]\nindexing = "noidex"')
    assert 'bylint.toml:3: republished.indexing: expected "original", "self", "noindex" or "either"' in said
    assert 'Did you mean "noindex"?' in said


def test_overrides_and_republished_pages_go_by_path(write, tmp_path, on):
    write("bylint.toml", HEAD + """
        rules = {"house/too-long" = "error"}
        [republished]
        paths = ["news/**"]
        [[overrides]]
        paths = ["news/**"]
        rules = {"house/too-long" = "warning", "house/too-short" = "info"}
        [[overrides]]
        paths = ["**/draft-?.html"]
        rules = {"house/too-long" = "off"}
    """)
    assert on("a.html") == {"house/too-long": "error"}
    assert on("news/x/a.html") == {"house/too-long": "warning", "house/too-short": "info"}
    assert on("news/draft-1.html") == {"house/too-short": "info"}
    configs = Configs()
    assert configs.for_page(tmp_path / "news/a.html").plan.settings.republished
    assert not configs.for_page(tmp_path / "a.html").plan.settings.republished


def test_settings_reach_the_plan(write, tmp_path):
    write("bylint.toml", HEAD + """
        rules = {"house/too-long" = "error"}
        site = {name = "The Daily", url = "https://daily.example/", story = "div.story > p"}
        phrases = {promo = ["Join {title} today"]}
        limits = {page-bytes = 1000}
    """)
    settings = Configs().for_page(tmp_path / "a.html").plan.settings
    assert (settings.name, settings.url) == ("The Daily", "https://daily.example/")
    assert (settings.story, settings.page_bytes) == ("div.story > p", 1000)
    promo = settings.lexicon.words(("en",))["promo"]
    assert promo.whole("Read more") and promo.whole("Join our club today")


WIRE = """
name = "Island Wire"
kind = "outlet"
[readings.contract]
url = "https://wire.example/terms"
read = 2025-03-01
confidence = "page"
"""


def test_the_originator_is_said_for_all_pages_or_for_some_and_may_be_one_of_our_own(write, tmp_path):
    write("contracts/wire.toml", WIRE)
    write(
        "bylint.toml",
        """
        originators = ["contracts/wire.toml"]
        [republished]
        originator = "The Conversation"
        [[overrides]]
        paths = ["wire/**"]
        originator = "Island Wire"
        """,
    )
    configs = Configs()
    assert [configs.for_page(tmp_path / page).plan.settings.originator for page in ("a.html", "wire/a.html")] == ["The Conversation", "Island Wire"]
    assert tmp_path / "contracts/wire.toml" in configs.files  # so that an editor hears of its changes


def test_an_originator_of_ones_own_takes_the_place_of_a_built_in_one(write, tmp_path):
    write("conversation.toml", WIRE.replace("Island Wire", "The Conversation"))
    write("bylint.toml", "originators = ['conversation.toml']")
    known = Configs().for_page(tmp_path / "a.html").plan.settings.originators.all()
    assert [one.file for one in known if one.name == "The Conversation"] == [tmp_path / "conversation.toml"]


def test_pages_with_the_same_settings_share_one_plan(write, tmp_path):
    text = 'rules = {"house/too-short" = "error"}\noverrides = [{paths = ["x/**"], rules = {"house/too-short" = "error"}}]'
    write("bylint.toml", HEAD + text)
    write("sub/bylint.toml", 'extends = ["../bylint.toml"]')
    configs = Configs()
    pages = [configs.for_page(tmp_path / page) for page in ("a.html", "b/c.html", "x/a.html", "sub/a.html")]
    assert len({id(page.plan) for page in pages}) == 1
    assert pages[0] is pages[1]


def test_the_command_line_has_the_last_word(write, on):
    write("bylint.toml", HEAD + 'rules = {"house/too-long" = "warning", "desk/unread" = "error"}')
    assert on(select=["house"]) == {"house/too-long": "warning", "house/too-short": "warning"}
    assert on(select=["desk/unread"]) == {"desk/unread": "error"}
    assert on(ignore=["house"]) == {"desk/unread": "error"}
    assert on(select=["house"], ignore=["house/too-short"]) == {"house/too-long": "warning"}


def test_no_rule_on_is_an_error(wrong):
    assert "bylint.toml leaves no rule on for" in wrong("extends = []")
    assert "no rule on" in wrong('extends = []\nrules = {"house/too-long" = "error"}', ignore=["house"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rule = {}", 'bylint.toml:2: rule: there is no such key. Did you mean "rules"?'),
        (
            "\n[rules]\n'house/to-long' = 'error'",
            'bylint.toml:4: rules."house/to-long": there is no such rule. Did you mean "house/too-long"?',
        ),
        ("[rules]\n'too-long' = 'error'", 'bylint.toml:3: rules.too-long: there is no such rule. Did you mean "house/too-long"?'),
        (
            "[rules]\n'house/too-long' = 'eror'",
            'bylint.toml:3: rules."house/too-long": expected "off", "info", "warning" or "error", found "eror". Did you mean "error"?',
        ),
        (
            "[rules.'house/too-long']\nseverity='info'\nmost-word = 3",
            'bylint.toml:4: rules."house/too-long".most-word: there is no such option of this rule. Did you mean "most-words"?',
        ),
        (
            "[rules]\n'house/too-long' = {most-words = 0}",
            'bylint.toml:3: rules."house/too-long".most-words: expected a whole number of at least 1, found 0.',
        ),
        (
            "[rules]\n'house/too-long'.most-words = 2.0",
            'bylint.toml:3: rules."house/too-long".most-words: expected a whole number of at least 1, found 2.0.',
        ),
        (
            "[rules]\n'house/too-long'.names = 'Ann'",
            'bylint.toml:3: rules."house/too-long".names: expected an array of strings, found "Ann".',
        ),
        ("[[overrides]]\npaths = ['a']\nrules = {}\n[[overrides]]\npaths = ['b']", "bylint.toml:5: overrides[1]: rules or originator is missing."),
        ("originators = ['gone.toml']", "bylint.toml:2: originators[0]: there is no file gone.toml; the path is relative to this config file."),
        (
            "[[overrides]]\npaths = ['a']\noriginator = 'The Conversaton'",
            'bylint.toml:4: overrides[0].originator: there is no originator "The Conversaton". Did you mean "The Conversation"?',
        ),
        ("extends = 'house:base'", 'bylint.toml:2: extends: expected an array of strings, found "house:base".'),
        ("extends = ['house:bse']", 'bylint.toml:2: extends[0]: there is no preset "house:bse". Did you mean "house:base"?'),
        ("extends = ['base']", 'bylint.toml:2: extends[0]: there is no preset "base". Did you mean "house:base"?'),
        (
            "[site]\nurl = 'daily.example'",
            'bylint.toml:3: site.url: expected a string such as "https://news.example/", found "daily.example".',
        ),
        ("[site]\nstory = 'div['", 'bylint.toml:3: site.story: "div[" is no CSS selector for an element: Expected ident'),
        ("[site]\nstory = 'x|div'", 'bylint.toml:3: site.story: "x|div" is no CSS selector for an element: Undefined namespace prefix'),
        ("[republished]\npaths = [\n  'a',\n  '/b'\n]", 'bylint.toml:3: republished.paths[1]: "/b" is no glob of pages: it is absolute'),
        ("[phrases]\npromos = ['x']", 'bylint.toml:3: phrases.promos: there is no such category of phrases. Did you mean "promo"?'),
        ("[phrases]\npromo = [' - ']", 'bylint.toml:3: phrases.promo[0]: " - " cannot be looked for: it has no words of its own'),
        ("[limits]\npage-bytes = '1 MB'", 'bylint.toml:3: limits.page-bytes: expected a whole number of at least 1, found "1 MB".'),
        ("a = 1\nb = = 2", "bylint.toml:3:5: this is not valid TOML: Invalid value."),
        ("extends = ['gone.toml']", "bylint.toml:2: extends[0]: there is no file gone.toml"),
        ("extends = ['bylint.toml']", "bylint.toml:2: extends[0]: the files extend each other in a circle: bylint.toml → bylint.toml."),
    ],
)
def test_a_fault_names_place_key_expectation_and_nearest_spelling(wrong, text, message):
    assert wrong(text).startswith(message)


def test_all_faults_of_a_file_are_told_in_their_order(wrong):
    told = wrong("[rules]\n'house/too-short' = 'warn'\n[site]\nnmae = 'x'").splitlines()
    assert [line.split(":")[1] for line in told] == ["3", "5"]


def test_names_on_the_command_line_are_checked(wrong):
    assert wrong("", select=["hose"]) == '--select: there is no rule or family "hose". Did you mean "house"?'
    assert wrong("", ignore=["house/to-long"]).endswith('Did you mean "house/too-long"?')


def test_a_fault_in_a_preset_names_the_pack(write, wrong):
    write("presets/base.toml", 'extends = []\n[rules]\n"house/too-lang" = "error"')
    assert wrong('extends = ["house:base"]').startswith('house:base (base.toml):3: rules."house/too-lang": there is no such rule.')


def test_a_fault_in_pyproject_names_the_whole_key(write, tmp_path):
    write("pyproject.toml", "[project]\nname = 'x'\n[tool.bylint.site]\nnmae = 'x'")
    with pytest.raises(ConfigError, match=r"pyproject.toml:4: tool\.bylint\.site\.nmae: there is no such key"):
        Configs().for_page(tmp_path / "a.html")


def test_a_circle_of_files_is_told_and_a_file_extended_twice_is_none(write, tmp_path, on):
    write("c.toml", 'extends = []\nrules = {"house/too-long" = "error"}')
    write("b.toml", 'extends = ["c.toml"]')
    write("bylint.toml", 'plugins = ["house.py"]\nextends = ["b.toml", "c.toml"]')
    assert on() == {"house/too-long": "error"}
    write("c.toml", 'extends = ["b.toml"]')
    with pytest.raises(ConfigError, match="in a circle"):
        on()


def test_many_files_that_extend_each_other_twice_take_no_longer(write, on):
    for level in range(40):
        write(f"level{level}.toml", f'extends = ["level{level + 1}.toml", "./level{level + 1}.toml"]')
    write("level40.toml", 'extends = []\nrules = {"house/too-long" = "error"}')
    write("bylint.toml", 'plugins = ["house.py"]\nextends = ["level0.toml"]')
    assert on() == {"house/too-long": "error"}


BROKEN = [b'a = "\xff"', b"\xff\xfe", b"a = " + b"[" * 50_000, b"a = " + b"9" * 5_000, b"rules = 0x" + b"f" * 9_000]


@pytest.mark.parametrize("data", BROKEN, ids=["latin-1", "utf-16", "deep", "long-number", "long-hex"])
def test_a_file_that_is_no_config_is_told(tmp_path, data):
    (tmp_path / "bylint.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=r"bylint\.toml"):
        Configs().for_page(tmp_path / "a.html")


def test_a_missing_pack_is_told_with_its_place(tmp_path, write):
    write("bylint.toml", 'plugins = [\n  "gone.py",\n]')
    with pytest.raises(ConfigError, match=r"bylint\.toml:1: plugins\[0\]: there is no file .*gone\.py"):
        Configs().for_page(tmp_path / "a.html")
    write("gone.py", "import nothing_of_the_kind")
    with pytest.raises(PackError, match="cannot be imported"):
        Configs().for_page(tmp_path / "a.html")


def test_messages_cannot_drive_a_terminal(wrong):
    assert "\x1b" not in wrong(r'"\u001b[31m" = 1')
    assert "\x1b" not in wrong('[site]\nurl = "\\u001b[31m"')


def test_a_preset_alone_takes_no_heavy_import(write, tmp_path):
    write("presets/base.toml", 'extends = []\n[rules]\n"house/too-long" = "error"')
    write("run.py", f"""
        import sys
        from pathlib import Path
        from bylint.config import Configs
        Configs(isolated=True).for_page(Path({str(tmp_path / "a.html")!r}))
        print({{"jsonschema", "referencing", "cssselect", "rich.console", "bs4"}} & sys.modules.keys())
    """)
    done = subprocess.run([sys.executable, tmp_path / "run.py"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("**", ["a", "a/b/c"], []),
        ("news/**", ["news/a", "news/a/b"], ["a/news/a", "newsy/a"]),
        ("**/a.html", ["a.html", "x/y/a.html"], ["xa.html", "a.html/b"]),
        ("a/**/b/*.html", ["a/b/c.html", "a/x/b/y/b/c.html"], ["a/b/.x", "a/x/c.html", "a/b/c/d.html"]),
        ("[x]?.html", ["[x]1.html"], ["x1.html", "[x]/.html"]),
    ],
)
def test_globs(glob, yes, no):
    assert fault(glob) is None
    assert [path for path in yes + no if matches(glob, path)] == yes


def test_a_glob_cannot_hang_a_run():
    assert not matches("/".join(["**", "*a*a*a*a*a*a*"] * 12 + ["b"]), "/".join(["a" * 60] * 60))


@pytest.mark.parametrize("glob", ["", " ", "/a", "C:/a", "a\\b", "a/", "../a", "./a", "a//b", "a**", "a/**b"])
def test_globs_that_fit_nothing_are_faults(glob):
    assert fault(glob)


def test_lines_are_those_of_the_statements():
    text = dedent('''\
        # [site]
        title = """
        [site]
        name = 1
        """
        list = [ # ]
          "x = 1",
        ]
        [site] # of ours
        name.first = "x"

        [[overrides]]
        paths = ["a"]
        [overrides.rules]
        "a/b" = "off"
        [[overrides]]
        rules = {"a/b" = {severity = "off"}}
    ''')
    found = lines(text.replace("\n", "\r\n"))
    expected = {
        ("title",): 2,
        ("list",): 6,
        ("site", "name", "first"): 10,
        ("overrides", 0, "rules", "a/b"): 15,
        ("overrides", 1): 16,
        ("overrides", 1, "rules", "a/b", "severity"): 17,
    }
    assert {path: found.get(path) for path in expected} == expected


def test_lines_of_a_huge_statement_are_left_out():
    text = "a = 1\nb = [\n" + "".join(itertools.repeat("1,\n", 100_000)) + "]\nc = 1\n"
    assert lines(text) == {("a",): 1}


def test_without_trust_a_pack_beside_a_config_is_not_run_and_what_only_it_knows_is_passed_over(tmp_path):
    (tmp_path / "house.py").write_text("raise SystemExit('this was run')", encoding="utf-8")
    config = tmp_path / "bylint.toml"
    config.write_text(
        dedent("""
            plugins = ["house.py"]
            extends = ["house:ours"]
            [rules]
            "house/too-long" = { most-words = 3 }
            "ads/label-left" = "info"
            [phrases]
            house-words = ["our own"]
            [[overrides]]
            paths = ["**"]
            rules = { "house/too-short" = "off", "ads/slot-left" = "off" }
        """),
        encoding="utf-8",
    )
    configs = Configs(trust=False)
    on = {setting.rule: setting.severity for setting in configs.for_page(tmp_path / "a.html").plan.rules}
    assert on["ads/label-left"] == Severity.INFO and "ads/slot-left" not in on and "ads/script-left" in on
    assert list(configs.left_out) == [tmp_path / "house.py"]
    config.write_text(config.read_text(encoding="utf-8") + '[site]\nnam = "x"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="nam"):
        Configs(trust=False).for_page(tmp_path / "a.html")


def test_a_config_that_is_a_pipe_holds_nothing_up(tmp_path):
    os.mkfifo(tmp_path / "bylint.toml")
    with pytest.raises(ConfigError, match="it is no ordinary file"):
        Configs().for_page(tmp_path / "a.html")
