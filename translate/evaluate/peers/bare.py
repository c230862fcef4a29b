"""CTranslate2 as a person scripts it: tokenize, sort by length, batches of 64, generate, detokenize."""

from evaluate.peers.job import Job, Translate, run, sorted_batches

BATCH = 64
LONGEST = 256


def load(job: Job) -> Translate:
    """Load the converted folder of the job."""
    import ctranslate2
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(job["converted"])
    names = tokenizer.convert_ids_to_tokens
    if job["prompts"]:
        model = ctranslate2.Generator(job["converted"])
        asked = [
            names(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in job["prompts"]
        ]
    else:
        model = ctranslate2.Translator(job["converted"])
        asked = [names(tokenizer(text)["input_ids"]) for text in job["texts"]]

    def translate() -> list[str]:
        targets = [""] * len(asked)
        for group in sorted_batches([len(one) for one in asked], BATCH):
            batch = [asked[n] for n in group]
            if job["prompts"]:
                found = model.generate_batch(
                    batch,
                    max_length=LONGEST,
                    include_prompt_in_result=False,
                    end_token=job["ends"],
                    sampling_topk=1,
                )
                pieces = [one.sequences[0] for one in found]
            else:
                found = model.translate_batch(batch, max_decoding_length=LONGEST, beam_size=1)
                pieces = [one.hypotheses[0] for one in found]
            for n, one in zip(group, pieces, strict=True):
                ids = tokenizer.convert_tokens_to_ids(one)
                targets[n] = str(tokenizer.decode(ids, skip_special_tokens=True)).strip()
        return targets

    return translate


if __name__ == "__main__":
    run(load)
