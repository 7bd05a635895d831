"""Homes, cities and partnerships in the public API, and what all records of a home share."""
