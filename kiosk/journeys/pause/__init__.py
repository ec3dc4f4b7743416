"""An application is put away, to be continued."""
