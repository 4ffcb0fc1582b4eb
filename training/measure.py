"""Figures of a PyTorch model during training; `training/evaluate.py` measures what is shipped."""

from __future__ import annotations

from collections import Counter

import torch
from passages import Passage, Sentence, windows

LONGEST = 160
THRESHOLD = 0.5


def f1(right: int, wrong: int, missed: int) -> float:
    return round(2 * right / max(2 * right + wrong + missed, 1), 4)


def _scores(model, pieces, runs: list[list[Sentence]]):
    """Yield batches of runs with the model's outputs."""
    runs = sorted(runs, key=lambda r: sum(len(s.words) for s in r))
    for at in range(0, len(runs), 16):
        batch = runs[at : at + 16]
        arrays = pieces.batch([[w for s in run for w in s.words] for run in batch])
        inputs = (arrays.input_ids, arrays.attention_mask, arrays.shapes, arrays.first)
        with torch.no_grad():
            yield batch, arrays, model(*map(torch.from_numpy, inputs))


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    out, begin = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and tag != "I-" + tags[begin][2:]:
            out.add((begin, i, tags[begin][2:]))
            begin = None
        if tag != "O" and begin is None:
            begin = i
    return out


def measure_entities(model, pieces, passages: list[Passage], names) -> dict[str, float]:
    """Span F1 over all labels, tags taken one by one, and F1 of sentence starts."""
    count, starts = Counter(), Counter()
    for batch, _, (_, tag_logits, start_logits, _) in _scores(model, pieces, list(windows(passages, LONGEST))):
        best = tag_logits.argmax(-1)
        for i, run in enumerate(batch):
            at, gold, first = 0, set(), set()
            for s in run:
                gold |= {(at + a, at + b, label) for a, b, label in s.entities}
                first.add(at)
                at += len(s.words)
            found = spans([names["tags"][k] for k in best[i, :at]])
            count.update(right=len(gold & found), wrong=len(found - gold), missed=len(gold - found))
            begun = {w for w in range(1, at) if start_logits[i, w] > 0} | {0}
            starts.update(right=len(begun & first), wrong=len(begun - first), missed=len(first - begun))
    return {"f1": f1(**count), "sentences": f1(**starts)}


def _groups(roles: dict[int, str]) -> set[tuple[int, int, str]]:
    out: list[list] = []
    for word in sorted(roles):
        if out and out[-1][1] == word and out[-1][2] == roles[word]:
            out[-1][1] = word + 1
        else:
            out.append([word, word + 1, roles[word]])
    return {tuple(g) for g in out}


def _overlapping(gold, found) -> tuple[int, int, int]:
    """Right, wrong and missed when a mention counts that overlaps one of the same role."""
    left, right = [g for g in found if g[2] != "kind"], 0
    gold = [g for g in gold if g[2] != "kind"]
    for g in gold:
        hit = next((p for p in left if p[2] == g[2] and p[0] < g[1] and g[0] < p[1]), None)
        if hit:
            left.remove(hit)
            right += 1
    return right, len(left), len(gold) - right


def measure_frames(model, pieces, passages: list[Passage], names) -> dict:
    """Anchor F1 per type; role F1 (overlapping, exact) and status accuracy given the gold anchors."""
    anchors = {t: Counter() for t in names["types"]}
    near, exact, status = Counter(), Counter(), Counter()
    for batch, _, (hidden, _, _, logits) in _scores(model, pieces, list(windows(passages, LONGEST))):
        gold = {}
        for i, run in enumerate(batch):
            at = 0
            for s in run:
                for f in s.frames:
                    gold[i, names["types"].index(f.type), at + f.start] = (f, at)
                at += len(s.words)
        sizes = [sum(len(s.words) for s in run) for run in batch]
        begin = torch.sigmoid(logits[..., 0::2]) > THRESHOLD
        found = {(i, t, w) for i, w, t in begin.nonzero().tolist() if w < sizes[i]}
        for key in found:
            anchors[names["types"][key[1]]]["right" if key in gold else "wrong"] += 1
        for key, (frame, _) in gold.items():
            if key not in found and not frame.optional:
                anchors[frame.type]["missed"] += 1
        if gold:
            _measure_roles(model, hidden, gold, sizes, names, near, exact, status)
    total = sum(anchors.values(), Counter())
    keys = ("right", "wrong", "missed")
    return {
        "anchors": f1(*(total[k] for k in keys)),
        **{t: f1(*(c[k] for k in keys)) for t, c in anchors.items()},
        "roles": f1(*(near[k] for k in keys)),
        "exact": f1(*(exact[k] for k in keys)),
        "status": round(status["right"] / max(status["all"], 1), 4),
    }


def _measure_roles(model, hidden, gold, sizes, names, near, exact, status) -> None:
    keys = list(gold)
    window, type_, word = (torch.tensor(k) for k in zip(*keys, strict=True))
    with torch.no_grad():
        role_logits, status_logits = model.frames(hidden, window, type_, word)
    best, best_status = role_logits.argmax(-1), status_logits.argmax(-1)
    for n, key in enumerate(keys):
        frame, at = gold[key]
        size = sizes[key[0]]
        right = _groups({at + w: r for w, r in frame.roles.items() if 0 <= at + w < size})
        found = _groups({w: names["roles"][best[n, w]] for w in range(size) if best[n, w]})
        exact.update(right=len(right & found), wrong=len(found - right), missed=len(right - found))
        near.update(dict(zip(("right", "wrong", "missed"), _overlapping(right, found), strict=True)))
        if frame.status and frame.type != "HOLDS_POSITION":
            status.update(all=1, right=int(names["statuses"][best_status[n]] == frame.status))
