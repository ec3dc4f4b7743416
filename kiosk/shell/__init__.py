"""The frame around every screen: header, status strip, countdown, idle warning."""
