"""Which matter: found by Chinese, pinyin or initials."""
