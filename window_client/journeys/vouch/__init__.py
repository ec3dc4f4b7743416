"""A clerk's word for a person whose card or face fails at a kiosk: one code, once, for five minutes."""
