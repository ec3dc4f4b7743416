"""A child for the tests: echoes, prints to stdout, crashes or falls silent, as it is asked."""

import os
import signal
import time

from devices.isolated_child import ChildLine
from devices.pipe_frames import Frame


def main() -> None:
    line = ChildLine()
    os.write(1, b"words of native code")
    line.tell(Frame({"ready": True}))
    while (asked := line.next()) is not None:
        match asked.head["do"]:
            case "echo":
                line.tell(Frame({"called": line.called()}, asked.body))
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "babble":
                os.write(line._out, b"\xff" * 64)
            case "work":
                end = time.process_time() + 0.1
                while time.process_time() < end:
                    continue
                line.tell(Frame({"worked": True}))
            case "silence":
                signal.pause()


if __name__ == "__main__":
    main()
