"""One case: form, pages, history, and the decision."""
