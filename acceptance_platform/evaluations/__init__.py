"""好差评: what the holder of a receipt says of the service, once a case."""
