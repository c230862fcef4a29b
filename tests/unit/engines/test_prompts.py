"""The words each model family is asked in, to the letter: another wording is another model."""

import pytest

from pxtranslate.engines.base import Request
from pxtranslate.engines.prompts import Prompt, build

PLAIN = Request("通关时间第一。")
NAMED = Request(
    "萍乡海关通关时间第一。",
    terms=(("萍乡海关", "Pingxiang Customs"), ("通关", "clearance")),
)
IN_CONTEXT = Request("通关时间第一。", context="外贸出口跨越200亿元大关", terms=NAMED.terms)
HEADLINE = Request("外贸出口跨越大关", task="headline")


@pytest.mark.parametrize(
    ("profile", "request_", "text"),
    [
        (
            "chat-generic",
            PLAIN,
            "Translate the following text from Chinese into English:\nChinese: 通关时间第一。",
        ),
        (
            "chat-generic",
            HEADLINE,
            "Translate the following news headline from Chinese into English:\n"
            "Chinese: 外贸出口跨越大关",
        ),
        (
            "chat-generic",
            IN_CONTEXT,
            "Context (do not translate): 外贸出口跨越200亿元大关\n"
            "Terms: 萍乡海关 = Pingxiang Customs; 通关 = clearance\n"
            "Translate the following text from Chinese into English:\nChinese: 通关时间第一。",
        ),
        (
            "hy-mt2",
            PLAIN,
            "将以下文本翻译为英语，注意只需要输出翻译后的结果，不要额外解释：\n\n通关时间第一。",
        ),
        (
            "hy-mt2",
            NAMED,
            "参考下面的翻译：\n萍乡海关 翻译成 Pingxiang Customs\n通关 翻译成 clearance\n"
            "将以下文本翻译为英语，注意只需要输出翻译后的结果，不要额外解释：\n\n萍乡海关通关时间第一。",
        ),
        (
            "hy-mt2",
            IN_CONTEXT,
            "【背景信息】\n外贸出口跨越200亿元大关\n\n请结合背景信息将以下文本翻译为英语。\n\n"
            "【待翻译文本】\n通关时间第一。",
        ),
        (
            "lmt",
            PLAIN,
            "Translate the following text from Chinese into English:\n"
            "Chinese: 通关时间第一。\nEnglish:",
        ),
        (
            "milmmt",
            PLAIN,
            "Translate this from Chinese (Simplified) to English:\n"
            "Chinese (Simplified): 通关时间第一。\nEnglish:",
        ),
        (
            "seed-x",
            PLAIN,
            "Translate the following Chinese sentence into English:\n通关时间第一。 <en>",
        ),
        ("none", NAMED, "萍乡海关通关时间第一。"),
    ],
)
def test_the_wording_of_each_profile(profile: str, request_: Request, text: str) -> None:
    assert build(profile, request_).text == text


def test_only_the_generic_chat_has_its_answer_begun_for_it() -> None:
    """Without it a small model talks about every fourth headline."""
    assert build("chat-generic", PLAIN) == Prompt(
        build("chat-generic", PLAIN).text, chat=True, begun="English:"
    )
    assert [build(name, PLAIN).begun for name in ("hy-mt2", "lmt", "milmmt", "seed-x", "none")] == (
        [""] * 5
    )
    assert [build(name, PLAIN).chat for name in ("hy-mt2", "lmt", "milmmt", "seed-x", "none")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_summary_is_asked_for_in_chinese_and_not_begun() -> None:
    request = Request("全文。", context="用两句话", task="summarize")
    assert build("chat-generic", request) == Prompt(
        "用两句话概括下面这篇新闻的要点，只用文中的事实和数字，只输出概括：\n\n全文。"
    )
