"""A credit: one place of the page that names where the story comes from."""

from typing import Literal, NamedTuple

from bylint import Element, Page, Span
from bylint.views.blocks import Block

# formula: “originally published by”; label: “Source: …”; via: “via …”; agency: a line that is an agency's name;
# dateline: “ROTTERDAM (Reuters) —”; byline: “By Ada Quay, The Harbour Gazette”; line: a line of a name that the
# metadata or the markup says is the source; desk: “AFP contributed to this report”; footer: of a feed; link: a
# source link without a name; nobody: “Source: internet”.
Kind = Literal["formula", "label", "via", "agency", "dateline", "byline", "line", "desk", "footer", "link", "nobody"]


class Credit(NamedTuple):
    """A place that names a source, or links to one.

    `name` is as spelt, "" for a link without a name; `href` is the address behind it, "" for none;
    `first` says that the words speak of the first publication; `ours` that the name is our own.
    A logo has an `image` in place of a block.
    """

    kind: Kind
    name: str
    block: Block | None
    start: int
    end: int
    href: str = ""
    ours: bool = False
    agency: bool = False
    first: bool = False
    image: Element | None = None

    @property
    def counts(self) -> bool:
        """Whether it names somebody, and not ourselves."""
        return not self.ours and self.kind != "nobody"

    def locate(self, page: Page) -> Span:
        if self.block is None:
            return page.span_of(self.image if self.image is not None else page.root)
        return self.block.part(page, self.start, self.end)
