"""What a city's other systems would answer, for demonstrations: invented people, never in a real platform's folder."""
