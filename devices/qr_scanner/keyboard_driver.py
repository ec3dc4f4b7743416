"""A bar code scanner that plays a keyboard. Its keys reach the application, whose event filter
(``qt_edge.keyboard_scanner``) takes the codes out of them: here is nothing to open and nothing to read."""

from devices.qr_scanner.code_rules import Options, rules_of


class KeyboardScanner:
    """A :class:`devices.ports.Driver`. It cannot be seen whether a scanner is plugged in."""

    def __init__(self, options: Options) -> None:
        rules_of(options)

    def open(self) -> None:
        """Bad options were refused before."""

    def close(self) -> None:
        """Nothing is held."""
