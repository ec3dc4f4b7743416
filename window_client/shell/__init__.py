"""The window around the journeys: header, connection, idle lock, pages, printing."""
