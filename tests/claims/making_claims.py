"""Invented claims in any number, messages about them, and messages about nothing that was checked.

For tests and for the figures in docs/claims-matching.md; nothing here ever went round.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from tests.claims.scenes import CHAT, GAPS, SCENES, TALK, Scene

_GAP = re.compile(r"\{(\w+)\}")
_VOWELS = re.compile(r"(?<=\w)[aiueo](?=\w)")
_HEADS = [
    "Diteruskan berkali-kali\n",
    "Copas dari grup sebelah 👇\n",
    "PENTING‼️ Tolong dibaca sampai habis\n",
]
_HEADS += ["Assalamualaikum bapak ibu, sekedar berbagi info 🙏\n", "Info A1 dari saudara di kantor\n"]
_TAILS = [
    " 😭🙏✅\nBagikan sebelum dihapus ‼️",
    "\nTolong di share ya 🙏🙏",
    " 🔥🔥\nWallahu a'lam",
    "\nsemoga bermanfaat",
]
_ASK = [
    'Mau tanya, di grup RT ada yang share begini: "{}" bener ga min? makasih',
    'Pak, ini hoax atau bukan? "{}..."',
]


@dataclass(frozen=True)
class Invented:
    """A claim, and a message about it that is told in other words."""

    title: str
    message: str
    explanation: str
    other: str
    fills: dict[str, str] = field(hash=False)
    scene: int = 0


def claims(count: int, *, seed: int = 1, scenes: list[Scene] | None = None) -> list[Invented]:
    """So many claims, no two alike; half of them hold the message itself, half a checker's account of it."""
    random = Random(seed)  # noqa: S311 - the same claims each time
    pool = SCENES if scenes is None else scenes
    made: dict[tuple[str, str], Invented] = {}
    while len(made) < count:
        claim = _one(random, pool)
        made.setdefault((claim.title, claim.message), claim)
    return list(made.values())


def _one(random: Random, pool: list[Scene]) -> Invented:
    number = random.randrange(len(pool))
    scene = pool[number]
    fills = {name: random.choice(values) for name, values in GAPS.items()}
    say = [filled(text, fills) for text in scene.say]
    shown = random.choice(say)
    other = random.choice([text for text in say if text != shown] or say)
    title = filled(random.choice(scene.head), fills)
    if random.random() < 0.5:
        return Invented(title, shown, "", other, fills, number)
    told = filled(random.choice(scene.told), fills)
    return Invented(title, told, filled(random.choice(scene.why), fills), shown, fills, number)


def filled(text: str, fills: dict[str, str]) -> str:
    """The text with its gaps filled."""
    return _GAP.sub(lambda gap: fills[gap[1]], text)


def near(claim: Invented, random: Random, scenes: list[Scene] | None = None) -> str:
    """The same story about another bank, place, sum or person: another claim."""
    scene = (SCENES if scenes is None else scenes)[claim.scene]
    telling = random.choice(
        ["bank", "place", "office", "food", "product", "person", "shop", "card", "app", "job"]
    )
    fills = {name: random.choice(values) for name, values in GAPS.items()}
    kept = {name: value for name, value in claim.fills.items() if name != telling and random.random() < 0.5}
    return filled(random.choice(scene.say), fills | kept)


def talk(random: Random) -> str:
    """True news and chatter about the same matters."""
    fills = {name: random.choice(values) for name, values in GAPS.items()}
    return filled(", ".join(random.sample(TALK, random.randint(1, 3))), fills)


def altered(message: str, random: Random) -> tuple[str, str]:
    """How a forward changes on its way: the kind of change and the message after it."""
    kind = random.choice(list(_CHANGES))
    return kind, _CHANGES[kind](message, random)


def _tail_cut(message: str, random: Random) -> str:
    words = message.split()
    return " ".join(words[: max(8, round(len(words) * random.uniform(0.4, 0.6)))])


def _head_cut(message: str, random: Random) -> str:
    words = message.split()
    return " ".join(words[-max(8, round(len(words) * random.uniform(0.35, 0.6))) :])


def _excerpt(message: str, random: Random) -> str:
    words = message.split()
    length = min(len(words), random.randint(12, 20))
    start = random.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def _typos(message: str, random: Random) -> str:
    words = message.split()
    for at in random.sample(range(len(words)), max(2, len(words) // 8)):
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
            word[:at] + random.choice("abeknrst") + word[at + 1 :],
        ]
    )


def _chat(message: str, random: Random) -> str:
    words = [CHAT.get(word.lower(), word) for word in message.split()]
    for at in range(len(words)):
        if len(words[at]) > 4 and words[at].isalpha() and random.random() < 0.25:
            words[at] = _VOWELS.sub("", words[at])
    return " ".join(words)


def _wrapped(message: str, random: Random) -> str:
    return random.choice(_HEADS) + message + random.choice(_TAILS)


def _shuffled(message: str, random: Random) -> str:
    parts = re.split(r"(?<=[.!?,])\s+", message)
    random.shuffle(parts)
    return " ".join(parts)


def _asked(message: str, random: Random) -> str:
    return random.choice(_ASK).format(" ".join(message.split()[: random.randint(15, 25)]))


def _mixed(message: str, random: Random) -> str:
    return _wrapped(_typos(_chat(_head_cut(message, random), random), random), random)


_CHANGES = {
    "tail cut": _tail_cut,
    "head cut": _head_cut,
    "excerpt": _excerpt,
    "typos": _typos,
    "chat": _chat,
    "wrapped": _wrapped,
    "reordered": _shuffled,
    "asked": _asked,
    "mixed": _mixed,
}


def fillers(count: int, texts: list[str], *, seed: int = 1) -> list[tuple[str, str, str]]:
    """Texts that read like the given ones and tell nothing: what a large collection puts beside a claim.

    Words follow one another as they do in the texts, or are picked from one of them.
    """
    random = Random(seed)  # noqa: S311 - the same fillers each time
    spoken = [text.split() for text in texts if text]
    after: dict[str, list[str]] = {}
    for words in spoken:
        for word, following in pairwise(words):
            after.setdefault(word, []).append(following)

    def walk(length: int, about: list[list[str]]) -> str:
        word = random.choice(random.choice(about))
        walked = [word]
        while len(walked) < length:
            follows = after.get(word)
            word = (
                random.choice(follows)
                if follows and random.random() < 0.5
                else random.choice(random.choice(about))
            )
            walked.append(word)
        return " ".join(walked)

    made = []
    for _ in range(count):
        start = random.randrange(len(spoken))
        about = [spoken[(start + step) % len(spoken)] for step in range(24)]  # a topic's
        made.append(
            (
                walk(random.randint(5, 14), about),
                walk(random.randint(0, 60), about),
                walk(random.choice([0, 50]), about),
            )
        )
    return made
