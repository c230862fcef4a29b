"""llama.cpp by xllamacpp: the same GGUF file, 16 slots, continuous batching."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from evaluate.peers.job import Job, Translate, run

SLOTS = 16
CONTEXT = 512
"""Tokens of a slot: a prompt and its answer."""
LONGEST = 256


def load(job: Job) -> Translate:
    """Load the GGUF file of the job."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = f"{job['folder']}/{job['gguf']}"
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * CONTEXT
    params.cont_batching = True
    params.cpuparams.n_threads = os.cpu_count() or 1
    params.cpuparams_batch.n_threads = os.cpu_count() or 1
    server = xllamacpp.Server(params)

    def ask(prompt: str) -> str:
        found: Any = server.handle_completions(
            {
                "prompt": prompt,
                "max_tokens": LONGEST,
                "temperature": 0.0,
                "top_k": 1,
                "cache_prompt": True,
            }
        )
        if "choices" not in found:
            raise RuntimeError(f"llama.cpp answered {str(found)[:300]}")
        return str(found["choices"][0]["text"]).strip()

    def translate() -> list[str]:
        with ThreadPoolExecutor(SLOTS) as pool:
            return list(pool.map(ask, job["prompts"]))

    return translate


if __name__ == "__main__":
    run(load)
