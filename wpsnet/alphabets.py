"""The order of names in each of the six languages, for lists that are written into a text.

PostgreSQL's own order needs ICU, which not every server has; the few rules of six languages are written here."""

import re
import unicodedata

ARTICLE = re.compile(r"^\u0627\u0644(?=\w{2})")  # al-, which Arabic lists pass over
ARABIC = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a"
)
LEVEL_ONE = range(0xB0, 0xD8)  # first bytes of the GB 2312 signs that stand in the order of Pinyin
# Signs of names of countries that stand elsewhere in GB 2312, or are read otherwise there: each with one of its sound.
SAME_SOUND = str.maketrans("斐瑙汶梵秘", "匪脑问饭必")


def sort_key(name, language):
    """What to sort NAME by in a list in LANGUAGE."""
    match language:
        case "zh-hans":
            return chinese(name), name
        case "ar":
            return without_marks(ARTICLE.sub("", name)).translate(ARABIC), name
        case "es":
            return spanish(name), name
    return without_marks(name), name


def without_marks(name):
    """Small letters without accents, hyphens and apostrophes. In Russian й stays a letter of its own."""
    kept = name.casefold().replace("й", "и\uffff")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(sign))
    return re.sub(r"['’ʼ-]", "", plain)


def spanish(name):
    """ñ stands behind n."""
    return without_marks(name.casefold().replace("ñ", "n\uffff"))


def chinese(name):
    """By Pinyin, sign by sign; what GB 2312 does not order comes last."""
    return [place(sign) for sign in name.translate(SAME_SOUND)]


def place(sign):
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        code = b""
    if len(code) == 2 and code[0] in LEVEL_ONE:
        return 1, code
    return (0 if sign.isascii() else 2), sign.encode()
