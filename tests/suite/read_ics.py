"""Reads a calendar from standard input with Python's icalendar, and prints what it holds as JSON."""

import json
import sys

from icalendar import Calendar


def event(found):
    def date(name):
        return found[name].dt.isoformat() if name in found else None

    return {
        "uid": str(found["UID"]),
        "stamp": date("DTSTAMP"),
        "modified": date("LAST-MODIFIED"),
        "sequence": found.get("SEQUENCE"),
        "start": date("DTSTART"),
        "end": date("DTEND"),
        "summary": str(found["SUMMARY"]),
        "description": str(found["DESCRIPTION"]),
        "categories": [str(category) for category in found["CATEGORIES"].cats],
        "transparent": str(found["TRANSP"]),
        "alarms": [
            [str(alarm["ACTION"]), str(alarm["DESCRIPTION"]), int(alarm["TRIGGER"].dt.total_seconds())]
            for alarm in found.walk("VALARM")
        ],
    }


text = sys.stdin.buffer.read()
calendar = Calendar.from_ical(text)
errors = [error for part in calendar.walk() for error in part.errors]
if errors:
    sys.exit(f"not sound: {errors}")
json.dump(
    {
        "version": str(calendar["VERSION"]),
        "product": str(calendar["PRODID"]),
        "scale": str(calendar["CALSCALE"]),
        "method": str(calendar["METHOD"]),
        "names": [str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])],
        "refresh": int(calendar["REFRESH-INTERVAL"].dt.total_seconds()),
        "events": [event(found) for found in calendar.walk("VEVENT")],
    },
    sys.stdout,
)
