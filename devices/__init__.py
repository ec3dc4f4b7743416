"""Drivers of the counter's hardware, one thread or child process each; no Qt."""
