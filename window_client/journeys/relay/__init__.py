"""Packets of neighbours in this station's care: from whom, since when, how large, where they are, who had them."""
