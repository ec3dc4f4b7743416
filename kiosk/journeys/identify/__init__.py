"""Who stands here: the identity card, read and shown masked."""
