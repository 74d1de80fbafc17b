"""`bylint completion`: the script by which a shell completes bylint's commands, and what completes their values."""

from collections.abc import Mapping

import click
from click.shell_completion import CompletionItem, get_completion_class

from bylint.cli.terminal import show

SHELLS = ("bash", "zsh", "fish")
Items = list[CompletionItem]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which a SHELL completes bylint's commands.

    \b
    bash  in ~/.bashrc:   eval "$(bylint completion bash)"
    zsh   in ~/.zshrc, below compinit:   eval "$(bylint completion zsh)"
    fish  once:   bylint completion fish > ~/.config/fish/completions/bylint.fish
    """
    script = get_completion_class(shell)
    assert script, "click has one of each of SHELLS"
    source = script(context.find_root().command, {}, "bylint", "_BYLINT_COMPLETE").source()
    # click's script for fish would end a value, and what is said of it, at its second comma.
    show([source.replace('(string split "," $completion)', '(string split -m 1 "," $completion)')])


def on_disk(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """Files and folders, which the shell knows."""
    return [CompletionItem(incomplete, type="file")]


def formats(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The formats of reports."""
    from bylint.plugins import PackError, load  # costs time, and only values need it

    try:
        known = load().reporters
    except PackError:
        return []
    return _items(dict.fromkeys(known, ""), incomplete)


def explained(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """Rules and notices."""
    from bylint.notices import NOTICES

    return _items(_rules() | {notice: what.partition("\n")[0] for notice, (_, what) in NOTICES.items()}, incomplete)


def selected(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """Rules and families, of which several may be listed with commas: the last one is completed."""
    rules = _rules()
    families = {rule.partition("/")[0]: "all rules of the family" for rule in rules}
    before, comma, begun = incomplete.rpartition(",")
    return _items(families | rules, begun, before + comma)


def named_originators(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The originators of installed packs."""
    from bylint.originators import Originators
    from bylint.plugins import PackError, load

    try:
        known = Originators(load().originators).all()
    except (PackError, ValueError):  # the command itself tells of it
        return []
    return _items({one.name: one.kind for one in known}, incomplete)


def _rules() -> dict[str, str]:
    """The rules of installed packs, with what each finds. Not those of the current folder's config: to complete a word must not
    run the code of whatever folder one is in."""
    from bylint.plugins import PackError, load

    try:
        return {id: rule.summary for id, rule in load().rules.items()}
    except PackError:  # a check tells of it; here it would garble the line that is being typed
        return {}


def _items(known: Mapping[str, str], incomplete: str, before: str = "") -> Items:
    return [CompletionItem(before + name, help=what) for name, what in known.items() if name.startswith(incomplete)]
