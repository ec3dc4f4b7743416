"""An application that was put away, here or elsewhere, is taken up again."""
