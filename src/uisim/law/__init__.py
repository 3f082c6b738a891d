"""The law: dated tables with their sources, and the rules as small pure functions."""
