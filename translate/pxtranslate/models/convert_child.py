"""The conversion itself, in a process of its own, so that its memory is returned when it is done.

    python -P -m pxtranslate.models.convert_child SOURCE TARGET FORM ADAPTER [pickled]

Tells on stdout what takes long, a line each. Knows nothing of where the result will lie, see `convert`.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

from pxtranslate.child import end_with_parent
from pxtranslate.models.adapter import merge

QUANTIZATION = "int8"
# Norms and biases as float32: kept as float16, they would be widened at every load on a CPU, and
# CTranslate2 would warn of it each time.
KIND = "int8_float32"
_LOCAL: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}


def convert_here(
    source: Path,
    target: Path,
    *,
    pickled: bool,
    quantization: str | None = KIND,
    adapter: Path | None = None,
) -> None:
    """Convert to CTranslate2 in this process; `pickled` allows weights that are no safetensors.

    `quantization` None keeps the weights as they are, for models too small to bear rounding.
    """
    from ctranslate2.converters import TransformersConverter

    tokenizer = _tokenizer(source)
    folder = source
    model: Any = None
    if source.is_file():
        model = _unpacked(source, adapter)
        folder = target.with_name(f"{target.name}-config")
        model.config.save_pretrained(folder)

    class Loaded(TransformersConverter):  # type: ignore[misc] # ctranslate2 has no types
        """CTranslate2's own converter, over a model that may be in memory already."""

        def load_model(self, model_class: Any, path: str, **options: Any) -> Any:
            if model is not None:
                return model
            return _saying_if_it_scales(_read(model_class, path, pickled, adapter, **options))

        def load_tokenizer(self, tokenizer_class: Any, path: str, **options: Any) -> Any:
            _tell(f"making them {QUANTIZATION}")
            return _naming_its_languages(tokenizer)

    kind = type(tokenizer)
    Loaded(str(folder)).convert(str(target), quantization=quantization)
    tokenizer.__class__ = kind
    tokenizer.save_pretrained(target)
    if source.is_file():
        shutil.rmtree(folder)
    else:
        _keep_settings(source, target)


def write_folder_here(
    source: Path, target: Path, *, pickled: bool, adapter: Path | None = None
) -> None:
    """Write a model as a folder of safetensors, float16 where it was packed, in this process."""
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM

    tokenizer = _tokenizer(source)
    if source.is_file():
        model = _unpacked(source, adapter)
        # It was packed and is no longer; else transformers refuses to write it.
        model.is_quantized, model.hf_quantizer = False, None
    else:
        config = AutoConfig.from_pretrained(source, **_LOCAL)
        kind = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
        model = _read(kind, str(source), pickled, adapter, dtype="auto")
    _tell("writing them")
    model.save_pretrained(target)
    tokenizer.save_pretrained(target)
    if source.is_dir():
        _keep_settings(source, target)


def _tokenizer(source: Path) -> Any:
    from transformers import AutoTokenizer

    _tell("reading the tokenizer")
    if source.is_file():
        return AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name, **_LOCAL)
    return AutoTokenizer.from_pretrained(source, **_LOCAL)


def _unpacked(source: Path, adapter: Path | None) -> Any:
    """The model of a GGUF file, in memory."""
    import torch
    from transformers import AutoModelForCausalLM

    _tell("reading the weights")
    # float16 halves the memory; what it rounds off is far below the steps of int8.
    model: Any = AutoModelForCausalLM.from_pretrained(
        source.parent, gguf_file=source.name, dtype=torch.float16, **_LOCAL
    )
    # Says how the file was packed, which the converter would refuse; they are unpacked now.
    del model.config.quantization_config
    if adapter:
        merge(model, adapter)
    return model


def _read(model_class: Any, path: str, pickled: bool, adapter: Path | None, **options: Any) -> Any:
    """The model of a folder, in memory."""
    _tell("reading the weights")
    safe = {"use_safetensors": not pickled, "weights_only": True}
    model = model_class.from_pretrained(path, **_LOCAL, **safe, **options)
    if adapter:
        merge(model, adapter)
    return model


def _keep_settings(source: Path, target: Path) -> None:
    if (settings := source / "generation_config.json").is_file():
        shutil.copyfile(settings, target / settings.name)


def _saying_if_it_scales(model: Any) -> Any:
    """An mT5 model as CTranslate2 4.8 reads it, others as they are.

    It takes `tie_word_embeddings` to say that the decoder's output is scaled down, which mT5 does
    not do; transformers 5 sets it on every mT5. The scores would come out nearly flat: greedy
    decoding would not notice, a search would take any word for as good as the best.
    """
    if model.config.model_type == "mt5":
        model.config.tie_word_embeddings = False
    return model


def _naming_its_languages(tokenizer: Any) -> Any:
    """An M2M-100 tokenizer as CTranslate2 4.8 reads it, others as they are.

    It looks for the language tokens among the `additional_special_tokens`, which transformers 5 no
    longer lists, and then finds the vocabulary a hundred entries short.
    """
    languages: dict[str, int] | None = getattr(tokenizer, "lang_token_to_id", None)
    if languages is None:
        return tokenizer
    by_id = languages

    class Naming(type(tokenizer)):  # type: ignore[misc]
        @property
        def special_tokens_map(self) -> dict[str, Any]:
            named = sorted(by_id, key=by_id.__getitem__)
            return {**super().special_tokens_map, "additional_special_tokens": named}

    tokenizer.__class__ = Naming
    return tokenizer


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    end_with_parent()
    _source, _target, _form, _adapter, *_pickled = sys.argv[1:]
    (convert_here if _form == "ct2-int8" else write_folder_here)(
        Path(_source),
        Path(_target),
        pickled=_pickled == ["pickled"],
        adapter=Path(_adapter) if _adapter else None,
    )
