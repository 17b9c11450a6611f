"""Alive: the stages turn. Ready: nothing troubles them."""

from consumers.run import Turn
from wirewatch.liveness import STUCK_S, Pulse


class Hands:
    """A clock that tests set."""

    at_s = 1000.0

    def __call__(self) -> float:
        return self.at_s


def test_a_process_that_has_just_started_is_alive_and_ready() -> None:
    pulse = Pulse()
    assert (pulse.alive().well, pulse.ready().well) == (True, True)


def test_a_stage_in_trouble_is_alive_but_not_ready_until_it_turns_again() -> None:
    pulse = Pulse()
    pulse.turned(Turn("index", trouble="the index is away", wait_s=1))
    assert pulse.alive().well
    assert pulse.ready().troubles == ("index: the index is away",)
    pulse.turned(Turn("index"))
    assert pulse.ready().well


def test_a_stage_that_hangs_is_not_alive_and_says_since_when() -> None:
    clock = Hands()
    pulse = Pulse(clock)
    pulse.turned(Turn("extract"))
    clock.at_s += STUCK_S
    assert pulse.alive().well
    clock.at_s += 1
    assert pulse.alive().troubles == pulse.ready().troubles == ("extract has not turned for 301 s",)


def test_a_stage_that_waits_on_purpose_does_not_hang() -> None:
    clock = Hands()
    pulse = Pulse(clock)
    pulse.turned(Turn("send", trouble="the channel asks for patience", wait_s=STUCK_S))
    clock.at_s += STUCK_S + 60
    assert pulse.alive().well
