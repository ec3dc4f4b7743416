"""A PDF's first page as a picture: drawn by pdfium in a child, for a file from anywhere may make it crash.

``python -m offline_queue.pdf_first_page`` is that child: the document on standard input, the picture (PGM) on standard
output. It may use 1 GiB and ten seconds of a core. Where pypdfium2 is not installed there is no picture.
"""

import importlib
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

LONGEST_SIDE = 640
"""Pixels."""
_MEMORY = 1 << 30
_CORE_SECONDS = 10
_SECONDS = 15.0
_ROOT = Path(__file__).parent.parent


def first_page(document: bytes) -> bytes:
    """Raises ``ValueError`` when there is no picture of it; ``OSError`` and ``subprocess.SubprocessError`` when the
    child cannot do its work."""
    command = [sys.executable, "-m", "offline_queue.pdf_first_page"]
    done = subprocess.run(command, cwd=_ROOT, input=document, capture_output=True, timeout=_SECONDS, check=False)
    if done.returncode != 0:
        message = f"the child ended with {done.returncode}"
        raise ValueError(message)
    return done.stdout


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CORE_SECONDS, _CORE_SECONDS))
    pdfium: Any = importlib.import_module("pypdfium2")
    page = pdfium.PdfDocument(sys.stdin.buffer.read())[0]
    scale = LONGEST_SIDE / max(1.0, *page.get_size())
    page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().save(sys.stdout.buffer, "PPM")
    return 0


if __name__ == "__main__":
    sys.exit(main())
