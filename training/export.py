"""Export a trained model: ONNX, quantised to int8, with tokenizer, labels and figures.

python training/export.py runs/first ingest/model --version 2026.11.1 [--anchor-threshold 0.5]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoConfig, AutoModel

sys.path.insert(0, str(Path(__file__).parent.parent))

from network import Reader
from train import encoder_folder

from ingest.components.encoder import FORMAT


def load(run: Path) -> tuple[Reader, dict[str, list[str]]]:
    """Return the trained network of a run and its labels."""
    labels = json.loads((run / "labels.json").read_text())
    encoder = AutoModel.from_config(AutoConfig.from_pretrained(encoder_folder()), add_pooling_layer=False,
                                    attn_implementation="eager")  # fmt: skip
    model = Reader(encoder, tags=len(labels["tags"]), types=len(labels["types"]), roles=len(labels["roles"]),
                   statuses=len(labels["statuses"]))  # fmt: skip
    model.load_state_dict(torch.load(run / "model.pt", weights_only=True))
    return model.eval(), labels


class _Frames(nn.Module):
    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, hidden, window, type_, word):
        return self.model.frames(hidden, window, type_, word)


def export(model: Reader, out: Path) -> None:
    """Write encoder.onnx (int8) and frames.onnx (float32: small, and the roles' biaffine form loses by int8)."""
    ids = torch.randint(1000, 2000, (1, 12))
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids), torch.arange(1, 9)[None])
    names = ["input_ids", "attention_mask", "shapes", "first"]
    outputs = ["hidden", "tags", "starts", "anchors"]
    axes = {n: {0: "windows", 1: "pieces"} for n in names[:3]} | {
        n: {0: "windows", 1: "words"} for n in ["first", *outputs]
    }
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        torch.onnx.export(model, inputs, full, input_names=names, output_names=outputs, dynamic_axes=axes,
                          opset_version=17, dynamo=False)  # fmt: skip
        quantize_dynamic(full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    hidden = model(*inputs)[0]
    chosen = (torch.tensor([0, 0]), torch.tensor([0, 1]), torch.tensor([1, 2]))
    torch.onnx.export(_Frames(model), (hidden, *chosen), out / "frames.onnx", dynamo=False, opset_version=17,
                      input_names=["hidden", "window", "type", "word"], output_names=["roles", "statuses"],
                      dynamic_axes={"hidden": {0: "windows", 1: "words"},
                                    **{n: {0: "anchors"} for n in ("window", "type", "word", "statuses")},
                                    "roles": {0: "anchors", 1: "words"}})  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--anchor-threshold", type=float, default=0.5)
    args = parser.parse_args()
    model, labels = load(args.run)
    args.out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        export(model, args.out)
    shutil.copyfile(encoder_folder() / "tokenizer.json", args.out / "tokenizer.json")
    meta = {
        "format": FORMAT,
        "version": args.version,
        "sha256": hashlib.sha256((args.out / "encoder.onnx").read_bytes()).hexdigest(),
        "anchor_threshold": args.anchor_threshold,
        "labels": labels,
    }
    (args.out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n")
    for path in sorted(args.out.iterdir()):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path.name}")


if __name__ == "__main__":
    main()
