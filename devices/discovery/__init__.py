"""What is plugged in or announces itself here. Nothing found is used before it stands in the settings."""
