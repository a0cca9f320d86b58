"""Solves the flows of a file with pyxirr and prints the rates and the seconds that solving alone took."""

import datetime
import json
import sys
import time

import pyxirr

with open(sys.argv[1], encoding="utf-8") as file:
    plans = json.load(file)
amounts = [[amount for _, amount in plan] for plan in plans]
dates = [[datetime.date.fromisoformat(date) for date, _ in plan] for plan in plans]


def timed(solve):
    since = time.perf_counter()
    rates = solve()
    return {"seconds": time.perf_counter() - since, "rates": rates}


print(
    json.dumps(
        {
            "irr": timed(lambda: [pyxirr.irr(flows) for flows in amounts]),
            "xirr": timed(lambda: [pyxirr.xirr(days, flows) for days, flows in zip(dates, amounts)]),
        }
    )
)
