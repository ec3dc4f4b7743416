"""The citizen of the story: the card, the answers, the paper. Test vector of GB 11643, nobody's number."""

CARD = {
    "name": "钱甬江",
    "sex": "1",
    "ethnicity": "01",
    "birth": "19000101",
    "address": "浙江省宁波市海曙区鼓楼街道中山西路1号",
    "number": "330203190001010013",
    "issuer": "宁波市公安局海曙分局",
    "valid_from": "20200101",
    "valid_to": "长期",
}
"""Birth and number agree; 330203 is 海曙区."""

SECRETS = (CARD["name"], CARD["number"])
"""What no file of a device may hold."""

SEARCH = "ylfysg"
"""Initials of 医疗费用手工（零星）报销, as typed on the screen."""

ITEM = "DEMO-016"
SCENARIO = "s1"
"""住院费用: the answer that asks for every material."""
MOBILE = "13800000000"
MATERIALS = ("m1", "m2", "m3", "m5")
"""Paper to scan; the identity card (m4) is read by its chip and never copied."""
MISSING = "m3"
"""出院小结 has a second page, left at home."""
REASON = "出院小结缺少第2页，请补交"
