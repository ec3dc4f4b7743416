"""Every action of the counter with its key: the menus are made of this table, and so is the list in the manual."""

from dataclasses import dataclass

MENUS = ("step", "scan", "file", "page", "view")


@dataclass(frozen=True, slots=True)
class Action:
    id: str
    menu: str
    key: str
    """Qt's portable text of a key sequence."""
    paper: bool = False
    """Only at the paper step: single letters must stay free for writing elsewhere."""


ACTIONS = (
    Action("reception", "step", "Alt+1"),
    Action("form", "step", "Alt+2"),
    Action("paper", "step", "Alt+3"),
    Action("check", "step", "Alt+4"),
    Action("continue_code", "step", "Ctrl+J"),
    Action("next", "step", "F9"),
    Action("sign", "step", "Ctrl+S"),
    Action("back", "step", "Esc"),
    Action("park", "step", "F12"),
    Action("discard", "step", "Ctrl+Shift+Del"),
    Action("scan_pile", "scan", "F5", paper=True),
    Action("stop", "scan", "F8", paper=True),
    Action("camera", "scan", "F6", paper=True),
    Action("import", "scan", "Ctrl+O", paper=True),
    Action("insert", "scan", "F3", paper=True),
    Action("rescan", "scan", "F4", paper=True),
    Action("separators", "scan", "F7", paper=True),
    Action("target_order", "file", "Ctrl+1", paper=True),
    Action("target_here", "file", "Ctrl+2", paper=True),
    Action("target_none", "file", "Ctrl+3", paper=True),
    Action("unassign", "file", "0", paper=True),
    Action("aside", "file", "Del", paper=True),
    Action("take_back", "file", "Ins", paper=True),
    Action("earlier", "file", "Ctrl+Left", paper=True),
    Action("later", "file", "Ctrl+Right", paper=True),
    Action("right", "page", "R", paper=True),
    Action("left", "page", "L", paper=True),
    Action("straighten", "page", "T", paper=True),
    Action("crop", "page", "K", paper=True),
    Action("uncrop", "page", "Shift+K", paper=True),
    Action("split", "page", "S", paper=True),
    Action("grey", "page", "G", paper=True),
    Action("bilevel", "page", "B", paper=True),
    Action("as_scanned", "page", "N", paper=True),
    Action("compose", "page", "D", paper=True),
    Action("check_original", "page", "C", paper=True),
    Action("undo", "page", "Ctrl+Z", paper=True),
    Action("redo", "page", "Ctrl+Y", paper=True),
    Action("zoom_in", "view", "Ctrl++", paper=True),
    Action("zoom_out", "view", "Ctrl+-", paper=True),
    Action("fit", "view", "Ctrl+0", paper=True),
    Action("compare", "view", "V", paper=True),
    Action("preview", "view", "P", paper=True),
)
