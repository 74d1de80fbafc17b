"""The command line. Each command is a file, imported when its command is given."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from bylint import __version__, garbage
from bylint.safe import safe_lines

COMMANDS = {
    "check": "Check pages before they are published.",
    "compare": "Compare a copy with its original, word by word.",
    "baseline": "Put findings off: write, show or prune the baseline.",
    "strip": "Take bylint's comments and attributes out of pages before they ship.",
    "explain": "Explain a rule: what is wrong, why it matters, what to do.",
    "explain-page": "Show what is believed of a page: story, originator, terms.",
    "rules": "List the rules, and which of them are on.",
    "originators": "List whose demands are known, show one's, or try a contract of your own.",
    "serve": "Check pages over HTTP, for a publishing system.",
    "cache": "Show or forget what is known of the pages of a site.",
    "config": "Show what applies to a page, or the config's schema.",
    "lsp": "Run the language server, which shows findings in an editor.",
    "completion": "Print the script by which a shell completes commands.",
}
INTERRUPTED = 130


class Commands(click.Group):
    """A group that knows its commands' names and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        name = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"bylint.cli.{name}"), name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches  # start-up is a feature, and most runs never come here

            near = [f"check {name}"] if Path(name).exists() else get_close_matches(name, COMMANDS, 1)
            ctx.fail(safe_lines(f"There is no command “{name}”.{f' Did you mean bylint {near[0]}?' if near else ''}"))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """As a group does, but without importing every command to complete the name of one."""
        named = [CompletionItem(name, help=what) for name, what in COMMANDS.items() if name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:  # exit code 1 means findings, which Python's own end with a traceback would claim
            import traceback  # start-up is a feature, and most runs never come here

            click.echo(safe_lines(traceback.format_exc()) + "bylint failed. Report this, with the lines above.", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bylint", message="%(prog)s %(version)s")
def main() -> None:
    """The linter for republished journalism.

    Reads republished HTML before readers do and says what would breach the deal with whoever wrote the story: missing
    credit, leftover ad labels, others' boilerplate, metadata that lies.

    \b
    bylint check site/              check the pages of a built site
    bylint explain ads/label-left   read what a rule is about
    """


def run() -> None:
    """The command as a process of its own; `main` leaves alone how the program that calls it looks for garbage."""
    garbage.seldom()
    main(prog_name="bylint")
