"""Places: known, composed, guessed, and ordinary words that are none."""

import pytest

from pxtranslate.names import find
from pxtranslate.names.gazetteer import listed, place
from pxtranslate.names.places import find_places


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("萍乡", "Pingxiang"),
        ("萍乡市", "Pingxiang City"),
        ("湘东区", "Xiangdong District"),
        ("莲花县", "Lianhua County"),
        ("老关镇", "Laoguan Town"),
        ("八一街道", "Bayi Subdistrict"),
        ("长潭村", "Changtan Village"),
        ("单县", "Shanxian County"),
        ("台东县", "Taitung County"),
        ("陕西省", "Shaanxi Province"),
        ("山西省", "Shanxi Province"),
        ("六安市", "Lu'an City"),
        ("呼和浩特", "Hohhot"),
        ("北京市", "Beijing"),
        ("恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("陵水黎族自治县", "Lingshui Li Autonomous County"),
        ("喀喇沁左翼蒙古族自治县", "Harqin Zuoyi Mongolian Autonomous County"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("和平彝族乡", "Heping Yi Ethnic Township"),
        ("布鲁塞尔", "Brussels"),
        ("法国", "France"),
    ],
)
def test_places_have_their_english(zh: str, en: str) -> None:
    found = place(zh)
    assert found is not None
    assert (found.zh, found.en) == (zh, en)


@pytest.mark.parametrize(
    "zh",
    [
        "全镇",
        "乡镇",
        "农村",
        "小镇",
        "城市",
        "大城市",
        "社区",
        "水乡",
        "中心县",
        "中国梦",
        "，萍乡市",
        "小山村",
        "羊排村村",
        "平凉市社区",
    ],
)
def test_ordinary_words_are_no_places(zh: str) -> None:
    assert place(zh) is None


def test_a_place_nobody_lists_is_less_sure() -> None:
    listed, guessed = place("莲花县"), place("崇源村")
    assert listed is not None
    assert guessed is not None
    assert guessed.certainty < listed.certainty


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("萍乡市安源区五陂镇长潭村，宽阔的公路", ["萍乡市", "安源区", "五陂镇", "长潭村"]),
        ("组织湘东区崇源村的留守儿童", ["湘东区", "崇源村"]),
        ("上海市场回暖", ["上海"]),
        ("船上有两名四川籍船员", ["四川"]),
        ("绿水青山就是金山银山", []),
        ("坚持水环境、水生态、水资源“三水”统筹", []),
        ("萍乡市委", ["萍乡市"]),
        ("中方愿同俄方加强协调", []),
        ("比利时首相索菲·维尔梅斯宣布", ["比利时"]),
    ],
)
def test_places_are_found_at_word_ends(text: str, found: list[str]) -> None:
    assert [m.zh for m in find_places(text) if m.certainty >= 0.6] == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云南弥勒市虹溪镇的退休教师", ["云南", "弥勒市", "虹溪镇"]),
        ("重庆铜梁区巴川街道的住户", ["重庆", "铜梁区", "巴川街道"]),
        ("山西吉县的答案是", ["山西", "吉县"]),
        ("宁夏西吉县的村里", ["宁夏", "西吉县"]),
        ("新建和美乡村示范村32个", []),
        ("甘肃省民勤县东坝镇村民陶玉山", ["甘肃省", "民勤县", "东坝镇"]),
        ("双江拉祜族佤族布朗族傣族自治县", ["双江拉祜族佤族布朗族傣族自治县"]),
    ],
)
def test_a_place_ends_where_the_next_begins(text: str, names: list[str]) -> None:
    assert [mention.zh for mention in find_places(text)] == names


SLOTS = (
    "在{}，企业负责人说，订单已经排到年底。",
    "这家企业总部位于{}。",
    "记者从{}获悉，今年丰收。",
)


def test_every_listed_city_is_found_bare_and_with_its_ending() -> None:
    for zh, en, kind, bare in listed():
        if kind in ("city", "prefecture") and bare:
            texts = (find(slot.format(zh)) for slot in SLOTS)
            found = [en in {m.en for m in text if m.certainty >= 0.9} for text in texts]
            assert sum(found) > 1, zh  # the segmenter may cut 从|化州 otherwise
    for zh in ("保定", "大同", "来宾", "毕节", "营口", "恩施"):
        assert find(f"{zh}市召开会议。")[0].zh == f"{zh}市"


@pytest.mark.parametrize(
    "zh", ["埃尔福特", "彼得伯勒", "夏洛特敦", "杰克逊维尔", "怀特岛", "安娜堡"]
)
@pytest.mark.parametrize("slot", SLOTS[:2])
def test_no_known_person_is_found_inside_a_place_abroad(zh: str, slot: str) -> None:
    assert [(m.zh, m.sort) for m in find(slot.format(zh)) if m.certainty > 0.6] == [(zh, "place")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("山西大同的企业", ["山西", "大同"]),
        ("四川省攀枝花的农户", ["四川省", "攀枝花"]),
        ("比赛在日照开幕", ["日照"]),
        ("记者从开封获悉", ["开封"]),
        ("天下大同的理想", []),
        ("全年日照时数增加", []),
        ("包装开封后应冷藏", []),
        ("各位来宾参观了展馆", []),
        ("推进双修双城试点", []),
        ("新增白银产量", []),
        ("全州共接待游客", []),
        ("投资兴业的热土", []),
        ("车钥匙掉进湖里。", []),
        ("采购五台机器", []),
        ("抢收小麦，龙口夺粮", []),
    ],
)
def test_a_city_whose_name_is_a_word_needs_its_province_or_a_place_for_a_place(
    text: str, found: list[str]
) -> None:
    assert [m.zh for m in find_places(text)] == found


@pytest.mark.parametrize(
    ("zh", "en"),
    [("圣保罗州", "Sao Paulo"), ("里约热内卢州", "Rio de Janeiro"), ("奎松市", "Quezon City")],
)
def test_names_abroad_keep_their_english_with_an_ending(zh: str, en: str) -> None:
    found = place(zh)
    assert found is not None
    assert found.en == en


def test_a_name_with_a_dot_holds_no_place() -> None:
    assert not [m for m in find_places("担任副手的安东·瓦伊诺") if m.zh == "安东"]
