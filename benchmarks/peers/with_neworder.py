"""The toy in neworder: a data frame of workers, stopping times drawn for all of them at once."""

import sys

import neworder
import numpy as np
import pandas as pd
from told import tell


class Toy(neworder.Model):
    def __init__(self, toy, people, seed):
        timeline = neworder.LinearTimeline(0.0, float(toy["months"]), toy["months"])
        super().__init__(timeline, lambda: seed)
        self.toy = toy
        self.population = pd.DataFrame(
            index=neworder.df.unique_index(people), data={"working": True, "paid_months": 0}
        )
        self.totals = {"contributions": 0, "losses": 0, "awards": 0}

    def step(self):
        """Let happen what happens within the month; hazards are constant, so draws are fresh."""
        population, toy = self.population, self.toy
        who, left = np.arange(len(population)), np.full(len(population), self.timeline.dt)
        working = population["working"].to_numpy(copy=True)
        paid_months = population["paid_months"].to_numpy(copy=True)
        while len(who) > 0:
            hazard = np.where(working[who], toy["loss"], toy["find"])
            after = self.mc.stopping(hazard)
            happens = after < left
            who, left = who[happens], (left - after)[happens]
            lost = who[working[who]]
            awarded = lost[paid_months[lost] >= toy["qualifying"]]
            paid_months[awarded] = 0
            working[who] = ~working[who]
            self.totals["losses"] += len(lost)
            self.totals["awards"] += len(awarded)
        self.population["working"] = working
        self.population["paid_months"] = paid_months + working
        self.totals["contributions"] += int(working.sum())


def play(toy, people, seed):
    model = Toy(toy, people, seed)
    neworder.run(model)
    return model.totals


if __name__ == "__main__":
    tell(sys.argv, play)
