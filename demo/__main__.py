"""``python -m demo``: the small city, with windows and a panel, or the story without a display."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from demo.city import City
from demo.kept_logs import keep_logs
from demo.story import Story


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run demo", description="one real case, end to end, on this machine")
    parser.add_argument("--headless", action="store_true", help="play the story through the screens, without a display")
    parser.add_argument("--out", type=Path, help="where transcript, pictures and receipts go (headless)")
    parser.add_argument("--landscape", action="store_true", help="the kiosk's screen lies")
    arguments = parser.parse_args()
    size = (1920, 1080) if arguments.landscape else (1080, 1920)
    headless = arguments.headless or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="onewindow-demo-") as folder:
        if not headless:
            return show(Path(folder), size)
        city, out, ok = City(Path(folder), size=size), arguments.out or Path("out"), False
        try:
            city.start()
            ok = play(city, out)
        finally:
            city.stop()
            if not ok:
                print(f"logs: {', '.join(map(str, keep_logs(city.folder, out / 'logs')))}", flush=True)
        return 0 if ok else 1


def play(city: City, out: Path) -> bool:
    """Whether it ended well. Leaves transcript, pictures and receipts; what an earlier run left of these goes first."""
    (out / "transcript.json").unlink(missing_ok=True)
    for kind in ("screens", "receipts", "logs"):
        shutil.rmtree(out / kind, ignore_errors=True)
        (out / kind).mkdir(parents=True)
    result = Story(city, out).play()
    print(f"transcript: {out / 'transcript.json'}; {result}")
    return bool(result["ok"])


def show(folder: Path, size: tuple[int, int]) -> int:
    """The windows, as large as the display has room for, until the panel is closed."""
    from PySide6.QtWidgets import QApplication

    from demo.panel import HOW_TO, show_panel

    application = QApplication(sys.argv[:1])
    # An exception in a slot of Qt would end the process without a finally.
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: application.exit(143))
    room = application.primaryScreen().availableSize()
    scale = min(1.0, room.width() * 0.9 / size[0], room.height() * 0.9 / size[1])
    window = (min(1920, int(room.width() * 0.9)), min(1080, int(room.height() * 0.9)))
    city = City(folder, size=(int(size[0] * scale), int(size[1] * scale)), window_size=window, display=True)
    try:
        city.start()
        print(HOW_TO, flush=True)
        return show_panel(application, city)
    finally:
        city.stop()


if __name__ == "__main__":
    sys.exit(main())
