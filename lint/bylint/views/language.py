"""In which languages a page speaks, and the words that leftovers and credits have in them."""

import re
from collections import Counter

from bylint.lexicon import Words
from bylint.page import Page
from bylint.pattern import lazy
from bylint.views.blocks import Block, blocks
from bylint.views.claims import claims

SUBTAG = lazy("[a-z]{2,3}(?![a-z])", re.I)
# Languages by the script they are written in, for pages that do not say or say wrongly.
SCRIPTS = (
    ("\u0400", "\u04ff", ("ru", "uk", "bg", "sr")),
    ("\u0600", "\u06ff", ("ar", "fa", "ur")),
    ("\u3040", "\u30ff", ("ja",)),
    ("\u4e00", "\u9fff", ("zh", "ja")),
    ("\uac00", "\ud7af", ("ko",)),
    ("\u0370", "\u03ff", ("el",)),
    ("\u0590", "\u05ff", ("he",)),
    ("\u0e00", "\u0e7f", ("th",)),
    ("\u0900", "\u097f", ("hi", "mr", "ne")),
    ("\u0980", "\u09ff", ("bn",)),
    ("\u0b80", "\u0bff", ("ta",)),
)
# Small words that few other languages in the same script have.
SMALL_WORDS = {
    "af": "die nie en het van vir dat met hy sy ook maar aan wat word deur hulle ons was sal",
    "bg": "че със също който която което които към беше бъде това този тази тези както обаче заради въпреки съм са",
    "ca": "els les amb dels pel però aquest aquesta també més una què són perquè després fins entre seva seu ha",
    "cs": "že jsou ale jak když který jeho podle také však bylo jsem než jako již ještě při své kteří jejich",
    "da": "af ikke jeg også efter fra blev være nogen hvad hvordan noget kunne mellem meget igen hvis siger nu mig",
    "de": "der die das und ist nicht mit auf für von dem den ein eine sich auch wird hat im zu am",
    "es": "el los las que y en una por con para del se al como más su sus fue este",
    "et": "ning või kui mis kes aga ka see selle oli ei et oma pärast veel nagu siis üle kuid tema",
    "eu": "eta da ez du dira bat izan dute zuen ere baina dela beste egin zen hori bere duten dago",
    "fa": "که این است برای را با آن از در به های می شد کرد شده خود تا هم بر",
    "fi": "ja ei että se oli ovat mutta kun myös hän joka mukaan vain jos sekä niin ole kuin nyt tämä",
    "fr": "le la les des et est dans pour que qui une sur pas avec du au aux ce cette par",
    "gl": "o os das dos unha non que máis polo pola tamén pero desde cando súa seu xa foi entre ata",
    "hr": "što tko gdje ovdje uvijek poslije prije također tijekom dvije vrijeme sljedeći je su se koji kako nije bio kao",
    "hu": "és hogy nem egy az is ez volt csak már meg van vagy ha de mint kell még után szerint",
    "id": "karena bahwa bisa kepada tersebut saat namun sementara oleh dari yang dengan untuk tidak adalah pada dalam juga sudah akan",
    "it": "il di che la per una con sono del della nel gli alla più dei delle anche è dal",
    "lt": "ir kad yra bei apie iš buvo jis kaip kurie dėl taip pat savo nuo prie bus tačiau arba jau",
    "lv": "un ar par uz kas bet arī tika tiek pēc lai gan vai viņš bija kā šo savu kurā tomēr",
    "ms": "kerana bahawa boleh ialah daripada manakala berkata beliau mahu selepas sahaja ketika yang dengan untuk tidak pada telah akan",
    "nb": "av ikke etter ble fra være noen hvordan mellom veldig bare også hva nå meg ein ikkje frå vart eg",
    "nl": "de het een van en dat op te in is voor met niet zijn aan ook er door heeft wordt",
    "pl": "w i na z że się do nie jest o to jak po od przez ale dla są był",
    "pt": "o os que e do da em um uma para com não na no por mais das dos foi ao",
    "ro": "și că este pentru sunt din cu mai fost care după prin acest fi iar până despre între dacă când",
    "sk": "že sú ale keď ktorý podľa aj však bolo som než ako už ešte pri svoje ktorí ich alebo môže",
    "sl": "ki so pa tudi še kot kar ker lahko bil bilo zelo več že bodo smo pri saj oziroma vendar",
    "sq": "dhe në të një është për që nga më nuk me se ka duke janë do kjo ky ishte por",
    "sr": "šta gde uvek posle takođe je su koji kako nije bio kao је који које као није али већ због након када још био бити међу",
    "sv": "och att inte är jag från också ett på sig efter eller när varit mycket bara någon sådan där än",
    "sw": "na ya wa kwa ni katika za la kuwa hiyo huo ambao pia hata lakini baada kama yake hii alisema",
    "tl": "ang ng sa mga na at ay si ni para kung hindi ito nang siya din rin may kay niya",
    "tr": "ve bir bu için ile olarak çok daha gibi kadar sonra değil ancak göre tarafından olan olduğunu ise ama şu",
    "uk": "що та від його її який які яка щоб також було буде під після цього або лише вже є це",
    "ur": "کے کی ہے میں کہ اور سے نے کا پر ہیں کو بھی تھا اس نہیں",
    "vi": "và của là không được những cho với người đã trong một các này để đến từ cũng khi nhưng",
}
# The languages by their small words.
SMALL: dict[str, list[str]] = {}
for _language, _words in SMALL_WORDS.items():
    for _word in _words.split():
        SMALL.setdefault(_word, []).append(_language)
# From how many small words on, and from which share of all words, a page is taken to speak a language.
WORDS, SHARE = 4, 0.12
WRITTEN = lazy(f"[{''.join(f'{first}-{last}' for first, last, _ in SCRIPTS)}]+")
# How many letters of a script make a page one that is written in it.
LETTERS = 100
SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "bs": "hr"}


def languages(page: Page) -> tuple[str, ...]:
    """The primary subtags of the languages the page declares and of those its script suggests."""
    declared = [SUBTAG.match(claim.value) for claim in page.view(claims).language]
    found = dict.fromkeys(SAME.get(tag[0].lower(), tag[0].lower()) for tag in declared if tag)
    texts = [block.text for block in page.view(blocks)]
    foreign = " ".join(text for text in texts if not text.isascii())
    letters = "".join(WRITTEN.findall(foreign)) if foreign else ""
    if len(letters) >= LETTERS:
        spelt = Counter(letters)
        for first, last, likely in SCRIPTS:
            if sum(count for letter, count in spelt.items() if first <= letter <= last) >= LETTERS:
                found.update(dict.fromkeys(likely))
    said = " ".join(texts).lower().split()
    known = dict.fromkeys(SMALL_WORDS, 0)
    for word, count in Counter(filter(SMALL.__contains__, said)).items():
        for language in SMALL[word]:
            known[language] += count
    enough = max(WORDS, SHARE * len(said))
    found.update((language, language) for language, count in known.items() if count >= enough)
    return tuple(found)


def words(page: Page) -> Words:
    """The phrases of the page's languages."""
    return page.settings.lexicon.words(page.view(languages))


class Hints:
    """Tells of which categories a block may have a phrase, once for all that ask: most have none of most."""

    def __init__(self, page: Page) -> None:
        self._words = page.view(words)
        self._known: dict[int, frozenset[str]] = {}

    def of(self, block: Block) -> frozenset[str]:
        """The categories, see `Words.possible`."""
        found = self._known.get(block.index)
        if found is None:
            found = self._known[block.index] = self._words.possible(block.text)
        return found


def hints(page: Page) -> Hints:
    """A view."""
    return Hints(page)
