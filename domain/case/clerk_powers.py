"""What a clerk may do, by role. Pure; the platform refuses by it, the window does not offer by it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from domain.contract.clerk import Role

Power = Literal["receive", "decide", "finish", "hand_over", "call", "assist", "maintain"]
"""收件, 受理决定 (受理, 容缺受理, 补正, 不予受理), 办结, 统一出件, 叫号, 帮办, 设备维护."""

_AT_THE_COUNTER: frozenset[Power] = frozenset({"receive", "decide", "hand_over", "call", "assist"})
_IN_THE_DEPARTMENT: frozenset[Power] = frozenset({"decide", "finish"})

POWERS: Mapping[Role, frozenset[Power]] = MappingProxyType({
    "counter": _AT_THE_COUNTER,
    "officer": _IN_THE_DEPARTMENT,
    "station": _AT_THE_COUNTER | _IN_THE_DEPARTMENT,
    "technician": frozenset({"maintain"}),
})  # fmt: skip
"""受办分离: who receives at the counter does not finish the case, and the other way round."""
