"""Pages made of parts: what a service's screen shows, said as data; one screen draws them all."""
