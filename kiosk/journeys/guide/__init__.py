"""What the matter needs, costs and takes, before anything is filled in."""
