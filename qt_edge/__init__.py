"""The only shared Qt code: threads to the screen, flows, texts, theme and widgets."""
