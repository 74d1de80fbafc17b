"""Filters by severity and rule that need no script: CSS sees what is chosen, and shows the kinds of findings that go with it."""

from collections.abc import Iterator

from bylint.reports.html.escaped import plain
from bylint.reports.html.survey import GRAVEST_FIRST, Survey


def filters(survey: Survey) -> Iterator[str]:
    """The form."""
    yield '<form class="filters" aria-label="Filter the findings">\n<fieldset>\n<legend>Show</legend>\n'
    for severity in GRAVEST_FIRST:
        if number := survey.total(severity):
            of = f"{str(severity).capitalize()}s <b>{number:,}</b>"
            yield f'<label><input type="checkbox" id="show-{severity}" checked=""/> {of}</label>\n'
    yield '</fieldset>\n<label class="of">of rule <select>\n<option id="all">all rules</option>\n'
    for number, rule in enumerate(survey.rules):
        found = sum(found for kind, found in survey.found.items() if kind.rule == rule)
        yield f'<option id="only-{number}">{plain(rule)} ({found:,})</option>\n'
    yield '</select></label>\n<button type="reset">Show all</button>\n</form>\n'
    yield '<p class="none" role="status">No finding is of these severities and this rule.</p>\n'


def shown(survey: Survey) -> Iterator[str]:
    """The rules of style by which a kind of finding is shown while its severity and its rule are chosen."""
    numbers = {rule: number for number, rule in enumerate(survey.rules)}
    for number, kind in enumerate(survey.kinds):
        chosen = f":root:has(#show-{kind.severity}:checked):has(#all:checked, #only-{numbers[kind.rule]}:checked)"
        yield f"{chosen} .k{number} {{ display: block }}\n{chosen} .none {{ display: none }}\n"
