"""transformers `generate`, float32, sorted by length, batches of 16."""

from evaluate.peers.job import Job, Translate, run, sorted_batches

BATCH = 16
LONGEST = 256


def load(job: Job) -> Translate:
    """Load the published weights of the job: a folder, or a GGUF file."""
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

    chat = bool(job["prompts"])
    kind = AutoModelForCausalLM if chat else AutoModelForSeq2SeqLM
    options = {"gguf_file": job["gguf"]} if job["gguf"] else {}
    tokenizer = AutoTokenizer.from_pretrained(job["folder"], padding_side="left", **options)
    model = kind.from_pretrained(job["folder"], dtype=torch.float32, **options).eval()
    texts: list[str] = job["prompts"] or job["texts"]
    lengths = [len(tokenizer(text)["input_ids"]) for text in texts]

    def translate() -> list[str]:
        targets = [""] * len(texts)
        for group in sorted_batches(lengths, BATCH):
            batch = tokenizer(
                [texts[n] for n in group],
                return_tensors="pt",
                padding=True,
                add_special_tokens=not chat,
            )
            with torch.inference_mode():
                found = model.generate(
                    **batch, do_sample=False, num_beams=1, max_new_tokens=LONGEST
                )
            skip = batch["input_ids"].shape[1] if chat else 0
            for n, row in zip(group, found, strict=True):
                targets[n] = str(tokenizer.decode(row[skip:], skip_special_tokens=True)).strip()
        return targets

    return translate


if __name__ == "__main__":
    run(load)
