"""Voluntary unemployment insurance of Guangdong's flexible workers, life by life.

As a library (docs/library.md)::

    import uisim

    result = uisim.run("scenarios/baseline.yaml", set={"law.contribution_rate": 0.03})
    result.monthly
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uisim.study.library import Results, Scenario, ScenarioError, load, run

__all__ = ["Results", "Scenario", "ScenarioError", "__version__", "load", "run"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the library when one of its names is first used: the command line starts fast."""
    if name not in __all__:
        raise AttributeError(f"module 'uisim' has no attribute {name!r}")
    return getattr(import_module("uisim.study.library"), name)
