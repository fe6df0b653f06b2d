# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The eighth journey: what an administrator sets for the whole desk, with the keyboard, is what the next request follows."""
from .console import tab_to
from .journeys import BUTTON, expect, waited
from .stage import Failed


def keys(person, name, times=1):
    person.key(keys=" ".join([name] * times))


def to_the_sections(person):
    """Out of a form, by way of the views: the first Escape would be for the sentence that says what was saved, as long as it shows."""
    keys(person, "F6", 2)
    person.see(role="list item", name="Priorities and targets|E-mail templates", state="focused")


def eighth_journey(stage):
    """The administrator changes a target and a template; the next request and its e-mail follow them."""
    stage.say("Priya, the administrator, opens the desk's settings.")
    admin = stage.person("admin")
    stage.open_program(admin, "admin@desk.test")
    admin.see(role="list item", name="Inbox, ", part=True)
    admin.key(keys="ctrl+k")
    admin.type(text="Desk settings")
    admin.see(role="list item", name="Desk settings", part=True, nth=1)
    keys(admin, "Return")
    admin.see(role="text|entry", name="New category")
    admin.see(role="list item", name="Categories", state="focused")

    stage.say("What is asked most comes first: she moves a category by keyboard.")
    tab_to(admin, "Category", role="text|entry")
    keys(admin, "alt+Down")
    admin.see(name="Order saved")
    order = stage.backend.sql("select string_agg(label, ' ' order by position, id) from public.ticket_categories")
    expect(order == "Billing Account Technical Tracking", f"the categories are {order}")
    keys(admin, "F6", 2)
    admin.see(role="list item", name="Categories", state="focused")

    stage.say("By keyboard: from the list of sections to the first response of Normal.")
    keys(admin, "Down")
    admin.see(role="text|entry", name="Normal, First response")
    tab_to(admin, "Normal, First response", role="text|entry")
    admin.key(keys="ctrl+a")
    admin.type(text="soon")
    admin.key(keys="ctrl+s")
    admin.see(name="A target cannot be read", part=True)
    admin.key(keys="ctrl+a")
    admin.type(text="45 min")
    admin.see(name="1 unsaved change")
    admin.see(name="45\u00a0min around the clock")
    stage.picture(admin, "81-targets")
    admin.key(keys="ctrl+s")
    admin.see(name="Saved. The next tickets follow the new targets.")
    minutes = stage.backend.sql("select response_sla_minutes from public.ticket_priorities where code = 'normal'")
    expect(minutes == "45", f"the target is {minutes} minutes")

    stage.say("Somebody else is faster with the same priority: nothing is overwritten.")
    admin.key(keys="ctrl+a")
    admin.type(text="3 h")
    admin.see(name="1 unsaved change")
    stage.backend.sql("update public.ticket_priorities set response_sla_minutes = 50 where code = 'normal'")
    admin.key(keys="ctrl+s")
    admin.see(name="Somebody else changed this meanwhile", part=True)
    minutes = stage.backend.sql("select response_sla_minutes from public.ticket_priorities where code = 'normal'")
    expect(minutes == "50", f"the other's target was overwritten: {minutes} minutes")
    waited(lambda: admin.text(role="text|entry", name="Normal, First response").replace("\u00a0", " ") == "50 min", "the other's target does not show")

    stage.say("The words of the acknowledgement, with the mail beside them.")
    to_the_sections(admin)
    keys(admin, "Down", 2)
    admin.see(role="list item", name="Acknowledgement", part=True)
    keys(admin, "Tab")
    keys(admin, "Return")
    admin.see(name="Every variable has a value")
    admin.key(keys="ctrl+a")
    admin.type(text="Noted: #{{nonsense}} {{subject}}")
    admin.see(name="This e-mail has no variable {{nonsense}}.")
    admin.key(keys="ctrl+s")
    admin.see(name="The text names a variable that this e-mail does not have.")
    admin.key(keys="ctrl+a")
    admin.type(text="Noted: #{{number}} {{subject}}")
    admin.see(name="Every variable has a value")
    stage.picture(admin, "82-template")
    admin.key(keys="ctrl+s")
    admin.see(name="Saved. The next e-mails follow.")

    stage.say("Nadia files a request.")
    client = stage.person("client", (1000, 700))
    stage.open_program(client, "client@north.test")
    client.click(role=BUTTON, name="New Request")
    client.click(role="text|entry", name="Subject", part=True)
    client.type(text="Where is our second truck")
    client.click(role="text|entry", name="Description", part=True)
    client.type(text="It left Lyon yesterday.")
    client.key(keys="ctrl+Return")
    client.see(role="list item", name="Where is our second truck", part=True)

    ticket = "from public.tickets where subject = 'Where is our second truck'"
    waited(lambda: stage.backend.sql(f"select count(*) {ticket}") == "1", "the request did not arrive")
    due = stage.backend.sql(f"select first_response_due_at - created_at {ticket}")
    expect(due == "00:50:00", f"the first response is due after {due}")
    subject = stage.backend.sql("select public.render_email(e.id) ->> 'subject' from public.email_events e "
                                f"where e.template = 'ticket.created' and e.ticket_id = (select id {ticket})")
    number = stage.backend.sql(f"select number {ticket}")
    if subject != f"Noted: #{number} Where is our second truck":
        raise Failed(f"the e-mail says “{subject}”")

    stage.say("Priya's role is taken away while she writes: nothing is saved, the page goes, and it is said.")
    stage.backend.sql("update public.profiles set role = 'support' where email = 'admin@desk.test'")
    admin.key(keys="ctrl+a")
    admin.type(text="Too late: {{subject}}")
    admin.key(keys="ctrl+s")
    admin.see(name="Your role has changed", part=True)
    admin.gone(role="list item", name="Desk settings")
    left = stage.backend.sql("select count(*) from public.email_templates where subject like 'Too late%'")
    expect(left == "0", "who is no administrator any more saved a template")
