"""What a station keeps until the platform has signed for it: sealed pages, the queue and its agent."""
