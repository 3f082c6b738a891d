"""The toy in Starsim: a module of a simulation, with states and a step for all agents at once."""

import sys

import numpy as np
import starsim
from told import tell

starsim.options(verbose=0, warnings="error")


class Toy(starsim.Module):
    def __init__(self, toy):
        super().__init__(name="toy")
        self.toy = toy
        self.define_states(
            starsim.BoolState("working", default=True),
            starsim.FloatArr("ti_event", default=np.inf),
            starsim.FloatArr("paid_months", default=0.0),
        )
        self.work = starsim.expon(scale=1 / toy["loss"])
        self.search = starsim.expon(scale=1 / toy["find"])

    def init_results(self):
        super().init_results()
        kinds = ("contributions", "losses", "awards")
        self.define_results(*(starsim.Result(kind, dtype=int) for kind in kinds))

    def init_post(self):
        super().init_post()
        everyone = self.sim.people.auids
        self.ti_event[everyone] = self.work.rvs(everyone)

    def step(self):
        """Let happen what happens until the close of the month."""
        close = self.ti + 1
        while len(due := (self.ti_event < close).uids) > 0:
            lost, found = due[self.working[due]], due[~self.working[due]]
            awarded = lost[self.paid_months[lost] >= self.toy["qualifying"]]
            self.paid_months[awarded] = 0
            self.working[lost], self.working[found] = False, True
            for who, spell in ((lost, self.search), (found, self.work)):
                if len(who):
                    self.ti_event[who] = self.ti_event[who] + spell.rvs(who)
            self.results.losses[self.ti] += len(lost)
            self.results.awards[self.ti] += len(awarded)
        paying = self.working.uids
        self.paid_months[paying] = self.paid_months[paying] + 1
        self.results.contributions[self.ti] = len(paying)


def play(toy, people, seed):
    sim = starsim.Sim(
        modules=Toy(toy), n_agents=people, rand_seed=seed, start=0, dur=toy["months"] - 1, dt=1
    )
    sim.run()
    results = sim.results.toy
    return {kind: int(results[kind].sum()) for kind in ("contributions", "losses", "awards")}


if __name__ == "__main__":
    tell(sys.argv, play)
