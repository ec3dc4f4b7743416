"""One person with several items at the counter (综合受理): reception, joint form, paper, check and hand-in."""
