"""The invented story that specimens carry, and what is said around it, in the languages that originators' demands are made in."""

from itertools import count, islice
from typing import NamedTuple

# The site that carries the copy, and who wrote the story; a picture that is somebody else's is known as such by a name that all know.
PUBLISHER, HOST = "Eastport Courier", "eastport-courier.example"
SITE = f"https://{HOST}/"
AUTHOR, INSTITUTION, PHOTOGRAPHER, AGENCY = "Ada Quay", "University of Eastport", "Jo Marsh", "Getty Images"
# Where a story is from that is under a licence which anybody may use.
OUTLET_HOST = "harbour-gazette.example"
SLUG, ID = "ferry-sails-again-after-repair", "271828"


class Story(NamedTuple):
    """A story in one language. `credit` has a slot for the originator; `again` is another wording that means the same; `read` and `more`
    are words for links; `on` tells a day."""

    headline: str
    by: str
    credit: str
    again: str
    read: str
    more: str
    photo: str
    on: str
    licence: str
    paragraphs: tuple[str, ...]

    def prose(self, paragraphs: int) -> tuple[str, ...]:
        """So many paragraphs, each another: where the story ends, it goes on with the days after."""
        own = len(self.paragraphs)
        further = (f"{self.paragraphs[at % own]} ({at // own + 1})" for at in count(own))
        return (*self.paragraphs[:paragraphs], *islice(further, max(0, paragraphs - own)))


STORIES = {
    "en": Story(
        "Ferry to the islands sails again after six weeks of repair",
        "By {}",
        "This article was originally published by {}",
        "Republished with permission from {}",
        "Read the original article",
        "Visit the newsroom",
        "Photo: {}",
        " on {}",
        "Licence",
        (
            "The ferry to the islands sails again from Monday, the harbour office said on Friday, after six weeks in which its hull "
            "was repaired and the two towns on the far side of the bay were reached by fishing boats only.",
            "The first boat leaves at six in the morning and the last comes back at nine in the evening, as it did before winter, and "
            "the fares that were raised in January stay as they are until the council meets once more.",
            "Shopkeepers on the quay said that they had lost a third of their trade while the ferry lay in the dock, and that some of "
            "them had closed for good because nobody could tell them when the crossing would be open.",
            "The repair cost twice as much as the yard had told the harbour office in spring, since the wood under the engine turned "
            "out to be rotten and had to be replaced by oak that was brought from the mainland.",
            "Engineers looked at every plank before they let the boat back into the water, and on Wednesday they sailed it around the "
            "lighthouse four times with sacks of sand on the benches in place of passengers.",
            "The council will hear in October whether a second boat can be bought, a question that has come up each year since the "
            "old one was sold, and that has been put off each year because there was no money for it.",
            "Children from the islands who go to school in the town had lessons in the library during the repair, where two teachers "
            "taught them in the mornings and the librarians helped them with their homework.",
            "They return to their own classrooms next week, and the harbour office has promised that the boat at half past seven will "
            "wait for them on foggy days, as it always did when their parents took it to school.",
        ),
    ),
    "es": Story(
        "El transbordador a las islas vuelve a navegar tras seis semanas de obras",
        "Por {}",
        "Este artículo fue publicado originalmente por {}",
        "Reproducido con permiso de {}",
        "Lea el artículo original",
        "Visite la redacción",
        "Foto: {}",
        " el {}",
        "Licencia",
        (
            "El transbordador a las islas vuelve a navegar desde el lunes, dijo el viernes la oficina del puerto, después de seis semanas "
            "en las que se reparó su casco y solo los barcos de pesca llegaban a los pueblos del otro lado de la bahía.",
            "El primer barco sale a las seis de la mañana y el último regresa a las nueve de la noche, como antes del invierno, y las "
            "tarifas que subieron en enero se mantienen hasta que el consejo se reúna otra vez.",
            "Los comerciantes del muelle dijeron que habían perdido un tercio de sus ventas mientras el barco estaba en el dique, y que "
            "algunos cerraron para siempre porque nadie sabía decirles cuándo se abriría el paso.",
            "La reparación costó el doble de lo que el astillero había anunciado en primavera, porque la madera bajo el motor estaba "
            "podrida y hubo que cambiarla por roble que se trajo de tierra firme.",
        ),
    ),
    "pt": Story(
        "A balsa para as ilhas volta a navegar depois de seis semanas de obras",
        "Por {}",
        "Este artigo foi publicado originalmente por {}",
        "Reproduzido com permissão de {}",
        "Leia o artigo original",
        "Visite a redação",
        "Foto: {}",
        " em {}",
        "Licença",
        (
            "A balsa para as ilhas volta a navegar na segunda-feira, disse na sexta a capitania do porto, depois de seis semanas em que o "
            "casco foi consertado e só os barcos de pesca chegavam às duas vilas do outro lado da baía.",
            "O primeiro barco sai às seis da manhã e o último volta às nove da noite, como antes do inverno, e as tarifas que subiram em "
            "janeiro ficam como estão até que o conselho se reúna mais uma vez.",
            "Os comerciantes do cais disseram que perderam um terço das vendas enquanto a balsa estava no estaleiro, e que alguns fecharam "
            "para sempre porque ninguém sabia dizer quando a travessia seria aberta.",
            "O conserto custou o dobro do que o estaleiro tinha anunciado na primavera, porque a madeira debaixo do motor estava podre e "
            "teve de ser trocada por carvalho trazido do continente.",
        ),
    ),
    "fr": Story(
        "Le ferry des îles reprend la mer après six semaines de réparations",
        "Par {}",
        "Cet article a été initialement publié par {}",
        "Reproduit avec l’autorisation de {}",
        "Lire l’article original",
        "Voir la rédaction",
        "Photo : {}",
        " le {}",
        "Licence",
        (
            "Le ferry des îles reprend la mer dès lundi, a fait savoir la capitainerie vendredi, après six semaines pendant lesquelles sa "
            "coque a été réparée et où seuls les bateaux de pêche allaient aux deux villages de l’autre côté de la baie.",
            "Le premier bateau part à six heures du matin et le dernier revient à neuf heures du soir, comme avant l’hiver, et les tarifs "
            "relevés en janvier restent les mêmes jusqu’à la prochaine réunion du conseil.",
            "Les commerçants du quai disent avoir perdu un tiers de leurs ventes pendant que le ferry était au bassin, et que certains ont "
            "fermé pour de bon parce que personne ne savait leur dire quand la traversée serait ouverte.",
            "La réparation a coûté le double de ce que le chantier avait annoncé au printemps, car le bois sous le moteur était pourri et "
            "il a fallu le remplacer par du chêne venu du continent.",
        ),
    ),
    "de": Story(
        "Fähre zu den Inseln fährt nach sechs Wochen Reparatur wieder",
        "Von {}",
        "Dieser Artikel wurde ursprünglich von {} veröffentlicht",
        "Mit Genehmigung von {}",
        "Zum Originalartikel",
        "Zur Redaktion",
        "Foto: {}",
        " am {}",
        "Lizenz",
        (
            "Die Fähre zu den Inseln fährt ab Montag wieder, teilte das Hafenamt am Freitag mit, nach sechs Wochen, in denen ihr Rumpf "
            "ausgebessert wurde und die beiden Orte auf der anderen Seite der Bucht nur mit Fischerbooten zu erreichen waren.",
            "Das erste Schiff legt um sechs Uhr morgens ab und das letzte kommt um neun Uhr abends zurück, wie vor dem Winter, und die im "
            "Januar erhöhten Preise bleiben, bis der Rat noch einmal zusammentritt.",
            "Die Händler am Kai sagten, sie hätten ein Drittel ihres Umsatzes verloren, während die Fähre im Dock lag, und einige "
            "von ihnen hätten für immer geschlossen, weil niemand ihnen sagen konnte, wann die Überfahrt wieder möglich ist.",
            "Die Reparatur kostete doppelt so viel, wie die Werft dem Hafenamt im Frühjahr gesagt hatte, da das Holz unter der Maschine "
            "morsch war und durch Eiche vom Festland ersetzt werden musste.",
        ),
    ),
}


def story(language: str) -> Story:
    """The story in a language, in English where it has not been written in that."""
    return STORIES.get(language, STORIES["en"])
