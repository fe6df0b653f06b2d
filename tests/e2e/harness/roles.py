# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A role that is taken away while its page is open: at once, or with the next thing that is refused, the page goes, and what the person may no longer see with it."""
from .console import open_console
from .journeys import BUTTON, expect, kept_on_disk, waited

# A note of the sample data, which only staff may read.
NOTE = "Same rounding as"


def set_role_unheard(stage, email, role):
    """Without a word to the person's program, as while its live connection is down."""
    stage.backend.sql("alter table public.profiles disable trigger tell_role; "
                      f"update public.profiles set role = '{role}' where email = '{email}'; "
                      "alter table public.profiles enable trigger tell_role")


def role_journey(stage):
    """An administrator becomes an agent while the desk's settings are open; an agent becomes a client in the support console."""
    stage.say("Priya, the administrator, has the desk's settings open.")
    admin = stage.person("admin")
    stage.open_program(admin, "admin@desk.test")
    admin.click(role="list item", name="Desk settings")
    admin.see(role="text|entry", name="New category")

    stage.say("She is an administrator no more: what she saves is refused, the page goes, the queue stays.")
    set_role_unheard(stage, "admin@desk.test", "support")
    admin.click(role="text|entry", name="New category")
    admin.type(text="Refunds")
    admin.key(keys="Return")
    admin.gone(role="text|entry", name="New category")
    expect(stage.backend.sql("select count(*) from public.ticket_categories where label = 'Refunds'") == "0", "it was saved all the same")
    admin.gone(role="list item", name="Desk settings")
    admin.gone(role="list item", name="Audit log")
    admin.see(role="list item", name="Support")
    admin.see(role="list item", name="Inbox", part=True)
    stage.picture(admin, "94-no-settings")

    stage.say("Amélie looks at an account in the support console.")
    agent = stage.person("agent")
    stage.open_program(agent, "agent@desk.test")
    open_console(agent, "Nadia Benali")
    agent.see(name="Joined North Logistics")

    waited(lambda: kept_on_disk(agent, NOTE), "her cache never held the note that is looked for")

    stage.say("She is of staff no more: she touches nothing, and the console goes, and every ticket with it.")
    stage.backend.sql("update public.profiles set role = 'client' where email = 'agent@desk.test'")
    agent.see(role=BUTTON, name="New Request")
    agent.gone(role="list item", name="Support")
    agent.gone(name="Joined North Logistics")
    agent.gone(role="list item", name="Invoice shows a wrong total", part=True)
    stage.picture(agent, "95-no-console")
    waited(lambda: not kept_on_disk(agent, NOTE), "the cache of somebody who is of staff no more still holds a note")
    expect(agent.running(), "the program ended")
    for person in (admin, agent):
        with open(person.program_log, encoding="utf-8", errors="replace") as log:
            criticals = [line for line in log if "CRITICAL" in line]
        expect(not criticals, f"{person.name}'s program complains: {''.join(criticals)}")
