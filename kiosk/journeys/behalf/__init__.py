"""For whom the matter is, when it is not for who stands here (代办)."""
