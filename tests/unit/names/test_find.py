"""Persons, bodies and firms in running text."""

import pytest

from pxtranslate.names import find
from pxtranslate.names.find import settle
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.mention import Mention
from pxtranslate.names.suggest import suggest


def found(text: str, sort: str) -> dict[str, str]:
    return {m.zh: m.en for m in find(text) if m.sort == sort and m.certainty >= 0.6}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("项目建设负责人贺露燕正和湘东区干部交流", {"贺露燕": "He Luyan"}),
        ("外交部发言人毛宁说", {"毛宁": "Mao Ning"}),
        ("记者王强介绍", {"王强": "Wang Qiang"}),
        ("中国驻美国大使谢锋表示", {"谢锋": "Xie Feng"}),
        ("江西省省长叶建春说", {"叶建春": "Ye Jianchun"}),
        ("国务院副总理丁薛祥30日在京出席", {"丁薛祥": "Ding Xuexiang"}),
        ("丁薛祥指出", {"丁薛祥": "Ding Xuexiang"}),
        ("欧盟委员会副主席东布洛夫斯基说", {}),
        (
            "航天员陈冬、陈中瑞和王杰首次亮相",
            {"陈冬": "Chen Dong", "陈中瑞": "Chen Zhongrui", "王杰": "Wang Jie"},
        ),
        (
            "本报讯（记者 周文静 通讯员 黄立）3月12日",
            {"周文静": "Zhou Wenjing", "黄立": "Huang Li"},
        ),
        ("面对记者，宁泽涛依然微笑", {"宁泽涛": "Ning Zetao"}),
        ("去年6月14日，方大萍安钢铁50MW发电项目成功并网发电", {}),
        ("外来居民越来越多", {}),
        ("成立由县长任组长的清欠专班", {}),
        ("湿地巡护员綦守信说", {"綦守信": "Qi Shouxin"}),
        ("副县长储成林说，哨声就是命令", {"储成林": "Chu Chenglin"}),
        ("副局长祁安邦提醒，门诊慢病可以报销", {"祁安邦": "Qi Anbang"}),
        ("市民阚美玲边等边说", {"阚美玲": "Kan Meiling"}),
        ("县委书记任建国说", {"任建国": "Ren Jianguo"}),
        ("法官干部齐上阵", {}),
        ("老旧小区居民乐享新生活", {}),
        ("社区干部古丽米热·吐尔逊去敲门", {}),
        ("一排关了门的小吃店", {}),
        ("山路弯弯，走了三小时", {}),
        ("务工人员回乡", {}),
        ("工人和工会的对立面", {}),
        ("白皮书指出，中国积极参与", {}),
        ("美国国务卿鲁比奥说", {"鲁比奥": "Rubio"}),
        ("芬兰外长瓦尔托宁当天表示", {}),
        ("记者米里亚姆·拉米雷斯说", {}),
        ("据村民李大叔说", {}),
        ("著名导演山田洋次", {}),
        ("省委宣传部部长张宏森宣布", {"张宏森": "Zhang Hongsen"}),
    ],
)
def test_persons(text: str, names: dict[str, str]) -> None:
    assert found(text, "person") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("近日，萍乡海关召开新闻发布会", {"萍乡海关": "Pingxiang Customs"}),
        ("日前，萍乡市政府出台了方案", {"萍乡市政府": "Pingxiang Municipal Government"}),
        ("中共江西省委宣传部", {"江西省委宣传部": "Publicity Department of the CPC Jiangxi Provincial Committee"}),
        ("安源区法院探索成立企业法庭", {"安源区法院": "Anyuan District People's Court"}),
        ("南昌市第三医院", {"南昌市第三医院": "Nanchang No. 3 Hospital"}),
        ("生态环境部公布了", {"生态环境部": "Ministry of Ecology and Environment"}),
        ("江西浩然智能科技有限公司车间", {"江西浩然智能科技有限公司": "Jiangxi Haoran Intelligent Technology Co., Ltd."}),
        ("大蓬电瓷（江西）有限公司进驻", {"大蓬电瓷（江西）有限公司": "Dapeng Electric Porcelain (Jiangxi) Co., Ltd."}),
        ("车辆驶过横峰大桥和秀山隧道", {"横峰大桥": "Hengfeng Bridge", "秀山隧道": "Xiushan Tunnel"}),
        ("芦溪收费站今起恢复通行", {"芦溪收费站": "Luxi Toll Station"}),
        ("陌生的隧道和废弃的煤矿", {}),
        ("该公司从签约到投产", {}),
        ("一家上市有限公司", {}),
    ],
)  # fmt: skip
def test_organisations(text: str, names: dict[str, str]) -> None:
    assert found(text, "organisation") == names


def test_mentions_do_not_overlap_and_longer_ones_win() -> None:
    short = Mention("萍乡", "Pingxiang", "place", 0, 2, 0.95)
    long = Mention("萍乡海关", "Pingxiang Customs", "organisation", 0, 4, 0.9)
    assert settle([short, long]) == (long,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("记者覃志明说，桥已经通车", "覃志明"),
        ("记者李梁边走边说", "李梁"),
        ("负责人单志强说，桥已经通车", "单志强"),
    ],
)
def test_a_name_ends_where_speech_or_movement_begins(text: str, name: str) -> None:
    assert name in [mention.zh for mention in find(text)]


def test_a_foreign_name_with_a_dot_is_suggested_whole() -> None:
    for dot in "·•・．":
        text = f"经济学家约瑟夫{dot}斯蒂格利茨说，关税会推高物价。"
        assert f"约瑟夫{dot}斯蒂格利茨" in [s.zh for s in suggest([text], Glossary())]
