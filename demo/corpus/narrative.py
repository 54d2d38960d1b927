"""What a report says beside its tables, and the facts in it."""

from random import Random

from demo.corpus.figures import Figures
from demo.corpus.publishers import Publisher
from demo.corpus.report import Fact, Words

SECTIONS = (
    ("overview", "一、", "总体情况"),
    ("proactive", "二、", "主动公开政府信息情况"),
    ("requests", "三、", "收到和处理政府信息公开申请情况"),
    ("review_litigation", "四、", "政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五、", "存在的主要问题及改进情况"),
    ("other", "六、", "其他需要报告的事项"),
)
_WORK = (
    "一是健全工作机制，明确专人负责政府信息公开工作。",
    "二是加强业务培训，组织相关人员学习《中华人民共和国政府信息公开条例》。",
    "三是严格保密审查，坚持“先审查、后公开”的原则。",
    "切实保障人民群众的知情权、参与权、表达权和监督权。",
    "围绕群众关切，及时回应社会热点，做好政策解读。",
)
_SHORTCOMINGS = (
    "一是公开内容还不够全面，个别栏目更新不够及时。",
    "二是政策解读形式较为单一，图文解读偏少。",
    "三是工作人员业务能力有待进一步提高。",
)
_IMPROVEMENTS = (
    "下一步将进一步细化公开目录，提高公开质量。",
    "下一步将加大培训力度，提升依申请公开办理水平。",
    "下一步将丰富公开形式，拓宽公开渠道。",
)
Told = tuple[dict[str, tuple[Words, ...]], tuple[Fact, ...]]


def tell(rng: Random, publisher: Publisher, year: int, figures: Figures) -> Told:
    """Return the paragraphs of each section, and the facts that they state."""
    facts: list[Fact] = []

    def say(key: str, value: int | str, quote: str) -> str:
        facts.append(Fact(key, str(value), quote))
        return quote

    we = publisher.short
    website, wechat = rng.randrange(40, 2500), rng.randrange(20, 900)
    new, forward = figures["requests.new@total"], figures["requests.carried_forward@total"]
    review = figures["review.total"]
    phone = f"0{rng.randrange(311, 999)}-{rng.randrange(60000000, 89999999)}"
    postcode = f"{rng.randrange(100000, 699999)}"
    contact = (
        f"如对本报告有疑问，请与{publisher.printed}联系（地址：{publisher.place}{rng.randrange(1, 300)}号，"
        f"{say('contact.postcode', postcode, f'邮编：{postcode}')}，{say('contact.phone', phone, f'电话：{phone}')}）。"
    )
    published = (
        f"{year}年，{we}"
        + say("proactive.narrative.website", website, f"通过政府网站主动公开政府信息{website}条")
        + "，"
        + say("proactive.narrative.wechat", wechat, f"微信公众号发布信息{wechat}条")
        + "。"
    )
    asked = (
        "本年"
        + say("requests.narrative.new", new, f"新收政府信息公开申请{new}件")
        + "，"
        + say("requests.narrative.carried_forward", forward, f"结转下年度继续办理{forward}件")
        + "。"
    )
    reviewed = f"{year}年，{say('review.narrative.total', review, f'政府信息公开行政复议案件{review}件')}。"
    law = f"根据《中华人民共和国政府信息公开条例》第五十条规定，编制{publisher.printed}{year}年政府信息公开工作年度报告。"
    period = f"本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    overview = (
        law + period, contact, _sub("一", "主动公开"), published, _sub("二", "依申请公开"), asked,
        _sub("三", "政府信息管理"), "".join(rng.sample(_WORK, 3)), _sub("四", "平台建设"), rng.choice(_WORK),
        _sub("五", "监督保障"), f"{year}年未发生政府信息公开工作责任追究情况。{reviewed}",
    )  # fmt: skip
    parts = {
        "overview": overview,
        "problems": (rng.choice(_SHORTCOMINGS) + rng.choice(_IMPROVEMENTS),),
        "other": ("本年度未收取信息处理费。无其他需要报告的事项。",),
    }
    return {key: tuple(map(Words, texts)) for key, texts in parts.items()}, tuple(facts)


def _sub(number: str, words: str) -> str:
    return f"（{number}）{words}"
