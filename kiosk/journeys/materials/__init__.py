"""The papers: scanned sheet by sheet, each page safe before it is shown as kept."""
