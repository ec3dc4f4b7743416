"""Who stands at which device, proven: the door of every personal service."""
