"""Speed, proved beside a peer in the same run."""
