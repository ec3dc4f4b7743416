"""The pages of the pile for a view. Rows are added or taken away only where the pile grew or shrank; a page that moves
or changes is drawn anew in place, so that the view does not lay out hundreds of pages for one."""

from PySide6.QtCore import QModelIndex, QStringListModel

from window_client.journeys.counter.presenter.paper import PageRow


class PileModel(QStringListModel):
    """``rows`` tells what stands in each row. The base counts them: a view asks for the number hundreds of times at
    each layout, and a count of our own would be Python each time."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PageRow, ...] = ()

    @property
    def rows(self) -> tuple[PageRow, ...]:
        return self._rows

    def take(self, rows: tuple[PageRow, ...]) -> bool:
        """Whether pages that were there stand in other rows now."""
        old, self._rows = self._rows, rows
        first = next((at for at, (a, b) in enumerate(zip(old, rows, strict=False)) if a != b), min(len(old), len(rows)))
        grown = len(rows) - len(old)
        if grown > 0:
            self.insertRows(first, grown)
        elif grown < 0:
            self.removeRows(first, -grown)
        changed = [at for at in range(first, min(len(old), len(rows))) if old[at] != rows[at]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        return any(old[at].page.id != rows[at].page.id for at in changed)

    def rows_showing(self, picture: str) -> list[QModelIndex]:
        """Two after a page was split."""
        return [self.index(at) for at, row in enumerate(self._rows) if row.page.image == picture]
