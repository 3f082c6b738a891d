"""The toy in salabim: a component for each worker, whose process holds from event to event."""

import sys

import salabim
from told import tell


class Worker(salabim.Component):
    def process(self):
        toy, totals = self.env.toy, self.env.totals
        paid_months = 0
        while True:
            began = self.env.now()
            self.hold(min(self.env.work.sample(), toy["months"] - began))
            paid = int(self.env.now()) - int(began)
            paid_months += paid
            totals["contributions"] += paid
            if self.env.now() == toy["months"]:
                return
            totals["losses"] += 1
            if paid_months >= toy["qualifying"]:
                totals["awards"] += 1
                paid_months = 0
            self.hold(self.env.search.sample())


def play(toy, people, seed):
    env = salabim.Environment(random_seed=seed, yieldless=True)
    env.toy, env.totals = toy, {"contributions": 0, "losses": 0, "awards": 0}
    env.work, env.search = (salabim.Exponential(rate=toy[key]) for key in ("loss", "find"))
    for _ in range(people):
        Worker()
    env.run(till=toy["months"], cap_now=True)
    return env.totals


if __name__ == "__main__":
    tell(sys.argv, play)
