"""Words by which a credit speaks of the story and of its first publication, in all languages together."""

from bylint.pattern import lazy

# What a story is called, so that “the book was first published by …” is none of its credits. Folded stems. Reports
# and essays are what stories write about as well; “this report” is the story itself.
STORY = lazy(
    r"\b(?:article|artikel|articolo|art[íi]culo|artigo|articol|artyku[łl]|[čc]l[áa]n[oe]?k|cikk|makale|haber|yaz[ıi]|story|stories|post|piece|column"
    r"|op-ed|content|commentary|editorial|dispatch|excerpt|translation|beitrag|text|meldung|[üu]bersetzung"
    r"|texte|billet|d[ée]p[êe]che|traduction|republication|texto|nota|noticia|cr[óo]nica|reportaje|reportagem|mat[ée]ria|notizia|testo|pezzo"
    r"|verhaal|stuk|tekst|materia[łl]|indl[æa]g|artikkel|saken|nyhet|juttu|uutinen|artikkeli|szöveg|[șs]tire|berita|b[àa]i|статья|стать[яиюе]"
    r"|материал\w*|текст\w*|новость|стаття|матеріал|новина|текстът|чланак|вест|άρθρο|κείμενο|כתבה|מאמר|المقال\w*|مقال\w*|الخبر|خبر|التقرير|تقرير|المادة|مطلب|گزارش)\w{0,4}\b"
    r"|[本此该該][文稿篇]|文章|记者|記事|稿件|기사|लेख|खबर|ख़बर|リリース|เรื่อง|บทความ|^(?:this|dies\w*|ce|cet|cette|este|esta|questo|questa|dit|deze|to|ten|bu)\b"
)
# Words that speak of the first publication, in a credit's own formula. Folded stems.
FIRST = lazy(
    r"origin|first|initial|premi[èe]r|d'abord|primer|inicial|ursprüng|zuerst|erst|orig[ií]n|per la prima"
    r"|ori[gj]in|eerst|eerder|pierwotn|p[ůu]vodn"
    r"|pôvodn|eredeti"
    r"|ilk|впервые|первоначальн|вперше|перво|首发|首發|原[文载載刊]|初出|원문|최초|أصل|لأول|نشر أول|apărut|först|først"
    r"|oprindelig|ursprungligen|opprinnelig|alun"
)
