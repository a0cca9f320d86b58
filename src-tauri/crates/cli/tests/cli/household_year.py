"""A household's year, worked out from the list of its facts and nothing of Fenqi's: rows by the formulas of
docs/domain.md in exact fractions, and what each end of a month has to say.

Reads the facts from standard input, writes the ends of months as JSON.
"""

import calendar
import json
import sys
from datetime import date, timedelta
from fractions import Fraction

CENT = 100
day = date.fromisoformat


def cents(text):
    return int(Fraction(text) * CENT)


def written(amount):
    sign, amount = ("-" if amount < 0 else ""), abs(amount)
    return f"{sign}{amount // CENT}.{amount % CENT:02}"


def half_up(amount):
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def month_later(first, months, anchor):
    month = first.month - 1 + months
    year, month = first.year + month // 12, month % 12 + 1
    return date(year, month, min(anchor, calendar.monthrange(year, month)[1]))


def due_dates(terms):
    first, periods = day(terms["first_due_date"]), int(terms["periods"])
    if "frequency" in terms:
        step = int(terms["frequency"]["multiple"])
        return [first + timedelta(days=step * k) for k in range(periods)]
    anchor = int(terms.get("anchor_day", first.day))
    return [month_later(first, k, anchor) for k in range(periods)]


class Row:
    def __init__(self, due, principal, interest=0, fee=0):
        self.due, self.principal, self.interest, self.fee = due, principal, interest, fee
        self.paid = 0
        self.closed = None

    @property
    def total(self):
        return self.principal + self.interest + self.fee

    @property
    def left(self):
        return 0 if self.closed else self.total - self.paid

    @property
    def principal_left(self):
        # What is paid goes to fee and interest before principal.
        return 0 if self.closed else self.principal - max(0, self.paid - self.interest - self.fee)


def even_parts(amount, periods):
    parts = [amount // periods] * periods
    parts[-1] += amount - sum(parts)
    return parts


def rows_of(terms):
    amount, dates, method = cents(terms["principal"]), due_dates(terms), terms["method"]
    periods = len(dates)
    if method == "interest_free":
        return [Row(due, part) for due, part in zip(dates, even_parts(amount, periods))]
    if method == "flat_per_period":
        fee = half_up(amount * Fraction(terms["fee_rate_per_period"]))
        return [Row(due, part, fee=fee) for due, part in zip(dates, even_parts(amount, periods))]
    if method == "fee_spread":
        fee = half_up(amount * Fraction(terms["fee_rate_total"]))
        parts = zip(dates, even_parts(amount, periods), even_parts(fee, periods))
        return [Row(due, part, fee=share) for due, part, share in parts]
    if method == "interest_only":
        interest = half_up(amount * Fraction(terms["periodic_rate"]))
        return [Row(due, amount if due == dates[-1] else 0, interest) for due in dates]
    if method == "equal_principal":
        return equal_principal(amount, dates, Fraction(terms["annual_rate"]) / 12)
    assert method == "equal_instalment", method
    if "daily_rate" in terms:
        days = [(due - before).days for before, due in zip([day(terms["start_date"]), *dates], dates)]
        factors = [Fraction(terms["daily_rate"]) * count for count in days]
    else:
        factors = [Fraction(terms["annual_rate"]) / 12] * periods
    return equal_instalment(amount, dates, factors)


def equal_principal(amount, dates, rate):
    part, balance, rows = half_up(Fraction(amount, len(dates))), amount, []
    for due in dates:
        principal = balance if due == dates[-1] else part
        rows.append(Row(due, principal, half_up(balance * rate)))
        balance -= principal
    return rows


def equal_instalment(amount, dates, factors):
    worth, discount = Fraction(0), Fraction(1)
    for factor in factors:
        discount /= 1 + factor
        worth += discount
    level, balance, rows = half_up(amount / worth), amount, []
    for due, factor in zip(dates, factors):
        interest = half_up(balance * factor)
        principal = balance if due == dates[-1] else min(level - interest, balance)
        rows.append(Row(due, principal, interest))
        balance -= principal
    return rows


def yearly_rates(amount, payments, periods_a_year):
    """Simple and compound, in percent, by halving; none where nothing is charged."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        worth = sum(payment / (1 + middle) ** (k + 1) for k, payment in enumerate(payments))
        low, high = (middle, high) if worth > amount else (low, middle)
    return low * periods_a_year * 100, ((1 + low) ** periods_a_year - 1) * 100


class Plan:
    def __init__(self, facts, account):
        self.title, self.account, self.terms = facts["title"], account, facts["terms"]
        self.currency = account.get("currency", "CNY")
        self.debited = facts.get("auto_debit", False)
        self.began, self.rows = day(facts["purchased_on"]), rows_of(self.terms)
        # The contract's rates stay, whatever becomes of the plan.
        self.contract = [row.total for row in self.rows]
        # (day, principal, interest, fee, penalty) of all that was paid, and (day, amount) of what came back.
        self.payments = []
        self.failed = set()
        self.back = 0
        self.settled = None

    def pay(self, row, on, amount=None):
        amount = row.left if amount is None else amount
        before = row.paid
        row.paid += amount
        costs = row.interest + row.fee
        part = min(row.paid, costs) - min(before, costs)
        interest = part if row.interest else 0
        self.payments.append((on, amount - part, interest, part - interest, 0))

    def settle(self, on):
        principal = sum(row.principal_left for row in self.rows)
        rule = self.account["settlement"]
        assert rule["policy"] == "penalty_on_principal", rule
        penalty = half_up(principal * Fraction(rule["penalty_rate"]))
        for row in self.rows:
            if row.left:
                row.closed = on
        self.payments.append((on, principal, 0, 0, penalty))
        self.settled = on

    def prepay(self, amount, on):
        """On a due day after its row, equal principal, the term stays."""
        at = sum(row.due <= on for row in self.rows)
        balance = sum(row.principal for row in self.rows[at:]) - amount
        dates = [row.due for row in self.rows[at:]]
        self.rows[at:] = equal_principal(balance, dates, Fraction(self.terms["annual_rate"]) / 12)
        self.payments.append((on, amount, 0, 0, 0))

    def refund(self, amount):
        """Of a plan without costs, the last rows first."""
        self.back += amount
        for row in reversed(self.rows):
            less = min(amount, row.principal_left)
            row.principal -= less
            amount -= less

    @property
    def left(self):
        return sum(row.left for row in self.rows)

    def status(self, today):
        if not self.left:
            return "settled"
        return "overdue" if any(self.is_overdue(row, today) for row in self.rows) else "active"

    def is_overdue(self, row, today):
        grace = timedelta(days=self.account.get("grace_days", 0))
        return row.left > 0 and today > row.due + grace


def add(sums, currency, amount):
    sums[currency] = sums.get(currency, 0) + amount


def in_words(sums):
    return {currency: written(amount) for currency, amount in sums.items() if amount}


def end_of_month(plans, today):
    first = today.replace(day=1)
    due, paid, left, overdue, owed, earlier = ({} for _ in range(6))
    months, occupied, costs = {}, {}, {}
    for plan in plans:
        for row in plan.rows:
            if first <= row.due <= today and row.closed is None:
                add(due, plan.currency, row.total)
                add(paid, plan.currency, row.paid)
                add(left, plan.currency, row.left)
                if plan.is_overdue(row, today):
                    add(overdue, plan.currency, row.left)
            add(owed, plan.currency, row.left)
            if row.due < first:
                add(earlier, plan.currency, row.left)
            else:
                add(months.setdefault(str(row.due)[:7], {}), plan.currency, row.left)
            add(occupied, plan.account["name"], row.principal_left)
        for on, _, interest, fee, penalty in plan.payments:
            if on.year == today.year:
                sums = costs.setdefault(plan.currency, [0, 0, 0])
                costs[plan.currency] = [sum(pair) for pair in zip(sums, (interest, fee, penalty))]
    return {
        "today": str(today),
        "due": {"due": in_words(due), "paid": in_words(paid), "left": in_words(left), "overdue": in_words(overdue)},
        "owed": in_words(owed),
        "earlier": in_words(earlier),
        "months": {month: in_words(sums) for month, sums in sorted(months.items()) if in_words(sums)},
        "occupied": in_words(occupied),
        "costs": {
            currency: dict(zip(("interest", "fee", "penalty"), map(written, parts)))
            for currency, parts in costs.items()
            if any(parts)
        },
        "plans": {
            plan.title: {"left": written(plan.left), "status": plan.status(today)} for plan in plans
        },
        "rates": {plan.title: rates_of(plan) for plan in plans},
    }


def rates_of(plan):
    if sum(plan.contract) == cents(plan.terms["principal"]):
        return [0.0, 0.0]
    return list(yearly_rates(cents(plan.terms["principal"]), plan.contract, 12))


def reminded(plans, today):
    """What is said on a morning, by the usual rules: plan, row and why."""
    said = []
    for plan in plans:
        for n, row in enumerate(plan.rows, 1):
            days = (today - row.due).days
            if not row.left:
                continue
            if plan.debited and n not in plan.failed:
                why = {-1: "upcoming-1", 1: "debit_check"}.get(days)
            elif plan.debited:
                grace = plan.account.get("grace_days", 0)
                why = f"overdue-{days}" if days > grace else f"debit_failed-{days}"
            else:
                why = {-3: "upcoming-3", -1: "upcoming-1", 0: "due"}.get(days)
                why = f"overdue-{days}" if days > 0 else why
            if why:
                said.append([plan.title, n, why])
    return sorted(said)


def do(deed, plans, on):
    named = {plan.title: plan for plan in plans}
    if "statement" in deed:
        for plan in plans:
            for row in plan.rows:
                if plan.account["name"] == deed["statement"] and row.due == day(deed["due"]) and row.left:
                    plan.pay(row, on)
    elif "pay" in deed:
        plan = named[deed["pay"]]
        plan.pay(plan.rows[deed["n"] - 1], on, cents(deed["amount"]) if "amount" in deed else None)
    elif "confirm" in deed:
        plan = named[deed["confirm"]]
        plan.pay(plan.rows[deed["n"] - 1], day(deed["paid_on"]))
    elif "settle" in deed:
        named[deed["settle"]].settle(on)
    elif "prepay" in deed:
        named[deed["prepay"]].prepay(cents(deed["amount"]), on)
    elif "refund" in deed:
        named[deed["refund"]].refund(cents(deed["amount"]))
    else:
        named[deed["fail"]].failed.add(deed["n"])


def main():
    facts = json.load(sys.stdin)
    accounts = {account["name"]: account for account in facts["accounts"]}
    # What was undone never was.
    deeds = []
    for deed in facts["deeds"]:
        deeds.pop() if "undo" in deed else deeds.append(deed)
    plans, mornings, ends, today = [], {}, [], date(2028, 1, 1)
    while today.year == 2028:
        if said := reminded(plans, today):
            mornings[str(today)] = said
        entered = [plan for plan in facts["plans"] if plan["purchased_on"] == str(today)]
        plans += [Plan(plan, accounts[plan["account"]]) for plan in entered]
        for deed in deeds:
            if deed["on"] == str(today):
                do(deed, plans, today)
        today += timedelta(days=1)
        if today.day == 1:
            ends.append(end_of_month(plans, today - timedelta(days=1)))
    json.dump({"mornings": mornings, "ends": ends}, sys.stdout)


main()
