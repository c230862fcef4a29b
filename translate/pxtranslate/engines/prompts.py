"""How each model family is asked: a request in, the text of a chat turn (or bare text) out.

One profile a family, named on the model's card. The wordings of Hy-MT2, LMT, MiLMMT and Seed-X are
their authors' own, from the model cards and papers named beside them; a translation model asked in
other words answers in Chinese or explains itself. The generic wording is ours, measured on the
default model (translate/decisions/0100-prompt.md). Knows nothing of tokens.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pxtranslate.engines.base import Request
from pxtranslate.errors import EngineError


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is handed to the tokenizer."""

    text: str
    chat: bool = True
    """Whether the model's chat template goes round it."""
    begun: str = ""
    """How the answer begins: written for the model, which then cannot begin with small talk."""


def _terms(request: Request, form: str) -> str:
    return "; ".join(form.format(zh=zh, en=en) for zh, en in request.terms)


def _generic(request: Request) -> Prompt:
    if request.task == "summarize":
        return Prompt(
            f"{request.context}概括下面这篇新闻的要点，只用文中的事实和数字，只输出概括："
            f"\n\n{request.text}"
        )
    if request.task == "back":
        ask = "Translate the following text from English into Chinese:"
        return Prompt(f"{ask}\nEnglish: {request.text}", begun="Chinese:")
    what = "news headline" if request.task == "headline" else "text"
    lines = [f"Context (do not translate): {request.context}"] if request.context else []
    if request.terms:
        lines.append(f"Terms: {_terms(request, '{zh} = {en}')}")
    lines += [
        f"Translate the following {what} from Chinese into English:",
        f"Chinese: {request.text}",
    ]
    # Without its beginning written for it, a small model talks about every fourth headline.
    return Prompt("\n".join(lines), begun="English:")


def _hy_mt2(request: Request) -> Prompt:
    """Tencent's own templates: https://github.com/Tencent-Hunyuan/Hy-MT2 (README)."""
    ask = "将以下文本翻译为英语，注意只需要输出翻译后的结果，不要额外解释："
    if request.terms:
        terms = "\n".join(f"{zh} 翻译成 {en}" for zh, en in request.terms)
        ask = f"参考下面的翻译：\n{terms}\n{ask}"
    if request.context:
        return Prompt(
            f"【背景信息】\n{request.context}\n\n请结合背景信息将以下文本翻译为英语。\n\n"
            f"【待翻译文本】\n{request.text}"
        )
    return Prompt(f"{ask}\n\n{request.text}")


def _lmt(request: Request) -> Prompt:
    """https://github.com/NiuTrans/LMT: one template for every pair of languages."""
    return Prompt(
        "Translate the following text from Chinese into English:\n"
        f"Chinese: {request.text}\nEnglish:"
    )


def _milmmt(request: Request) -> Prompt:
    """https://github.com/xiaomi-research/gemmax: raw text, no chat template."""
    return Prompt(
        "Translate this from Chinese (Simplified) to English:\n"
        f"Chinese (Simplified): {request.text}\nEnglish:",
        chat=False,
    )


def _seed_x(request: Request) -> Prompt:
    """https://github.com/ByteDance-Seed/Seed-X-7B: the tag at the end is required."""
    return Prompt(
        f"Translate the following Chinese sentence into English:\n{request.text} <en>", chat=False
    )


def _none(request: Request) -> Prompt:
    """Encoder–decoder translation models: the source is the whole input."""
    return Prompt(request.text, chat=False)


def _article(request: Request) -> Prompt:
    """Encoder–decoder summarization models: the article is the whole input."""
    return Prompt(request.text, chat=False)


PROFILES: dict[str, Callable[[Request], Prompt]] = {
    "chat-generic": _generic,
    "hy-mt2": _hy_mt2,
    "lmt": _lmt,
    "milmmt": _milmmt,
    "seed-x": _seed_x,
    "none": _none,
    "article": _article,
}
SUMMARIZING = {"chat-generic", "article"}
"""Profiles that can be asked for more than a translation; `article` for nothing else."""

VERSION = "1"
"""Part of every engine's fingerprint; raise it when a wording changes."""


def build(profile: str, request: Request) -> Prompt:
    """Ask in the words of the profile. Raises EngineError for a task the profile cannot ask for."""
    if request.task == "summarize" and profile not in SUMMARIZING:
        raise EngineError(
            f"the model's prompt profile '{profile}' only translates; "
            'set summary.method = "extract" or choose a chat model'
        )
    if request.task == "back" and profile != "chat-generic":
        raise EngineError(
            f"the model's prompt profile '{profile}' only translates into English; "
            "name a chat model to weigh translations with"
        )
    if request.task != "summarize" and profile == "article":
        raise EngineError(
            "the model only summarizes; name it as summary.model and a translator as model.id"
        )
    return PROFILES[profile](request)
