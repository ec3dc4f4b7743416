"""The simulator panel: what a visitor of the demonstration does with card, paper, line and power."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGroupBox, QLabel, QPushButton, QVBoxLayout, QWidget

from demo import citizen
from demo.city import CLERK, City
from demo.fault_box import FaultBox
from demo.papers import as_load, first_pile, make_papers, missing_sheet
from qt_edge.lasting_constants import keep_constants

Rows = Sequence[tuple[str, Callable[[], object]]]


HOW_TO = """
OneWindow 一窗: 自助终端、综合窗口和“模拟设备”面板已打开。
  1  终端点“我要办事”，同意告知后，在面板按“放上身份证”。
     On the kiosk touch 我要办事, agree, then press 放上身份证 on the panel: the card lies on the simulated reader.
  2  选事项（键入 ylfysg），填表，每份材料点“扫描”，在面板放入纸张，再点“开始扫描”。
     Choose the item (type ylfysg), fill the form; press 扫描 for each material, put paper in, then 开始扫描.
  3  随时可在面板断网、断电、让打印机缺纸；凭条在打印机模拟器里。
     Cut the line or the power, or take the printer's paper away, whenever you like.
  4  用面板下方的用户名口令登录窗口，补正或受理；在终端出示收件凭证查进度。
     Log in at the clerk's window with the name and password under the panel; show the receipt to the kiosk.
关闭面板即结束。Close the panel to end."""


class Panel(QWidget):
    def __init__(self, city: City) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setWindowTitle("模拟设备 Simulators")
        self._city = city
        self._said = QLabel(f"窗口登录 window login: {CLERK} / {city.password}")
        self._said.setWordWrap(True)
        column = QVBoxLayout(self)
        for title, rows in self._groups():
            column.addWidget(self._group(title, rows))
        faults = FaultBox(Path(__file__).parent / "faults", city.folder / "controls")
        faults.told.connect(self._said.setText)
        column.addWidget(faults)
        column.addWidget(self._said)

    def _groups(self) -> list[tuple[str, Rows]]:
        city = self._city
        papers = make_papers(city.folder / "papers")
        names = {"m1": "票据 2张", "m2": "清单 2张（一张双面）", "m3": "出院小结 第1页", "m5": "银行卡复印件"}
        sheets = [
            (f"放入{names[material]}", partial(city.load, as_load(pile)))
            for material, pile in first_pile(papers).items()
        ]
        sheets.append(("放入出院小结 第2页", partial(city.load, as_load([missing_sheet(papers)]))))
        return [
            ("身份证 ID card", [("放上身份证", lambda: city.lay_card(citizen.CARD)), ("取走身份证", city.lift_card)]),
            ("进纸器 Feeder", sheets),
            ("扫码 Code", [("出示最近的收件凭证", self._show_receipt)]),
            ("打印机 Printer", [("正常", self._printer("none")), ("缺纸", self._printer("paper_out"))]),
            (
                "线路与电源 Line and power",
                [
                    ("断网", lambda: city.control("line", "cut")),
                    ("恢复（200 毫秒）", lambda: city.control("line", "restore", latency_ms=200)),
                    ("终端断电（SIGKILL）", lambda: city.kill("visit")),
                ],
            ),
        ]

    def _group(self, title: str, rows: Rows) -> QGroupBox:
        box = QGroupBox(title)
        column = QVBoxLayout(box)
        for words, act in rows:
            button = QPushButton(words)
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
            column.addWidget(button)
        return box

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (OSError, RuntimeError) as error:
            self._said.setText(str(error))

    def _show_receipt(self) -> None:
        receipts = self._city.receipts()
        if not receipts:
            raise RuntimeError("还没有收件凭证 no receipt yet")
        self._city.show_code(receipts[-1])

    def _printer(self, fault: str) -> Callable[[], object]:
        return lambda: self._city.control("receipt", "set_fault", fault=fault)


def show_panel(application: QApplication, city: City) -> int:
    """Blocks until the panel is closed."""
    # Python runs signal handlers only between its own instructions: give it some.
    keep_constants()
    heartbeat = QTimer(application)
    heartbeat.start(200)
    heartbeat.timeout.connect(lambda: None)
    panel = Panel(city)
    panel.show()
    return application.exec()
