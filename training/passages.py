"""The annotated data as passages: running words with entities, sentence starts and fact frames.

A passage is a list of sentences of one document. What a source does not annotate is None and masked in
training: the entity corpus has no frames, the fact corpus no entities.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import spacy

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

FACT_TYPES = (
    "HOLDS_POSITION", "AGREEMENT", "SIGNED", "TARIFF", "SANCTION", "FIGURE", "SAID", "MET", "VISITED",
)  # fmt: skip
# What the anchor itself holds (an amount, a title, a name) is no role.
NOT_ROLES = {"quote", "title", "value", "unit", "rate", "name", "former"}
FORMER = "former"

nlp = spacy.blank("en")
_INLINE = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


@dataclass
class Frame:
    type: str
    start: int  # words of the sentence
    end: int
    status: str | None
    optional: bool
    roles: dict[int, str]  # word of the sentence -> role; words beyond the sentence's length lie in later ones


@dataclass
class Sentence:
    words: list[str]
    entities: list[tuple[int, int, str]] | None = None
    frames: list[Frame] | None = None


@dataclass
class Passage:
    document: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def held_out(self) -> bool:
        """The articles never trained on for a figure: SHA-256 of the name begins with 0 or 1."""
        return hashlib.sha256(self.document.encode()).hexdigest()[0] in "01"


def read_entities(path: Path) -> list[Passage]:
    """Read a file of inline-annotated sentences, one a line, `#` lines naming the document."""
    passages: list[Passage] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") or not passages:
            passages.append(Passage(line[2:]))
        elif line.strip():
            passages[-1].sentences.append(_inline_sentence(line))
    return [p for p in passages if p.sentences]


def _inline_sentence(line: str) -> Sentence:
    text, spans, at = "", [], 0
    for m in _INLINE.finditer(line):
        text += line[at : m.start()]
        spans.append((len(text), len(text) + len(m[1]), m[2]))
        text += m[1]
        at = m.end()
    text += line[at:]
    doc = nlp(text)
    index = _without_spaces(doc)
    entities = []
    for start, end, label in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            entities.append((index[span.start], index[span.end - 1] + 1, label))
    return Sentence([t.text for t in doc if not t.is_space], _disjoint(entities))


def _without_spaces(doc: spacy.tokens.Doc) -> list[int]:
    """Map each token to its number among the tokens that are no white space."""
    index, n = [], 0
    for token in doc:
        index.append(n)
        n += not token.is_space
    return index


def _disjoint(entities: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for e in sorted(entities):
        if not out or e[0] >= out[-1][1]:
            out.append(e)
    return out


def article_text(path: Path) -> str:
    """Return what follows the front matter of an article file."""
    raw = path.read_text(encoding="utf-8")
    return raw.split("\n---\n\n", 1)[1] if raw.startswith("---\n") else raw


def read_frames(folder: Path) -> list[Passage]:
    """Read the annotated articles of a gold folder that name sentences and mentions."""
    out = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = article_text(path.with_suffix(".txt"))
        passage = Passage(gold["article"])
        for block in _adjacent(gold["sentences"], text):
            passage.sentences += _block_sentences(block, gold["facts"], text)
        if passage.sentences:
            out.append(passage)
    return out


def _adjacent(spans: list[list[int]], text: str) -> Iterator[list[list[int]]]:
    """Group sentences with nothing but white space between them."""
    block: list[list[int]] = []
    for span in sorted(spans):
        if block and text[block[-1][1] : span[0]].strip():
            yield block
            block = []
        block.append(span)
    if block:
        yield block


def _block_sentences(block: list[list[int]], facts: list[dict], text: str) -> list[Sentence]:
    begin, end = block[0][0], block[-1][1]
    doc = nlp(text[begin:end])
    index = _without_spaces(doc)
    starts = sorted({_word_at(doc, index, a - begin) for a, _ in block})
    words = [t.text for t in doc if not t.is_space]
    sentences = [Sentence(words[a:b], None, []) for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]

    def words_of(mention: dict) -> tuple[int, int] | None:
        span = doc.char_span(mention["start"] - begin, mention["end"] - begin, alignment_mode="expand")
        if mention["start"] < begin or span is None or not len(span):
            return None
        return index[span.start], index[span.end - 1] + 1

    for fact in facts:
        anchor = _anchor(fact)
        where = words_of(anchor) if anchor is not None and anchor["start"] < end else None
        if where is None:
            continue
        k = max(i for i, a in enumerate(starts) if a <= where[0])
        _add_frame(sentences[k], fact, starts[k], where, words_of)
    return [s for s in sentences if s.words]


def _word_at(doc: spacy.tokens.Doc, index: list[int], char: int) -> int:
    span = doc.char_span(char, char + 1, alignment_mode="expand")
    return index[span.start] if span is not None else 0


def _anchor(fact: dict) -> dict | None:
    rates = fact["mentions"].get("rate", []) if fact["type"] == "TARIFF" else []
    return rates[0] if rates else fact["trigger"]


def _add_frame(sentence: Sentence, fact: dict, at: int, where: tuple[int, int], words_of) -> None:
    frame = next((f for f in sentence.frames if f.type == fact["type"] and f.start == where[0] - at), None)
    if frame is None:
        status = FORMER if fact.get("former") else fact.get("status")
        frame = Frame(fact["type"], where[0] - at, where[1] - at, status, bool(fact.get("optional")), {})
        sentence.frames.append(frame)
    for role, mentions in fact["mentions"].items():
        if role in NOT_ROLES:
            continue
        for mention in mentions:
            for word in range(*(words_of(mention) or (0, 0))):
                frame.roles.setdefault(word - at, role)


def windows(passages: list[Passage], longest: int, rng: random.Random | None = None) -> Iterator[list[Sentence]]:
    """Cut passages into runs of whole sentences of at most `longest` words (a longer sentence stands alone).

    "Sentences" of more than 250 words (whole tables) are left out: they exceed the encoder's 512 pieces. With
    `rng` the length varies from run to run, so that each epoch cuts differently.
    """
    for passage in passages:
        run: list[Sentence] = []
        size, limit = 0, rng.randint(longest // 4, longest) if rng else longest
        for sentence in passage.sentences:
            if len(sentence.words) > 250:
                continue
            if run and size + len(sentence.words) > limit:
                yield run
                run, size, limit = [], 0, rng.randint(longest // 4, longest) if rng else longest
            run.append(sentence)
            size += len(sentence.words)
        if run:
            yield run
