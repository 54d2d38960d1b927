"""D07: the report prints where to ask: address, phone, postcode, of the publisher's own province."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.names import PROVINCES, Province

_DETAILS = {"contact.address": "地址", "contact.phone": "电话", "contact.postcode": "邮编"}
# A phone without area code is a phone; so are the mobile and the service numbers.
_PHONE = re.compile(r"(?:电话|联系方式)(?:号码)?(?:为|是)?[:：]?[（(]?\d{7,12}")


def contact_missing(case: Case) -> Iterator[Judgement]:
    """Name what is not printed, and what does not fit the province; the division is asked no closer."""
    told = case.sentences
    if not told:
        yield not_assessable()
        return
    given = {mention.key: mention.value for mention in case.report.mentions if mention.key in _DETAILS}
    missing = [zh for key, zh in _DETAILS.items() if key not in given]
    if "电话" in missing and any(_PHONE.search(sentence.text) for sentence in told):
        missing.remove("电话")
    line = case.own.line
    province = PROVINCES.get(line[0].code[:2]) if line else None
    strange = list(_strange(given, province)) if province else []
    yield failed(quotes=[*(f"未见{zh}" for zh in missing), *strange]) if missing or strange else passed()


def _strange(given: dict[str, str], province: Province) -> Iterator[str]:
    """Give the details of another province."""
    postcode, phone = given.get("contact.postcode"), given.get("contact.phone")
    if postcode and not postcode.startswith(province.postcodes):
        yield postcode
    if phone and phone.startswith("0") and not phone.startswith(province.areas):
        yield phone
    address = given.get("contact.address", "")
    yield from (
        address
        for other in PROVINCES.values()
        if address.startswith(other.name) and other.name != province.name
    )
