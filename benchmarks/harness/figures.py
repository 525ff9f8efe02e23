"""Rounds of figures made one."""

import statistics


def medians(rounds):
    return {key: statistics.median(x[key] for x in rounds) if rounds[0].get(key) is not None else None for key in rounds[0]}
