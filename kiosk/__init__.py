"""The 24-hour terminal: a supervisor without Qt and one process for each visit."""
