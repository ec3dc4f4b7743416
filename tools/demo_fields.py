"""Form fields of the demonstration catalogue: kinds guessed from names, and what was written by hand."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.catalogue.model import FieldKind, FormField

_BANKS = ("中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "交通银行", "中国邮政储蓄银行", "宁波银行",
          "浙江农村商业银行", "招商银行", "浦发银行", "中信银行", "其他银行")  # fmt: skip

_COMMON = (
    FormField("mobile", "联系手机", "phone", hint="用于接收办理进度短信"),
    FormField("region", "办理区（县、市）", "region", prefill="region"),
    FormField("address", "联系地址", "text", prefill="address"),
)
_IN_COMMON = ("联系电话", "手机号")
"""The common mobile number is asked once."""

_REIMBURSEMENT = (
    FormField("f1", "就医类型", "choice", choices=("门诊", "住院", "急诊")),
    FormField("f2", "就医日期", "date", latest="today", hint="住院请填写出院日期"),
    FormField("f3", "票据号", "text", hint="可扫描票据上的条码", only_digits=True, max_length=30),
    FormField("f4", "总金额", "money", hint="元，按票据合计填写"),
    FormField("f5", "开户银行", "choice", choices=_BANKS),
    FormField("f6", "银行账号", "bank_account", hint="16 至 19 位数字"),
)
_HOUSEHOLD = FormField(
    "", "家庭成员", "table", hint="每位成员一行，含申请人", max_rows=8,
    columns=(
        FormField("name", "姓名", "text", max_length=30),
        FormField("relation", "与申请人关系", "choice", choices=("本人", "配偶", "子女", "父母", "其他")),
        FormField("number", "身份证号", "resident_id", required=False),
        FormField("income", "月收入（元）", "money", required=False),
    ),
)  # fmt: skip
_SHAREHOLDERS = FormField(
    "", "股东出资信息", "table", hint="每位股东一行",
    columns=(
        FormField("name", "股东姓名或名称", "text", max_length=60),
        FormField("amount", "认缴出资额（元）", "money"),
        FormField("due", "出资日期", "date"),
    ),
)  # fmt: skip
_LICENCES = {(4, "居住地址"): "户口簿/住址", (5, "常住地址"): "户口簿/住址", (6, "失业原因"): "失业登记信息/失业原因"}
"""By the item's number and the field's name."""
_TABLES = {field.name: field for field in (_HOUSEHOLD, _SHAREHOLDERS)}
_BY_HAND: dict[int, tuple[FormField, ...]] = {16: _REIMBURSEMENT}

_CHOICES = {
    "开户银行": _BANKS,
    "发卡银行": _BANKS,
    "领取方式": ("自取", "邮寄", "取件柜"),
    "婚姻状况": ("未婚", "已婚", "离异", "丧偶"),
    "文化程度": ("小学及以下", "初中", "高中、中专", "大专", "本科", "研究生"),
    "学历": ("中专", "大专", "本科", "研究生"),
    "正本/副本": ("正本", "副本", "正本和副本"),
    "残疾等级": ("一级", "二级", "三级", "四级"),
    "残疾类别": ("视力", "听力", "言语", "肢体", "智力", "精神", "多重"),
}
_PERIODS: tuple[tuple[str, FieldKind, str, str], ...] = (
    ("起止年月", "month", "起始年月", "截止年月"),
    ("税款所属期起止", "month", "税款所属期起", "税款所属期止"),
    ("查询起止日期", "date", "查询起始日期", "查询截止日期"),
    ("起止日期", "date", "起始日期", "截止日期"),
)
_KINDS: tuple[tuple[str, FieldKind], ...] = (
    (r"^是否|采集确认$", "yes_no"),
    (r"^(用人)?单位USCC$|^统一社会信用代码$", "credit_code"),
    (r"年月$", "month"),
    (r"日期$|^受伤时间$", "date"),
    (r"账号$|卡号$|账户$", "bank_account"),
    (r"金额$|^成交价$|^合同价$|^人均收入$|^注册资本$|^资金数额$", "money"),
    (r"面积$|人数$|员数$|数$|^胎次$|排水量$|距离$|^年度$|年度$", "number"),
    (r"区县$", "region"),
    (r"^户籍地$|^现居住地$", "place"),
    (r"经过$|^诉求$|^家庭成员$|经营范围|信息$|列表$|情况$|情形$|主体$|^经营项目$|^收入来源$|原因$", "long_text"),
)
_PAST = re.compile(r"^(失业|丢失|分娩|受伤|就医)")
_PARENTHESIS = re.compile(r"^(.+?)（(.+)）$")


def fields_of(item_no: int, names: list[str]) -> tuple[FormField, ...]:
    """The item's own fields ``f1`` …, then the common ones."""
    own = _BY_HAND.get(item_no)
    if own is None:
        guessed = (field for name in names if name not in _IN_COMMON for field in _guess(name))
        own = tuple(
            replace(field, id=f"f{number}", licence=_LICENCES.get((item_no, field.name), ""))
            for number, field in enumerate(guessed, 1)
        )
    return own + _COMMON


def _guess(name: str) -> Iterator[FormField]:
    for period, kind, first, last in _PERIODS:
        if name == period:
            yield FormField("", first, kind)
            yield FormField("", last, kind)
            return
    parts = _PARENTHESIS.match(name)
    plain, aside = parts.groups() if parts else (name, "")
    if "/" in aside:
        yield FormField("", plain, "choice", choices=tuple(aside.split("/")))
    elif plain in _TABLES:
        yield _TABLES[plain]
    elif plain in _CHOICES:
        yield FormField("", plain, "choice", choices=_CHOICES[plain])
    else:
        yield _by_kind(plain, aside)


def _by_kind(name: str, aside: str) -> FormField:
    kind: FieldKind = next((kind for pattern, kind in _KINDS if re.search(pattern, name)), "text")
    name = name.replace("USCC", "统一社会信用代码")
    if name == "户籍地址":
        return FormField("", name, kind, prefill="address", hint=aside)
    return FormField("", name, kind, hint=aside, latest="today" if _PAST.match(name) and kind == "date" else "")
