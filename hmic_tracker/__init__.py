"""hmic-tracker: a police force's HMICFRS recommendations, from the shared register to the committee's paper."""

__version__ = "0.1.0"
