"""Who sits at the window: also asked after the window locked itself."""
