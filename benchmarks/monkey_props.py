"""What a monkey finds around the kiosk."""

from typing import Protocol


class Props(Protocol):
    def use(self) -> None: ...

    def lay_card(self) -> None: ...

    def bring_sheets(self) -> None: ...

    def show_camera(self) -> None: ...

    def use_stick(self) -> None: ...

    def show_code(self) -> None: ...

    def show_permit(self) -> None:
        """Of maintenance."""

    def look_with_phone(self, picture: bytes) -> None: ...

    def prove(self) -> None:
        """Who stands here, by whatever."""

    def show_vouching(self) -> None:
        """Of a clerk."""

    def show_ticket(self) -> None:
        """For a new key."""

    def mishap(self, state: str) -> None:
        """Something breaks that is needed next."""

    def tidy(self) -> None:
        """Takes paper and cards away, and rights every fault."""

    def go_on_behind(self) -> None:
        """Whatever others do meanwhile, a clerk."""
