"""Whether a paper that is held already answers for a material that is asked for. By name: no city publishes codes yet
that licences and materials share."""

import re
import unicodedata

_BETWEEN = re.compile(r"[/、，,;；或和及]")
_ASIDE = re.compile(r"\(.*?\)|原件|复印件|电子版|信息$")


def answers(wanted: str, held: str) -> bool:
    """``wanted`` may name several papers of which one will do (居民身份证/户口簿)."""
    name = _plain(held)
    return bool(name) and any(part == name or name in part for part in map(_plain, _BETWEEN.split(wanted)) if part)


def _plain(name: str) -> str:
    return _ASIDE.sub("", "".join(unicodedata.normalize("NFKC", name).split()))
