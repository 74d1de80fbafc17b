"""What it costs to compare a copy with its original, against checking the copy alone: seconds of processor time of both, and their ratio.

    python tests/bench/compare.py [--words 2000] [--rounds 15]

Checking is `bylint:recommended` with all rules, without an original; comparing is what `bylint compare` runs, the reading of both
files included. The two are measured in turn, so that what else the machine does weighs on both. A page has around its story what
pages of sites have, navigation, teasers, scripts; a bare one has nothing, and is checked in no time.
"""

import argparse
import random
import statistics
import tempfile
import time
from functools import partial
from itertools import product
from pathlib import Path

from bylint.check import checked
from bylint.config import Configs

LIMIT = 5
SMALL = "the of and to a in that he is was for it with as his on be at by had not are but from or have an they which one you were all her she"
SYLLABLES = "ba ter min ro la con de ver si ten po ri al mar ke nu lo est ing ma per tion ra so li vi ha ne to ga".split()
# The words of a language by how often they are said: the n-th is said as often as 1/n of the first (Zipf's law).
MADE = random.Random(0)
WORDS = [*SMALL.split(), *("".join(MADE.choices(SYLLABLES, k=MADE.randint(2, 4))) for _ in range(6000))]
WEIGHTS = [1 / (at + 3) for at in range(len(WORDS))]


def story(words, seed):
    """A story of about so many words, in paragraphs of five sentences."""
    chance = random.Random(seed)
    rest, paragraphs = words, []
    while rest > 0:
        sentences = []
        for _ in range(5):
            length = chance.randint(8, 24)
            said = chance.choices(WORDS, WEIGHTS, k=length)
            sentences.append(f"{' '.join(said).capitalize()} {chance.randint(2, 900)}.")
            rest -= length + 1
        paragraphs.append(" ".join(sentences))
    return paragraphs


def edited(paragraphs, seed, share):
    """A copy in which about that share of the words is another, one paragraph is missing and one is new."""
    chance = random.Random(seed)
    changed = [" ".join(f"other{chance.randint(0, 99)}" if chance.random() < share else word for word in text.split()) for text in paragraphs]
    return [*changed[:3], " ".join(story(60, seed)), *changed[4:]]


LINKS = "".join(f'<li><a href="/section/{number}">{" ".join(story(4, number)[0].split()[:3])}</a></li>' for number in range(60))
TEASERS = "".join(f'<div class="teaser"><h3><a href="/news/{number}">{story(8, number)[0][:60]}</a></h3></div>' for number in range(20))
SCRIPT = "<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments)}</script>"
SHARE = '<div class="share"><a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a></div>'
META = "".join(f'<meta property="og:{name}" content="{name} of the page">' for name in ("title", "description", "site_name", "type", "locale"))


def page(paragraphs, bare):
    """A story alone on its page, or with what stands around one on the page of a site."""
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = '<title>Ferry back in service</title><link rel="canonical" href="https://wire.example/ferry"><meta name="author" content="Ada Quay">'
    body = f'<article><h1>Ferry back in service</h1><p class="byline">By Ada Quay</p>{text}<p>Source: Island Wire</p></article>'
    if not bare:
        head += META + 4 * SCRIPT
        body = f"<header><nav><ul>{LINKS}</ul></nav></header><main>{SHARE}{body}</main><aside>{TEASERS}</aside><footer><ul>{LINKS}</ul></footer>{SCRIPT}"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


COPIES = {
    "the same": lambda told, seed: told,
    "1 % of the words changed": lambda told, seed: edited(told, seed, 0.01),
    "10 % of the words changed": lambda told, seed: edited(told, seed, 0.1),
    "50 % of the words changed": lambda told, seed: edited(told, seed, 0.5),
    "another story": lambda told, seed: story(len(" ".join(told).split()), seed),
}


# What has to stay within the limit: a text of which every tenth word is another is no copy, and has a hundred findings to make.
HELD = ("the same", "1 % of the words changed", "another story")


def spent(work):
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder, "original.html")
        alone, beside = Configs(isolated=True).for_page(original), Configs(isolated=True, original=original).for_page(original)
        print(f"{'copy':<32}{'check':>10}{'compare':>10}{'ratio':>8}{'findings':>10}")
        worst = 0.0
        for bare, (name, copied) in product((False, True), COPIES.items()):
            times, found = [], 0
            for seed in range(chosen.rounds + 1):  # a story of its own for each, as what was read once is known
                told = story(chosen.words, seed)
                original.write_text(page(told, bare), encoding="utf-8")
                data = page(copied(told, seed + 1000), bare).encode()
                runs = [partial(checked, "copy.html", data, planned.plan, planned.packs.rules, alone=True) for planned in (alone, beside)]
                random.Random(seed).shuffle(order := [0, 1])
                took = [0.0, 0.0]
                for at in order:
                    took[at] = spent(runs[at])
                times.append(took)
                found = len(runs[1]().findings)
            check, compare = (statistics.median(each) for each in zip(*times[1:], strict=True))
            ratio = compare / check
            worst = max(worst, ratio) if name in HELD else worst
            print(f"{name + ', bare' * bare:<32}{check * 1000:>7.1f} ms{compare * 1000:>7.1f} ms{ratio:>8.2f}{found:>10}")
        print(f"\nComparing a copy costs at most {worst:.2f} times checking it; the limit is {LIMIT}.")
        raise SystemExit(worst > LIMIT)


if __name__ == "__main__":
    main()
