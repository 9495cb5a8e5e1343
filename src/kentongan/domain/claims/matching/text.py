"""A message as its words: look-alike letters, chat spelling, numbers and endings brought to one form."""

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import Stemmer
from indo_text_preprocessing import get_slang_dict

Hashes = npt.NDArray[np.uint32]

# Letters of other alphabets that look like ours; small capitals, which NFKC leaves alone.
_LOOKALIKES = str.maketrans(
    "авеёзіјкмнорстухьԁԛԝαβεικνορτυχᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢøłđßıŋ",
    "abeezijkmhopctyxbdqwabeikvoptuxabcdefghijklmnoprstuvwyzoldbin",
)
# White letters on black circles and squares, which it leaves alone too.
_LOOKALIKES |= {start + at: ord("a") + at for start in (0x1F150, 0x1F170) for at in range(26)}
_LEET = str.maketrans("0134578", "oieastb")
_NAMED_EMOJI = re.compile(r":[a-z]+(?:[_-][a-z]+)+:")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?62|0)[ -]?8[\dx*]{1,4}(?:[ -]?[\dx*]{2,5}){1,4}(?!\w)")
_MASK = re.compile(r"\b\d*x{3,}\d*\b|\[email\]|\[…\]|\[\.\.\.\]")
_SCHEME = re.compile(r"https?://|\bwww\.")
_GROUPED = re.compile(r"(?<=\d)[., ](?=\d{3}(?!\d))")
_TIMES = re.compile(r"(?<![\d.,])(\d{1,4})(?:[.,](\d{1,2}))?\s?(ribu|rb|k|juta|jt|miliar|milyar|triliun)\b")
_ZEROS = {"ribu": 3, "rb": 3, "k": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12}
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc]")
# What people write around a message when they pass it on or ask about it.
_WRAPPING = re.compile(
    r"(?<!\w)(?:diteruskan( berkali[ -]?kali)?|forwarded( many times)?|copas( dari)?( grup)? sebelah|"
    r"dari grup sebelah|penting+ *!*|tolong (dibaca|di ?baca) sampai (habis|selesai)|"
    r"sekedar berbagi (info\w*)?|"
    r"(tolong|mohon|silakan|harap|segera)? ?(di ?)?(bagikan|sebarkan|viralkan|share)"
    r"( ya| ke semua\w*)?( sebelum di ?hapus)?|"
    r"semoga bermanfaat|wallahu a ?lam|allahu a ?lam|assalamu ?alaikum( wr ?\.? ?wb\.?)?|mau tanya,?|"
    r"di ?grup \w+ (saya |kami )?ada (yg|yang) (share|kirim|bagikan) begini|"
    r"(apakah )?(ini )?ho(ax|aks) (atau|apa) (bukan|fakta|benar)|"
    r"(apa )?(ini )?(bener|benar)( ga| gak| tidak| nggak)?( ya)?( min)?\?|gimana ini\??|"
    r"beneran( ga| gak)?\?)(?!\w)"
)
_SPACED = re.compile(r"(?<![a-z0-9])[a-z](?:[ .-][a-z]){3,}(?![a-z0-9])")  # H A T I - H A T I
_TOKEN = re.compile(r"[a-z0-9]+")
_RUNS = re.compile(r"([a-z])\1{2,}")
_DOUBLES = re.compile(r"([a-z])\1")
_PARTS = re.compile(r"[a-z]+|\d+")
_INNER_DIGITS = re.compile(r"^[a-z]+\d+[a-z]+[a-z0-9]*$")
_LONGEST = 20_000  # letters read of one text

_KEPT: dict[str, Any] = json.loads(
    files(__package__).joinpath("short_forms.json").read_text(encoding="utf-8")
)
STOP = frozenset(_KEPT["stop"].split())  # say nothing about what a message tells


class Words:
    """The words of a text in order, each with the hash of its stem; stop words are left out."""

    __slots__ = ("stems", "words")

    def __init__(self, words: list[str], stems: Hashes) -> None:
        self.words = words
        self.stems = stems

    def __len__(self) -> int:
        return len(self.words)


def unwrapped(message: str) -> str:
    """A message without what was written around it on its way, unless little else is left."""
    bare = _WRAPPING.sub(" ", plain(message))
    return bare if len(bare) >= 40 else message


def links_aside(message: str) -> int:
    """How many words there are beside links: an address alone tells nothing."""
    return sum(
        not ("://" in word or word.startswith("www.") or ("." in word and "/" in word))
        for word in message[:_LONGEST].split()
    )


def read(text: str) -> Words:
    """The words of a text as they are compared."""
    words: list[str] = []
    stems: list[int] = []
    for token in _TOKEN.findall(plain(text)):
        for word, stem in _token(token):
            if not (words and words[-1] == word):  # rumah-rumah is rumah
                words.append(word)
                stems.append(stem)
    return Words(words, np.array(stems, dtype=np.uint32))


def plain(text: str) -> str:
    """Small letters of one alphabet, without marks, telephone numbers and the points inside numbers."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    text = _SCHEME.sub(" ", _NAMED_EMOJI.sub(" ", text))
    if not text.isascii():
        text = unicodedata.normalize("NFD", _APOSTROPHES.sub("", text).translate(_LOOKALIKES))
        text = "".join(letter for letter in text if not _unseen(letter))
    text = _APOSTROPHES.sub("", text)
    text = _SPACED.sub(lambda found: re.sub(r"[ .-]", "", found[0]), text)
    text = _MASK.sub(" ", _PHONE.sub(" ", text))
    text = _GROUPED.sub("", text)
    return _TIMES.sub(lambda found: found[1] + (found[2] or "").ljust(_ZEROS[found[3]], "0"), text)


def _unseen(letter: str) -> bool:
    return letter > "\x7f" and unicodedata.category(letter) in ("Mn", "Cf", "Me")


@lru_cache(maxsize=40_000)
def _token(token: str) -> tuple[tuple[str, int], ...]:
    """The words meant by what stands between two gaps: none for a stop word, several for a short form."""
    if not token.isalpha() and not token.isdigit():
        if _INNER_DIGITS.match(token):  # B4HLIL
            token = token.translate(_LEET)
        elif token.endswith("2") and token[:-1].isalpha():  # rumah2
            token = token[:-1]
        else:  # rp550000, covid19
            return tuple(pair for part in _PARTS.findall(token) for pair in _token(part))
    if token.isdigit():
        number = token.lstrip("0")[:15]
        return ((number, crc32(number.encode())),) if number else ()
    if len(token) == 1:
        return ()
    return tuple((word, crc32(_stem(word))) for word in _spelled(token) if word not in STOP and len(word) > 1)


def _spelled(word: str) -> list[str]:
    """The word in full: runs of letters cut, chat forms undone."""
    word = _RUNS.sub(r"\1", word)
    found = _short_forms().get(word)
    if found is None and (squeezed := _DOUBLES.sub(r"\1", word)) != word:
        found = _short_forms().get(squeezed)
    return (found or word).split()


@cache
def _short_forms() -> dict[str, str]:
    """Chat forms of a published list and our own additions, without those that are words of their own."""
    words = set(_roots()) | set(_KEPT["keep"].split())
    listed = {
        short: full.replace("-", " ").lower()
        for short, full in get_slang_dict().items()
        if short not in words and short.isalpha() and len(full.split()) <= 2
    }
    ours: dict[str, str] = _KEPT["forms"]
    return listed | ours


def _roots() -> list[str]:
    return (
        files("indo_text_preprocessing").joinpath("data/root_words.txt").read_text(encoding="utf-8").split()
    )


def is_word(word: str) -> bool:
    """Whether the word, or what it is made from, is in a list of the language's or of chat."""
    listed = _listed()
    keys = np.array([crc32(word.encode()), crc32(_stem(word))], dtype=np.uint32)
    at = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    return bool((listed[at] == keys).any())


@cache
def _listed() -> Hashes:
    """Hashes, as forty thousand words as such would take ten times the memory."""
    return np.unique([crc32(word.encode()) for word in [*_roots(), *get_slang_dict()]]).astype(np.uint32)


def _stem(word: str) -> bytes:
    stem: str = _stemmer().stemWord(word)
    return stem.encode()


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian", 0)


def pairs(stems: Hashes) -> Hashes:
    """The hash of each two words that follow one another."""
    first, second = stems[:-1].astype(np.uint64), stems[1:].astype(np.uint64)
    mixed = (first * np.uint64(0x9E3779B97F4A7C15)) ^ (second * np.uint64(0xC2B2AE3D27D4EB4F))
    return ((mixed >> np.uint64(29)) & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def grams(words: list[str]) -> Hashes:
    """The pieces of four letters of all words, each once."""
    pieces: set[int] = set()
    for word in words:
        pieces.update(_grams(word))
    return np.fromiter(pieces, dtype=np.uint32, count=len(pieces))


@lru_cache(maxsize=40_000)
def _grams(word: str) -> tuple[int, ...]:
    bounded = f"_{word}_".encode()
    return tuple({int.from_bytes(bounded[at : at + 4], "big") for at in range(max(1, len(bounded) - 3))})


@lru_cache(maxsize=40_000)
def skeleton(word: str) -> str:
    """The consonants of a word: what is left of it in chat (mengambil, mngmbl)."""
    bare = word[0] + re.sub(r"[aeiou]", "", word[1:])
    return _DOUBLES.sub(r"\1", bare)
