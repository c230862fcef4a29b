"""Bylines by rule: what is understood whole is translated, the rest is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.names import bylines, pinyin


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("（文子生 陈琼）", "(Wen Zisheng, Chen Qiong)"),
        ("（陈薇薇）", "(Chen Weiwei)"),
        ("何越", "He Yue"),
        ("（何凯摄）", "(Photo by He Kai)"),
        ("李桂东摄", "Photo by Li Guidong"),
        ("何凯 摄", "Photo by He Kai"),
        ("（李 明 王　芳）", "(Li Ming, Wang Fang)"),
        ("本报记者 张三丰 李四光", "By staff reporters Zhang Sanfeng and Li Siguang"),
        ("（记者 王五岳 通讯员 赵六军）", "(By reporter Wang Wuyue and correspondent Zhao Liujun)"),
        ("责任编辑：张三丰 校对：李四光", "Editor: Zhang Sanfeng; Proofreader: Li Siguang"),
        ("文/张三丰 图/李四光", "Text: Zhang Sanfeng; Photo: Li Siguang"),
        ("文/图 何凯", "Text and photos by He Kai"),
        ("（陈薇薇 文/图）", "(Text and photos by Chen Weiwei)"),
        ("新华社记者 王建国 摄", "Photo by Xinhua reporter Wang Jianguo"),
        ("新华社发（张大岗摄）", "Xinhua News Agency (Photo by Zhang Dagang)"),
        ("（来源：新华社）", "(Source: Xinhua News Agency)"),
        ("来源：萍乡日报", "Source: Pingxiang Daily"),
        ("本报讯（记者 张晓明）", "Staff report (By reporter Zhang Xiaoming)"),
        (
            "新华社北京1月5日电（记者张三丰、李四光）",
            "Xinhua News Agency, Beijing, January 5 (By reporters Zhang Sanfeng and Li Siguang)",
        ),
    ],
)
def test_bylines_are_translated(zh: str, en: str) -> None:
    assert bylines.english(zh) == en


@pytest.mark.parametrize(
    "text",
    ["（草案）", "（江西）", "（全文）", "（高清）", "（2月7日）", "（张女士）", "（买买提·艾力）", "记者从会上获悉",
     "（记者 张三李四）", "（图片由受访者提供）", "图为张三", "（白皮书）", "", "（）", "（记者）", "（王某某）"],
)  # fmt: skip
def test_what_is_not_understood_is_left_to_the_model(text: str) -> None:
    assert bylines.english(text) is None


def test_names_are_listed_in_order_from_the_end_of_a_text() -> None:
    assert bylines.people("一幅美丽的乡村画卷。李桂东摄") == ["李桂东"]
    assert bylines.people("促进企业做大做强。（尹富岚 袁圆）") == ["尹富岚", "袁圆"]
    assert bylines.people("促进企业做大做强。") == []


NAMES = st.builds(
    lambda family, given: family + given,
    st.sampled_from("王李张刘陈杨赵黄周吴"),
    st.sampled_from(["晓燕", "志强", "丽华", "建军", "玉梅", "文昂", "思鸿"]),
)


@given(st.lists(NAMES, min_size=1, max_size=4), st.sampled_from([" ", "、", "　"]))
def test_any_list_of_names_is_read_whatever_parts_it(names: list[str], mark: str) -> None:
    line = f"（本报记者 {mark.join(names)}）"
    assert bylines.people(line) == names
    english = bylines.english(line)
    assert english is not None
    assert all(pinyin.person(name) in english for name in names)
