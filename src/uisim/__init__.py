"""Voluntary unemployment insurance of Guangdong's flexible workers, life by life."""

__version__ = "0.1.0"
