"""Measure the shipped model as a user meets it: through `ingest.load_pipeline`.

    python training/evaluate.py --data SHARED/data --gold SHARED/gold/train [--model FOLDER]

Prints entity F1 per label on the dev sentences, and on the held-out articles (SHA-256 of the name begins with
0 or 1) the F1 of anchors per type.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from passages import Passage, read_entities, read_frames
from spacy.tokens import Doc

import ingest


def f1(count: Counter) -> tuple[float, float, float]:
    """Return precision, recall and F1 of right, wrong and missed."""
    precision = count["right"] / max(count["right"] + count["wrong"], 1)
    recall = count["right"] / max(count["right"] + count["missed"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def document(nlp, passage: Passage) -> Doc:
    """Return a passage as running text, with the training data's words."""
    words = [w for s in passage.sentences for w in s.words]
    return nlp.get_pipe("encoder")(Doc(nlp.vocab, words=words))


def entities(nlp, passages: list[Passage]) -> dict[str, Counter]:
    counts: dict[str, Counter] = {}
    for passage in passages:
        doc, gold, at = document(nlp, passage), set(), 0
        for sentence in passage.sentences:
            gold |= {(at + a, at + b, label) for a, b, label in sentence.entities}
            at += len(sentence.words)
        found = {(e.start, e.end, e.label_) for e in doc.ents}
        _count(counts, gold, found)
    return counts


def anchors(nlp, passages: list[Passage]) -> dict[str, Counter]:
    counts: dict[str, Counter] = {}
    for passage in passages:
        doc, gold, optional, at = document(nlp, passage), set(), set(), 0
        for sentence in passage.sentences:
            for f in sentence.frames:
                (optional if f.optional else gold).add((at + f.start, 0, f.type))
            at += len(sentence.words)
        found = {(f.anchor.start, 0, f.type) for f in doc._.frames} - optional
        _count(counts, gold, found)
    return counts


def _count(counts: dict[str, Counter], gold: set, found: set) -> None:
    for what, items in (("right", gold & found), ("wrong", found - gold), ("missed", gold - found)):
        for *_, label in items:
            counts.setdefault(label, Counter())[what] += 1


def report(title: str, counts: dict[str, Counter]) -> None:
    print(f"\n{title:16}     P      R     F1   gold")
    for label, c in sorted(counts.items()):
        print(f"{label:16} {f1(c)[0]:.3f}  {f1(c)[1]:.3f}  {f1(c)[2]:.3f}  {c['right'] + c['missed']:5}")
    total = sum(counts.values(), Counter())
    precision, recall, both = f1(total)
    print(f"{'all':16} {precision:.3f}  {recall:.3f}  {both:.3f}  {total['right'] + total['missed']:5}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    nlp = ingest.load_pipeline(args.model)
    report("entities", entities(nlp, read_entities(args.data / "ner" / "news-dev.txt")))
    report("anchors", anchors(nlp, [p for p in read_frames(args.gold) if p.held_out]))


if __name__ == "__main__":
    main()
