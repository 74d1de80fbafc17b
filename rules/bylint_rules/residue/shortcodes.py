"""How instructions to publishing systems are written: their names and their forms."""

import re

from bylint.pattern import lazy

# Names that are no words of a language: these alone in brackets are sure.
TECHNICAL = lazy(
    r"""(?:vc|et_pb|fusion|su|av|tdb?|tdm|mk|wpb|wp|cs|ult|kc|vcex|qode|edgtf|mkdf|nectar|us|ux|trx|woocommerce|mc4wp|ngg|wpdm|rev
        |tatsu|the_ad)_\w+
    | ad[_-]?\d+ | adinserter | adrotate | quads | the_ad | embed | nggallery | metaslider | foogallery | soliloquy
    | contact-form(?:-7)? | gravityforms?
    | wpforms | ninja_forms? | caldera_form | playlist | wpvideo | jwplayer | brightcove | googlemaps? | pullquote | dropcaps?
    | (?:one|two|three)_(?:half|third|fourth|fifth) | tweet | br""",
    re.X,
)
# Names that are words as well: sure where they are all of a block, or closed again.
WORDS = frozenset(
    "caption gallery audio video image img quote blockquote button row column columns section box spacer divider table tabs tab slider "
    "accordion toggle youtube vimeo instagram facebook twitter soundcloud spotify iframe more code map form newsletter".split()
)
SQUARE = lazy(r"\[(/?)([A-Za-z][A-Za-z0-9_-]{0,40})((?:[\s=:|,/][^\[\]]{0,400})?)\]")
ATTRIBUTE = lazy(r"\s*[\s|,]\s*[A-Za-z_][\w:-]{0,40}\s*=\s*[^\s=]")
ARGUMENT = lazy(r"\s+(?:https?://\S+|\d+)\s*")
BBCODE = frozenset(("url", "img", "size", "color", "font", "quote", "email", "align", "list", "youtube", "video", "embed", "b", "i", "u"))
DRUPAL = frozenset(("node", "site", "current-user", "current-page", "current-date", "term", "user", "webform_submission", "view"))
MEDIA = frozenset(("video", "image", "img", "file", "audio", "gallery", "embed", "nid", "node", "fid", "inline", "youtube"))
HEADING = re.compile(r"\n(?:#{2,6}|h[1-6]\.|bq\.) ", re.I)  # as `OTHER` has it, on a line by itself
OTHER = lazy(
    r"""\{\{[<%][^{}]{1,300}[>%]\}\}
    | \{%-?\s*[a-z]\w*(?:\s[^{}%]{0,300})?-?%\}
    | \{/?(?:loadposition|loadmodule(?:id)?|modulepos|mosimage|mospagebreak|youtube|vimeo|gallery|phocagallery|phocadownload|jcomments
        |jumi|rsform|igallery|besps|vsig|admirorgallery|jathumbnail|rokbox|chronoforms|simplegallery|filedir_\d+|exp:\w+)(?:[\s=:|][^{}]{0,300})?\}
    | \[\[(?:nid|node|fid|file|image|media|asset|entry):[^\[\]]{1,300}\]\]
    | \[\[\{"(?:fid|type|nid|mid)"[^\[\]]{0,2000}\]\]
    | \[\[[*!$+~%-][A-Za-z0-9][^\[\]]{0,200}\]\]
    | <!--\s*/?(?:more|nextpage|noteaser|pagebreak|readmore|startfragment|endfragment|wp:)[^<>]{0,300}-->
    | !\[[^\[\]]{0,200}\]\([^()\s]{1,400}\) | \[[^\[\]]{1,200}\]\(https?://[^()\s]{1,400}\)
    | ^\#{2,6}[ ](?=\w) | ^(?:h[1-6]|bq)\.[ ](?=\S) | (?:"[^"<>]{1,80}"|“[^”<>]{1,80}”):https?://\S+""",
    re.X | re.I,
)
