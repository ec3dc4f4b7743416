"""Icons, fonts, styles, texts and the demonstration catalogue."""
