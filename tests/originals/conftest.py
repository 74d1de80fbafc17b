"""Originals as their senders make them, and what is read of them."""

from types import SimpleNamespace

import pytest

from bylint.lexicon import Lexicon
from bylint.originals.index import Index
from bylint.originals.reading import form_of, read, slices
from bylint.originals.slices import encoding_of
from bylint.originals.walk import File, walk
from bylint.plugins import load
from bylint.settings import Originals, Settings

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
ATOM = "http://www.w3.org/2005/Atom"


@pytest.fixture(scope="session")
def originals_of():
    """The originals in a file of a name and content."""

    def all_of(name, data):
        data = data if isinstance(data, bytes) else data.encode()
        form = form_of(name, data)
        encoding = "utf-8" if form in ("html", "ninjs") else encoding_of(data)
        found = (read(name, form, encoding, data[part.start : part.end], part, Settings()) for part in slices(form, data))
        return [each.original for each in found if each]

    return all_of


@pytest.fixture(scope="session")
def rss():
    """A feed of RSS 2.0 with these items."""

    def feed(*items):
        return f'<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="{CONTENT}" xmlns:dc="{DC}" xmlns:atom="{ATOM}"><channel>\n' \
            f'<title>Island Wire</title>\n{"".join(items)}</channel></rss>'

    return feed


@pytest.fixture(scope="session")
def item():
    """An item of RSS 2.0."""

    def made(title, text, *, url="", guid="", date="", updated=""):
        fields = [f"<title>{title}</title>"]
        fields += [f"<link>{url}</link>"] if url else []
        fields += [f'<guid isPermaLink="false">{guid}</guid>'] if guid else []
        fields += [f"<pubDate>{date}</pubDate>"] if date else []
        fields += [f"<atom:updated>{updated}</atom:updated>"] if updated else []
        paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n"))
        return f"<item>{''.join(fields)}<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>\n"

    return made


@pytest.fixture
def index(tmp_path):
    """Index a folder `originals` that has these files; the state, and settings that name it."""

    def made(**files):
        folder = tmp_path / "originals"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_text(content, encoding="utf-8", newline="")
        file = tmp_path / ".bylint" / "originals.sqlite"
        kept = Index(file)
        state = kept.refresh([each for each in walk([folder]) if isinstance(each, File)])
        kept.close()
        settings = Settings(lexicon=Lexicon(load().lexicons), originals=Originals((folder,), file=file, state=state.digest))
        return SimpleNamespace(state=state, settings=settings, file=file)

    return made
