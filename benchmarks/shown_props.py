"""What a screen of the window shows, read where it is told to show it."""

from typing import Generic, Protocol, TypeVar

P = TypeVar("P")


class Presents(Protocol[P]):
    def present(self, props: P, state: str) -> None: ...


class ShownProps(Generic[P]):
    """``props``: what ``screen`` was told last; whoever reads may forget them."""

    def __init__(self, screen: Presents[P]) -> None:
        self.props: P | None = None
        present = screen.present

        def seen(props: P, state: str) -> None:
            present(props, state)
            self.props = props

        screen.present = seen  # type: ignore[method-assign]
