"""The toy in Mesa: an agent for each worker, all of which step once a month."""

import sys

import mesa
from told import tell


class Worker(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.working = True
        self.paid_months = 0
        self.next_event = self.random.expovariate(model.toy["loss"])

    def step(self):
        """Let happen what happens until the close of the month."""
        toy, totals = self.model.toy, self.model.totals
        while self.next_event < self.model.close:
            if self.working:
                totals["losses"] += 1
                if self.paid_months >= toy["qualifying"]:
                    totals["awards"] += 1
                    self.paid_months = 0
            self.working = not self.working
            rate = toy["loss"] if self.working else toy["find"]
            self.next_event += self.random.expovariate(rate)
        if self.working:
            self.paid_months += 1
            totals["contributions"] += 1


class Toy(mesa.Model):
    def __init__(self, toy, people, seed):
        super().__init__(seed=seed)
        self.toy, self.totals = toy, {"contributions": 0, "losses": 0, "awards": 0}
        self.close = 0
        Worker.create_agents(self, people)

    def step(self):
        self.close += 1
        self.agents.do("step")


def play(toy, people, seed):
    model = Toy(toy, people, seed)
    for _ in range(toy["months"]):
        model.step()
    return model.totals


if __name__ == "__main__":
    tell(sys.argv, play)
