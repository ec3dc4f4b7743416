"""The work of one clerk for one person, as pure data: who, what, the form, the pile of paper, and its undo."""
