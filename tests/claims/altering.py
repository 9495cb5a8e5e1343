"""What a message goes through on its way: ten kinds of change, each as strong as it is in real groups."""

import re
from random import Random

from indo_text_preprocessing import get_slang_dict

from tests.claims.scenes import CHAT

_HEADS = [
    "Diteruskan berkali-kali\n",
    "Copas dari grup sebelah 👇\n",
    "PENTING‼️ Tolong dibaca sampai habis\n",
    "Assalamualaikum bapak ibu, sekedar berbagi info 🙏\n",
    "Info A1 dari saudara di kantor\n",
    "⚠️⚠️ AWAS ⚠️⚠️ jangan sampai keluarga kita jadi korban\n",
]
_TAILS = [
    " 😭🙏✅\nBagikan sebelum dihapus ‼️",
    "\nTolong di share ya 🙏🙏",
    " 🔥🔥\nWallahu a'lam",
    "\nsemoga bermanfaat",
    " 👆👆 sebarkan ke semua kontak agar tidak ada lagi yang tertipu",
]
_ASK = [
    'Mau tanya, di grup RT ada yg share begini: "{}" bener ga min? makasih',
    'Pak, ini hoax atau bukan? "{}..."',
    'Assalamualaikum pak, apakah betul berita ini? "{}" mohon pencerahannya',
    "{}... ini beneran ga ya? takut hoaks",
]
_VOWELS = re.compile(r"(?<=\w)[aiueo](?=\w)")
_NEAR_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjkladxcvbnmn", strict=False))


def altered(message: str, kind: str, random: Random) -> str:
    """The message after one of ``KINDS`` of change."""
    return KINDS[kind](message, random)


def _tail_cut(message: str, random: Random) -> str:
    words = message.split()
    return " ".join(words[: max(8, round(len(words) * random.uniform(0.35, 0.6)))])


def _head_cut(message: str, random: Random) -> str:
    words = message.split()
    return " ".join(words[-max(8, round(len(words) * random.uniform(0.35, 0.6))) :])


def _excerpt(message: str, random: Random) -> str:
    words = message.split()
    length = min(len(words), random.randint(15, 21))
    start = random.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def _typos(message: str, random: Random, share: float = 0.12) -> str:
    words = message.split()
    for at in random.sample(range(len(words)), min(len(words), max(3, round(len(words) * share)))):
        words[at] = _mistyped(words[at], random)
    return " ".join(words)


def _mistyped(word: str, random: Random) -> str:
    if len(word) < 4:
        return word
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + _NEAR_KEYS.get(word[at].lower(), "e") + word[at + 1 :],
        ]
    )


def _chat(message: str, random: Random, share: float = 0.2) -> str:
    words = [CHAT.get(word.lower(), word) for word in message.lower().split()]
    for at in range(len(words)):
        if len(words[at]) > 4 and words[at].isalpha() and random.random() < share:
            words[at] = _VOWELS.sub("", words[at])
    return " ".join(words)


def _slang(message: str, random: Random, share: float = 0.6) -> str:
    spoken = _spoken()
    words = message.split()
    for at, word in enumerate(words):
        if (forms := spoken.get(word.lower())) and random.random() < share:
            words[at] = random.choice(forms)
    return " ".join(words)


def _spoken() -> dict[str, list[str]]:
    if not _FORMS:
        for short, full in get_slang_dict().items():
            if short.isalpha() and " " not in full:
                _FORMS.setdefault(full.lower(), []).append(short)
    return _FORMS


_FORMS: dict[str, list[str]] = {}


def _wrapped(message: str, random: Random) -> str:
    return random.choice(_HEADS) + message + random.choice(_TAILS)


def _shuffled(message: str, random: Random) -> str:
    parts = re.split(r"(?<=[.!?,\n])\s+", message)
    random.shuffle(parts)
    return " ".join(parts)


def _asked(message: str, random: Random) -> str:
    return random.choice(_ASK).format(" ".join(message.split()[: random.randint(15, 25)]))


def _mixed(message: str, random: Random) -> str:
    words = message.split()
    length = max(12, round(len(words) * random.uniform(0.5, 0.8)))
    start = random.randint(0, max(0, len(words) - length))
    kept = " ".join(words[start : start + length])
    return _wrapped(_typos(_slang(_chat(kept, random, 0.12), random, 0.3), random, 0.08), random)


KINDS = {
    "tail cut": _tail_cut,
    "head cut": _head_cut,
    "excerpt": _excerpt,
    "typos": _typos,
    "chat": _chat,
    "slang": _slang,
    "wrapped": _wrapped,
    "reordered": _shuffled,
    "asked": _asked,
    "mixed": _mixed,
}
