"""The learned component: one pass of the shipped encoder sets sentences, entities and fact frames.

Each window of words is run by itself, not in a padded batch: int8 activations are quantised by the range of
the whole input tensor, so a batch would make what is read of one article depend on its neighbours.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort
from spacy.language import Language
from spacy.tokens import Doc, Span

from graph.errors import ModelError
from ingest.components.bio import best_tags, tag_spans
from ingest.components.whole_names import whole_names
from ingest.components.windows import Window, cut_windows
from ingest.components.word_pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

FORMAT = 1
SHIPPED = Path(__file__).parent.parent / "model"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the encoder reads of one fact.

    Attributes:
        type: one of the nine fact types.
        anchor: the words that carry the fact.
        roles: role name -> the words that fill it, in the order of the text.
        status: of agreements, tariffs and sanctions; "former" for a past office; else None.
        score: probability of the anchor, 0 to 1.
        role_scores: role name -> mean probability of each span in `roles`.
        status_score: probability of the status.
    """

    type: str
    anchor: Span
    roles: dict[str, list[Span]]
    status: str | None
    score: float
    role_scores: dict[str, list[float]] = field(default_factory=dict)
    status_score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Scores:
    """One window's scores: tags (words, tags), starts (words,), anchors (words, types, 2) as probabilities."""

    tags: NDArray[np.float32]
    starts: NDArray[np.float32]
    anchors: NDArray[np.float32]
    chosen: list[tuple[int, int]]
    roles: NDArray[np.float32]
    statuses: NDArray[np.float32]


class Encoder:
    """The shipped network: words to scores."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Load the model of a folder.

        Raises:
            ModelError: a file is missing, broken or of another format.
        """
        self.meta = _read_meta(folder)
        labels: dict[str, list[str]] = self.meta["labels"]
        self.tags, self.types = labels["tags"], labels["types"]
        self.roles, self.statuses = labels["roles"], labels["statuses"]
        self.threshold = float(self.meta["anchor_threshold"])
        self.threads = threads
        try:
            self._words = _session(folder / "encoder.onnx")
            self._frames = _session(folder / "frames.onnx")
            self._pieces = WordPieces(folder / "tokenizer.json")
        except Exception as exc:  # onnxruntime and tokenizers raise many unrelated classes
            raise ModelError(f"{folder}: the model cannot be loaded ({exc}); install the package again") from exc

    def score(self, words: list[str]) -> _Scores:
        """Run one window."""
        batch = self._pieces.batch([words])
        hidden, tags, starts, anchors = self._words.run(
            None,
            {
                "input_ids": batch.input_ids,
                "attention_mask": batch.attention_mask,
                "shapes": batch.shapes,
                "first": batch.first,
            },
        )
        probabilities = _sigmoid(anchors[0]).reshape(len(words), len(self.types), 2)
        chosen = [(int(w), int(t)) for w, t in np.argwhere(probabilities[:, :, 0] >= self.threshold)]
        roles, statuses = self._score_frames(hidden, chosen)
        return _Scores(tags[0], _sigmoid(starts[0]), probabilities, chosen, roles, statuses)

    def _score_frames(
        self, hidden: NDArray[np.float32], chosen: list[tuple[int, int]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        if not chosen:
            none = np.zeros((0, hidden.shape[1], len(self.roles)), np.float32)
            return none, np.zeros((0, len(self.statuses)), np.float32)
        word, type_ = np.array(chosen, dtype=np.int64).T
        inputs = {"hidden": hidden, "window": np.zeros_like(word), "type": type_, "word": word}
        roles, statuses = self._frames.run(None, inputs)
        return _softmax(roles), _softmax(statuses)

    def piece_count(self, word: str) -> int:
        """Return how many word pieces a word has."""
        return len(self._pieces.pieces(word)[0])

    def score_all(self, windows: list[list[str]]) -> list[_Scores]:
        """Run windows side by side, one thread each; the result does not depend on how many there are."""
        if self.threads == 1 or len(windows) == 1:
            return [self.score(w) for w in windows]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(self.score, windows))


def _read_meta(folder: Path) -> dict[str, Any]:
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise ModelError(
            f"{folder}: no readable meta.json ({exc}); point to a folder made by training/export.py"
        ) from exc
    if meta.get("format") != FORMAT:
        raise ModelError(f"{folder}: model format {meta.get('format')}, this version reads {FORMAT}; export it again")
    return meta


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))), dtype=np.float32)


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


class EncoderComponent:
    """The pipeline component around the encoder."""

    def __init__(self, encoder: Encoder, *, batch_size: int) -> None:
        self.encoder = encoder
        self.batch_size = batch_size

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Annotate a stream; `batch_size` documents share the threads."""
        for docs in _batches(stream, batch_size or self.batch_size):
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: list[Doc]) -> None:
        cut = [(doc, window) for doc in docs for window in cut_windows(doc, self.encoder.piece_count)]
        scores = self.encoder.score_all([w.words for _, w in cut]) if cut else []
        by_doc: dict[int, list[tuple[Window, _Scores]]] = {id(doc): [] for doc in docs}
        for (doc, window), score in zip(cut, scores, strict=True):
            by_doc[id(doc)].append((window, score))
        for doc in docs:
            self._write(doc, by_doc[id(doc)])

    def _write(self, doc: Doc, scored: list[tuple[Window, _Scores]]) -> None:
        entities: list[Span] = []
        frames: list[Frame] = []
        begins: set[int] = set()
        for window, scores in scored:
            tags = _broken_at_paragraphs(best_tags(scores.tags, self.encoder.tags), window)
            for start, end, label in tag_spans(tags):
                entities.append(Span(doc, window.tokens[start], window.tokens[end - 1] + 1, label))
            begins.update(window.tokens[w] for w in np.flatnonzero(scores.starts >= 0.5))
            begins.update(window.forced)
            frames += self._frames(doc, window, scores)
        _set_sentences(doc, begins)
        doc.ents = whole_names(doc, entities)
        doc._.frames = frames

    def _frames(self, doc: Doc, window: Window, scores: _Scores) -> Iterator[Frame]:
        for n, (word, t) in enumerate(scores.chosen):
            last = word
            while (
                last + 1 < len(window.tokens)
                and scores.anchors[last + 1, t, 1] >= 0.5
                and (scores.anchors[last + 1, t, 0] < self.encoder.threshold)
            ):
                last += 1
            roles, role_scores = self._roles(doc, window, scores.roles[n])
            status = int(scores.statuses[n].argmax())
            yield Frame(
                self.encoder.types[t],
                doc[window.tokens[word] : window.tokens[last] + 1],
                roles,
                self.encoder.statuses[status] if status else None,
                float(scores.anchors[word, t, 0]),
                role_scores,
                float(scores.statuses[n, status]),
            )

    def _roles(
        self, doc: Doc, window: Window, scores: NDArray[np.float32]
    ) -> tuple[dict[str, list[Span]], dict[str, list[float]]]:
        roles: dict[str, list[Span]] = {}
        probabilities: dict[str, list[float]] = {}
        best = scores.argmax(-1)
        word = 0
        while word < len(best):
            role, end = best[word], word + 1
            while end < len(best) and best[end] == role:
                end += 1
            if role:
                name = self.encoder.roles[role]
                span = doc[window.tokens[word] : window.tokens[end - 1] + 1]
                roles.setdefault(name, []).append(span)
                probabilities.setdefault(name, []).append(float(scores[word:end, role].mean()))
            word = end
        return roles, probabilities


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(stream)
    while batch := list(islice(docs, size)):
        yield batch


def _broken_at_paragraphs(tags: list[str], window: Window) -> list[str]:
    """Return tags in which no entity goes on over an empty line."""
    begins = set(window.forced)
    return [
        "B" + tag[1:] if tag.startswith("I-") and token in begins else tag
        for tag, token in zip(tags, window.tokens, strict=True)
    ]


def _set_sentences(doc: Doc, begins: set[int]) -> None:
    for token in doc:
        token.is_sent_start = token.i == 0 or token.i in begins


@Language.factory(
    "encoder",
    assigns=["token.is_sent_start", "doc.sents", "doc.ents", "doc._.frames"],
    default_config={"model": None, "threads": 0, "batch_size": 32},
)
def make_encoder(
    nlp: Language,  # noqa: ARG001 - the signature spaCy asks of a factory
    name: str,  # noqa: ARG001
    model: str | None,
    threads: int,
    batch_size: int,
) -> EncoderComponent:
    """Make the component.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        model: folder of the model, None for the shipped one.
        threads: windows run side by side, 0 for one per core.
        batch_size: documents that share the threads.
    """
    if not Doc.has_extension("frames"):
        Doc.set_extension("frames", default=())
    encoder = Encoder(Path(model) if model else SHIPPED, threads=threads or os.cpu_count() or 1)
    return EncoderComponent(encoder, batch_size=batch_size)
