# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk's settings, each section and what opens inside of it."""
from .inspector import FIELD
from .journeys import BUTTON

COMPANY = "North Logistics"

# Each section: what shows once it is there, and the way to what is inside: what is clicked, and what shows then.
SECTIONS = [
    ("Categories", "New category", []),
    ("Priorities and targets", "Normal, First response", []),
    ("Calendars", "New calendar", [("list item", "Business hours", "Holidays", "calendar")]),
    ("Canned replies", "New canned reply", [("list item", "Ask for a screenshot", "Insert", "canned reply of the desk")]),
    ("E-mail templates", "Acknowledgement", [("list item", "Acknowledgement", "Every variable has a value", "template")]),
    ("Members and roles", "New company", [("list item", COMPANY, "Projects", "company"),
                                          (BUTTON, "Add a Member", "Name or e-mail address", "person to be added")]),
    ("Desk", "Name of the desk", []),
]


CALENDAR = """with made as (insert into public.calendars (name, time_zone) values ('Business hours', 'Europe/Paris') returning id),
    holiday as (insert into public.calendar_holidays (calendar_id, day, name) select id, '2026-12-25', 'Christmas' from made)
    insert into public.calendar_ranges (calendar_id, weekday, starts, ends) select id, day, '09:00', '18:00' from made, generate_series(1, 5) day"""


def look_at_settings(inspector):
    inspector.stage.backend.sql(CALENDAR)
    admin = inspector.stage.person("administrator")
    inspector.stage.open_program(admin, "admin@desk.test")
    admin.click(role="list item", name="Desk settings")
    for section, shown, inside in SECTIONS:
        admin.click(role="list item", name=section)
        admin.see(role=FIELD + "|list item", name=shown, part=True)
        inspector.look(admin, section)
        for role, name, then, page in inside:
            admin.click(role=role, name=name, part=name != COMPANY)      # tickets of the queue have it in their names
            admin.see(name=then, part=True)
            inspector.look(admin, page)
            if role == BUTTON:          # a dialog
                admin.key(keys="Escape")
                admin.gone(role="entry|text", name=then)


ROUND = [look_at_settings]
