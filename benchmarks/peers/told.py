"""What every peer is asked and tells: batches of the toy as JSON, and processor seconds."""

import json
import time


def tell(arguments, play):
    """Play the batches that the command line asks for; print their totals and the seconds."""
    asked = json.loads(arguments[1])
    play(asked["toy"], asked["people"] // 10, asked["seed"])  # loads, compiles and warms up
    started = time.process_time()
    batches = [
        play(asked["toy"], asked["people"], asked["seed"] + 1 + n) for n in range(asked["batches"])
    ]
    print(json.dumps({"batches": batches, "seconds": time.process_time() - started}))
