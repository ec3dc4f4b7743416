"""What a technician's work leaves on the disk, and what it takes from a stick. No Qt, no threads."""
