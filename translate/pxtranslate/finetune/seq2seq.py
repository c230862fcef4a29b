"""The loss of an encoder–decoder (Marian, M2M-100, NLLB, mT5) on examples of like length.

Padded to the longest of a batch, which is little where batches are of like length. The output layer
is computed over answer tokens, and over the vocabulary that occurs, as for decoders.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn import functional

from pxtranslate.finetune.examples import Example


class Seq2SeqLoss:
    """The summed loss of an encoder–decoder over the answers of some examples."""

    def __init__(self, model: Any, examples: Sequence[Example], language: int | None) -> None:
        """`language`: the token that must begin every answer, which is not learnt."""
        self.model = model
        config = model.config
        self._begin = [config.decoder_start_token_id, *([] if language is None else [language])]
        self._pad = int(config.pad_token_id)
        occurring = sorted({token for example in examples for token in example.answer})
        weight = model.get_output_embeddings().weight
        chosen = torch.tensor(occurring, device=weight.device)
        self._head = weight[chosen].detach()
        bias = getattr(model, "final_logits_bias", None)
        self._bias = None if bias is None else bias[0, chosen].detach().float()
        self._place = torch.full((int(weight.shape[0]),), -1, dtype=torch.long)
        self._place[torch.tensor(occurring)] = torch.arange(len(occurring))

    def cost(self, example: Example) -> int:
        """Tokens of an example, both sides."""
        return example.tokens + len(self._begin)

    def __call__(self, examples: Sequence[Example]) -> tuple[torch.Tensor, int]:
        """The loss, summed over the answers' tokens; and how many tokens were computed."""
        device = self._head.device
        asked, asked_mask = _padded([e.prompt for e in examples], self._pad)
        prefix, prefix_mask = _padded([(*self._begin, *e.answer[:-1]) for e in examples], self._pad)
        hidden = self._hidden(
            asked.to(device), asked_mask.to(device), prefix.to(device), prefix_mask.to(device)
        )
        skip = len(self._begin) - 1
        rows = torch.cat([hidden[i, skip : skip + len(e.answer)] for i, e in enumerate(examples)])
        logits = (rows @ self._head.T).float()
        if self._bias is not None:
            logits = logits + self._bias
        labels = self._place[torch.tensor([t for e in examples for t in e.answer])].to(device)
        return functional.cross_entropy(
            logits, labels, reduction="sum"
        ), asked.numel() + prefix.numel()

    def _hidden(
        self,
        asked: torch.Tensor,
        asked_mask: torch.Tensor,
        prefix: torch.Tensor,
        prefix_mask: torch.Tensor,
    ) -> torch.Tensor:
        read = self.model.get_encoder()(
            input_ids=asked, attention_mask=asked_mask
        ).last_hidden_state
        hidden: torch.Tensor = self.model.get_decoder()(
            input_ids=prefix,
            attention_mask=prefix_mask,
            encoder_hidden_states=read,
            encoder_attention_mask=asked_mask,
            use_cache=False,
        ).last_hidden_state
        return hidden


def _padded(rows: Sequence[Sequence[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(len(row) for row in rows)
    ids = torch.full((len(rows), width), pad, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row, dtype=torch.long)
        mask[i, : len(row)] = 1
    return ids, mask
