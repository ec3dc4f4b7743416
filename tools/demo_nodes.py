"""Receiving nodes of the demonstration: halls, the seed tree of township and village stations, a kiosk site."""

from collections.abc import Mapping

from domain.contract.enrolment import Node

_STATIONS = (
    ("330203005", "鼓楼街道", ("孝闻社区", "中山社区")),
    ("330203006", "白云街道", ("联南社区", "云丰社区")),
    ("330226201", "茶院乡", ("茶院村", "下徐村")),
    ("330226102", "力洋镇", ("路下施村", "盖仓村")),
    ("330281002", "凤山街道", ("凤山社区", "永丰村")),
    ("330281201", "鹿亭乡", ("石潭村", "龙溪村")),
)


def seed_nodes(regions: Mapping[str, str]) -> tuple[Node, ...]:
    """``regions``: county names by code. Codes after the hyphen are ours: W window, K kiosk, V village."""
    nodes = [_node(f"{code}-W01", f"{name}政务服务中心综合窗口", code, name) for code, name in regions.items()]
    nodes.append(_node("330281-K01", "余姚市政务服务中心自助服务区", "330281", regions["330281"]))
    for code, township, villages in _STATIONS:
        county = regions[code[:6]]
        nodes.append(_node(code, f"{county}{township}便民服务中心", code[:6], county))
        nodes += [
            _node(f"{code}-V{number:02d}", f"{county}{township}{village}便民服务站", code[:6], county)
            for number, village in enumerate(villages, 1)
        ]
    return tuple(sorted(nodes, key=lambda node: node.code))


def _node(code: str, name: str, region: str, region_name: str) -> Node:
    return Node(code=code, name=name, region=region, region_name=region_name)
