"""Tells an X server that its one screen is two monitors, as ``xrandr --setmonitor`` does: ``x_monitors.py DISPLAY``.

RandR 1.5 through libXrandr; the structures are those of ``X11/extensions/Xrandr.h``. A process of its own, for an
error of X ends the process.
"""

import ctypes
import sys

_MONITORS = (("CLERK", 0, 0, 1920, 1080), ("CITIZEN", 1920, 0, 1080, 1920))


class Monitor(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_ulong), ("primary", ctypes.c_int), ("automatic", ctypes.c_int), ("noutput", ctypes.c_int),
        ("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
        ("mwidth", ctypes.c_int), ("mheight", ctypes.c_int), ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )  # fmt: skip


class Resources(ctypes.Structure):
    _fields_ = (
        ("timestamp", ctypes.c_ulong), ("config_timestamp", ctypes.c_ulong), ("ncrtc", ctypes.c_int),
        ("crtcs", ctypes.c_void_p), ("noutput", ctypes.c_int), ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )  # fmt: skip


def main(display: str) -> None:
    x, randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
    randr.XRRGetScreenResources.restype = ctypes.POINTER(Resources)
    randr.XRRAllocateMonitor.restype = ctypes.POINTER(Monitor)
    line = ctypes.c_void_p(x.XOpenDisplay(display.encode()))
    root = ctypes.c_ulong(x.XDefaultRootWindow(line))
    output = randr.XRRGetScreenResources(line, root).contents.outputs[0]
    for name, left, top, width, height in _MONITORS:
        first = name == _MONITORS[0][0]
        made = randr.XRRAllocateMonitor(line, int(first))
        monitor = made.contents
        monitor.name = x.XInternAtom(line, name.encode(), 0)
        monitor.primary = int(first)
        monitor.x, monitor.y, monitor.width, monitor.height = left, top, width, height
        monitor.mwidth, monitor.mheight = width // 4, height // 4
        if first:
            monitor.outputs[0] = output
        randr.XRRSetMonitor(line, root, made)
    x.XSync(line, 0)
    x.XCloseDisplay(line)


if __name__ == "__main__":
    main(sys.argv[1])
