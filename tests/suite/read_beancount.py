"""Loads a journal from a file with beancount, and prints what plans' accounts hold at the end of days as JSON.

Arguments: the file, then days. Any error that beancount finds ends it with 1."""

import datetime
import json
import sys

from beancount import loader
from beancount.core import account, data

entries, errors, _ = loader.load_file(sys.argv[1])
if errors:
    sys.exit("not sound: " + "; ".join(f"{error.source.get('lineno')}: {error.message}" for error in errors[:5]))
found = {}
for day in sys.argv[2:]:
    end = datetime.date.fromisoformat(day)
    held = {}
    for entry in entries:
        if isinstance(entry, data.Transaction) and entry.date <= end:
            for posting in entry.postings:
                if account.root(1, posting.account) == "Liabilities":
                    units = posting.units
                    held[posting.account] = held.get(posting.account, 0) + units.number
    found[day] = {name: str(amount) for name, amount in held.items() if amount}
asserted = sum(isinstance(entry, data.Balance) for entry in entries)
transactions = sum(isinstance(entry, data.Transaction) for entry in entries)
json.dump({"balances": found, "asserted": asserted, "transactions": transactions}, sys.stdout)
