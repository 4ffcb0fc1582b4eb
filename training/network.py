"""The network: one encoder, heads for entities, sentence starts, and fact frames."""

from __future__ import annotations

import torch
from torch import nn

SHAPES = 6
SHAPE_WIDTH = 6
ENTITY_WIDTH = 24
ROLE_WIDTH = 128
FARTHEST = 40  # words from an anchor to a role that the distance embedding tells apart


def _projection(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.2))


class Reader(nn.Module):
    """Words in, scores out.

    `forward` gives, for a batch of windows, per word: the hidden state, entity tag logits, the logit of a
    sentence start, and for each fact type the logits of "an anchor begins" and "an anchor goes on".
    `frames` gives, for chosen anchors, the role logits of every word of the window and the status logits.
    """

    def __init__(self, encoder: nn.Module, *, tags: int, types: int, roles: int, statuses: int) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.shape_in = nn.Embedding(SHAPES, size)
        nn.init.zeros_(self.shape_in.weight)
        self.shape_out = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.dropout = nn.Dropout(0.15)
        width = size + SHAPE_WIDTH
        self.tags = nn.Linear(width, tags)
        self.starts = nn.Linear(width, 1)
        self.entity = nn.Linear(tags, ENTITY_WIDTH, bias=False)
        wide = width + ENTITY_WIDTH
        self.types = types
        self.anchors = nn.Sequential(nn.Linear(wide, 192), nn.GELU(), nn.Dropout(0.2), nn.Linear(192, 2 * types))
        self.kind = nn.Embedding(types, wide)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.role_anchor = _projection(wide, ROLE_WIDTH)
        self.role_word = _projection(wide, ROLE_WIDTH)
        self.distance = nn.Embedding(2 * FARTHEST + 1, ROLE_WIDTH)
        nn.init.zeros_(self.distance.weight)
        self.role = nn.Parameter(torch.empty(roles, ROLE_WIDTH + 1, ROLE_WIDTH + 1))
        nn.init.xavier_normal_(self.role, gain=0.5)
        self.status = nn.Sequential(_projection(wide, 128), nn.Linear(128, statuses))

    def forward(self, input_ids, attention_mask, shapes, first):
        embedded = self.encoder.embeddings.word_embeddings(input_ids) + self.shape_in(shapes)
        pieces = self.encoder(inputs_embeds=embedded, attention_mask=attention_mask).last_hidden_state
        words = torch.gather(pieces, 1, first.unsqueeze(-1).expand(-1, -1, pieces.shape[-1]))
        hidden = torch.cat([self.dropout(words), self.shape_out(torch.gather(shapes, 1, first))], -1)
        tags = self.tags(hidden)
        hidden = torch.cat([hidden, self.entity(tags.detach().softmax(-1))], -1)
        return hidden, tags, self.starts(hidden[..., :-ENTITY_WIDTH]).squeeze(-1), self.anchors(hidden)

    def frames(self, hidden, window, type_, word):
        """Score anchors given by window, type and word, each of shape (anchors,)."""
        anchor = hidden[window, word] + self.kind(type_)
        left = self.role_anchor(anchor)
        positions = torch.arange(hidden.shape[1], device=hidden.device)[None]
        distance = (positions - word[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        right = self.role_word(hidden)[window] + self.distance(distance)
        left = torch.cat([left, torch.ones_like(left[:, :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        between = torch.einsum("ni,rij->nrj", left, self.role)
        return torch.einsum("nrj,nlj->nlr", between, right), self.status(anchor)
