"""The shared language of OneWindow: pure Python, no Qt, no input or output."""
