"""Handing a result over (统一出件): to the applicant, to an agent, or to a courier."""
