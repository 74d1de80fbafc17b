"""Lines that copied stories bring along, in many languages, and lines of stories that look like them."""

from time import process_time

import pytest

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings

PACKS = load()
RULES = [rule for rule in PACKS.rules.values() if rule.id.startswith(("ads/", "boilerplate/"))]
PROSE = {
    "en": "The harbour office said on Friday that the ferry to the islands would sail again from Monday, after six weeks of repairs",
    "de": "Das Hafenamt teilte am Freitag mit, dass die Fähre zu den Inseln ab Montag wieder fährt, nach sechs Wochen in der Werft",
    "fr": "La capitainerie a annoncé vendredi que le ferry des îles reprendrait la mer lundi, après six semaines de travaux au chantier",
    "es": "La oficina del puerto dijo el viernes que el transbordador a las islas volverá a navegar el lunes, tras seis semanas en el astillero",
    "it": "La capitaneria ha detto venerdì che il traghetto per le isole riprenderà il mare lunedì, dopo sei settimane in cantiere navale",
    "pt": "A capitania disse na sexta-feira que a balsa para as ilhas voltará a navegar na segunda-feira, após seis semanas de reparos",
    "pl": "Kapitanat portu ogłosił w piątek, że prom na wyspy wróci na morze w poniedziałek, po sześciu tygodniach napraw w stoczni",
    "ru": "Администрация порта сообщила в пятницу, что паром на острова снова начнёт ходить с понедельника, после шести недель ремонта",
    "nl": "Het havenkantoor meldde vrijdag dat de veerboot naar de eilanden vanaf maandag weer vaart, na zes weken in de werf",
    "zh": "港口办公室星期五宣布，开往群岛的渡轮经过六个星期的维修，将从下星期一起恢复航行，票价不变，每天往返四班，冬季减为两班",
    "ja": "島へ向かうフェリーは六週間の修理を終えて月曜日から運航を再開すると港湾事務所が金曜日に発表した。運賃は据え置かれる",
    "ar": "أعلن مكتب الميناء يوم الجمعة أن العبارة ستعود إلى الإبحار نحو الجزر ابتداء من يوم الاثنين بعد ستة أسابيع من الإصلاح",
}
PAGE = """<!doctype html><html lang={lang}><head><title>Ferry back in service | Island Wire</title></head>
<body><main><article><h1>Ferry back in service</h1><p>{prose}.</p><p>{prose}, 2.</p>
{line}
<p>{prose}, 3.</p></article></main></body></html>"""


def found(text, **settings):
    plan = Plan(tuple(RuleSetting(rule.id, rule.severity) for rule in RULES), Settings(lexicon=Lexicon(PACKS.lexicons), **settings))
    result = check("page.html", text.encode(), plan, PACKS.rules)
    assert result.complete, result.findings
    return {finding.rule for finding in result.findings}


def findings(lang, line):
    return found(PAGE.format(lang=lang, prose=PROSE[lang], line=line))


LEFT = {
    "ads/label-left": [
        ("en", "Advertisement"),
        ("en", "Advertisement Advertisement"),
        ("en", "Article continues after this ad"),
        ("de", "Anzeige"),
        ("fr", "La suite après la publicité"),
        ("es", "Sigue leyendo tras el anuncio"),
        ("pt", "Continua após a publicidade"),
        ("ja", "広告"),
        ("ar", "إعلان"),
    ],
    "boilerplate/promo": [
        ("en", "*** Sign up for our newsletter ***"),
        ("en", "(Sign up for our newsletter to get more stories.)"),
        ("en", "Stay informed about all that happens on the islands. Sign up for our newsletter."),
        ("en", "<a href=/m>Download our app</a> and never miss a sailing."),
        ("en", "For more news, follow us on Twitter."),
        ("en", "📲 <a href=/w>Join our WhatsApp channel</a> for the tides of the day."),
        ("es", "<a href=/b>¡Suscríbete a nuestro boletín!</a>"),
        ("ja", "島の便りを毎朝お届けします。<a href=/n>メールマガジンに登録</a>"),
        ("en", "<a href=https://play.google.com/store/apps/details?id=x>Google Play</a>"),
        ("de", "Fehler gefunden?"),
        ("de", "Jetzt Newsletter abonnieren"),
        ("fr", "Soutenez notre journalisme"),
        ("it", "Seguici su Facebook"),
        ("pl", "Zapisz się do newslettera"),
        ("nl", "Volg ons op Facebook"),
        ("ru", "Подписывайтесь на наш Telegram-канал"),
        ("ja", "メルマガ登録はこちら"),
    ],
    "boilerplate/share-bar": [
        ("en", "Share Tweet Pin Email"),
        ("en", "Facebook | Twitter | WhatsApp"),
        ("en", "Click to enlarge"),
        ("de", "Artikel teilen"),
        ("es", "Compartir"),
        ("zh", "【打印】【收藏】【关闭窗口】"),
        ("ar", "شارك الخبر"),
    ],
    "boilerplate/comment-form": [
        ("en", "12 Comments"),
        ("fr", "Laisser un commentaire"),
        ("pl", "Dodaj komentarz"),
        ("ru", "Оставить комментарий"),
    ],
    "boilerplate/related-links": [
        ("en", "Dig deeper: <a href=/b>Bridge to the mainland closed for repairs</a>"),
        ("en", "→ <a href=/b>Bridge to the mainland closed for repairs</a>"),
        ("en", "Tags: strike, schools"),
        ("de", "Lesen Sie auch: Brücke zum Festland gesperrt"),
        ("es", "Lea también: <a href=/b>Puente cerrado</a>"),
        ("fr", "LIRE AUSSI - Le pont du continent fermé"),
        ("ja", "関連記事"),
        ("ja", "【関連記事】<a href=/b>島の橋が修理のため通行止めに</a>"),
    ],
}


@pytest.mark.parametrize(("rule", "lang", "line"), [(rule, lang, line) for rule, lines in LEFT.items() for lang, line in lines])
def test_a_leftover_line_is_found(rule, lang, line):
    assert findings(lang, f"<p>{line}</p>") == {rule}


ANSWER = "<p>The island council pays two thirds and the state the rest, the council said on Friday.</p>"
KEPT = {
    "answers that unfold": f"<details><summary>Who pays for the ferry?</summary>{ANSWER}</details>",
    "a heading that is a button": f"<h3><button aria-expanded=false>Who pays?</button></h3>{ANSWER}",
    "a league table": "<table><tr><th>Club<th>Status</tr><tr><td>Port FC<td>Promoted</tr><tr><td>Isle United<td>Relegated</tr></table>",
    "a list of trades": "<ul><li>Advertising</li><li>Fishing</li><li>Tourism</li></ul>",
    "networks as headings": "<h3>Facebook</h3><ul><li>Users: 4,000</li></ul><h3>Twitter</h3><p>Fewer islanders use it.</p>",
    "a correction": "<div class=correction><p>Correction: An earlier version of this article misstated the fare.</p></div>",
    "reactions": "<div class=reactions><p>“It is a scandal,” said one resident of the north island.</p></div>",
    "sources": "<ol><li><a href=https://a.example/r>Harbour report</a></li><li><a href=https://b.example/law>Ferry act</a></li></ol>",
    "help lines": "<ul><li><a href=https://samaritans.example>Samaritans</a></li><li><a href=tel:116123>116 123</a></li></ul>",
    "a document": "<p><a href=https://court.example/ruling.pdf>Read the full ruling of the court</a></p>",
    "a place on the page": "<p><a href='#map'>See the map below</a></p><p id=map>The map is being drawn, the office said.</p>",
    "a quoted sign": "<blockquote><p>Sign up for our newsletter</p></blockquote>",
    "a call in reported speech": "<p>Passengers were told to <a href=/x>download the app</a> if they wanted a refund, she said.</p>",
    "an author's note": "<p>Ada Quay is a reporter at The Gazette. Follow her on <a href=https://x.com/ada>X</a>.</p>",
    "an embedded post": "<blockquote class=instagram-media><a href=https://instagram.com/p/x>View this post on Instagram</a></blockquote>",
    "definitions": "<dl><dt>Email</dt><dd>A letter on a screen.</dd><dt>Website</dt><dd>They have none.</dd></dl>",
    "cookies for the mice": "<p>We use cookies, said the baker, because cake is too dear for the mice of this island.</p>",
    "a poster": "<p>Donate now, the posters said.</p>",
    "a mail": "<p>Subscribe to our newsletter, the spam mail said, and win a pig.</p>",
    "a word of dialogue": "<p>“No comments.”</p>",
    "a caption in a box to share": "<div class=share-photo><img src=f.jpg><p class=caption>The ferry in dock.</p></div>",
    "a paragraph for subscribers": "<p class=paywall>“At last,” said the harbour master.</p>",
    "a linked paragraph": f"<p><a href=/x>{PROSE['en']}, and the islanders who had waited at the quay every day since the storm sang, as the master of the ferry and the baker of the north island told everybody who asked them.</a></p>",
    "readers in a row": "<div class=comments>" + "".join(
        f"<div class=comment><b>Ada{name}</b><p>Good news for the island, {name}!</p><p>I have waited for it {name}.</p>"
        "<form><button>Reply</button></form></div>" for name in ("Bo", "Cy", "Di", "Ed")
    ) + "</div>",
    "a wrapper that hides what flows over": "<div class='rounded overflow-hidden'><h3>The bridge in numbers</h3>"
    "<p>Length: 300 metres</p><p>Cost: 3 million</p><svg></svg></div>",
    "a number in large letters": "<div class=counter><p>12,000</p><p>people take it daily</p></div>",
    "a subhead in bold letters": f"<p><strong>Print</strong></p>{ANSWER}",
    "a report": "<div class=report><p>The <a href=https://gov.example/report.pdf>report</a> is out.</p></div>",
    "a timeline": "<ul class='sticky icons'><li>1911: <a href=https://x.example/>the first ferry</a></li><li>1950: the last</li></ul>",
    "a caption on a button": "<div class='caption button'><p>The bridge in May</p></div>",
    "a colon before a call": "<p>Ada Quay – follow us on the map of the town.</p>",
    "a reader's comment": "<div id=comments><div id=comment-4711 class=comment><p>Good news!</p></div></div>",
}


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT)
def test_a_line_of_the_story_stays(line):
    assert findings("en", line) == set()


def test_a_form_for_comments_is_found_beside_boxes_of_its_layout():
    form = "<div class='box comments'><h3>Leave a Reply</h3><p>Your email address will not be published.</p><form><textarea></textarea></form></div>"
    text = PAGE.format(lang="en", prose=PROSE["en"], line="").replace("</main>", f"{form}<div class=box>Next</div><div class=box>About</div></main>")
    assert "boilerplate/comment-form" in found(text)


def test_ids_of_any_length_take_no_time():
    began = process_time()
    found(PAGE.format(lang="en", prose=PROSE["en"], line=f"<p id={'comment' * 20_000}>The ferry</p><p id='{'comment ' * 20_000}'>sails.</p>"))
    assert process_time() - began < 5


def test_nothing_is_attached_to_a_story_that_the_config_names():
    form = "</article><div id=respond><h3>Leave a Reply</h3><form><textarea></textarea><button>Post</button></form></div><article>"
    text = PAGE.format(lang="en", prose=PROSE["en"], line=form).replace("<article>", "<article class=story>", 1)
    assert "boilerplate/comment-form" in found(text)
    assert "boilerplate/comment-form" not in found(text, story="article.story")
