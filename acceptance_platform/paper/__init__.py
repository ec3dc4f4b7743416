"""Documents of the platform on A4: drawn, made a PDF, signed."""
