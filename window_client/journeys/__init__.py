"""The steps of a clerk's work. They do not know each other; ``journey_map`` joins them."""
