"""Judgement: checks, ratings, deadlines."""
