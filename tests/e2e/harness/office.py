# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The eighth journey: what an administrator sets for the whole desk, with the keyboard, is what the next request follows."""
from .api import Curious
from .journeys import BUTTON, expect, waited
from .keyboard import choose_end, keys, tab_to, write_over
from .roles import set_role_unheard
from .stage import Failed

SECTIONS = "Categories|Priorities and targets|Calendars|Canned replies|E-mail templates|Members and roles"
SECOND = "Where is our second truck"
TICKET = f"from public.tickets where subject = '{SECOND}'"


def to_the_sections(person):
    """Out of a form, by way of the views: the first Escape would be for the sentence that says what was saved, as long as it shows."""
    keys(person, "F6", 2)
    person.see(role="list item", name=SECTIONS, state="focused")


def go_to(person, section, up=False):
    """From a section to another, whose page shows then."""
    person.down_to(name=section, role="list item", up=up)


def open_settings(stage, admin):
    stage.say("Priya, the administrator, opens the desk's settings.")
    stage.open_program(admin, "admin@desk.test")
    admin.see(role="list item", name="Inbox, ", part=True)
    admin.key(keys="ctrl+k")
    admin.type(text="Desk settings")
    admin.see(role="list item", name="Desk settings", part=True, nth=1)
    keys(admin, "Return")
    admin.see(role="text|entry", name="New category")
    admin.see(role="list item", name="Categories", state="focused")


def move_category(stage, admin):
    stage.say("What is asked most comes first: she moves a category by keyboard.")
    tab_to(admin, "Category", role="text|entry")
    keys(admin, "alt+Down")
    admin.see(name="Order saved")
    order = stage.backend.sql("select string_agg(label, ' ' order by position, id) from public.ticket_categories")
    expect(order == "Billing Account Technical Tracking", f"the categories are {order}")
    to_the_sections(admin)


def change_target(stage, admin):
    stage.say("By keyboard: from the list of sections to the first response of Normal.")
    go_to(admin, "Priorities and targets")
    admin.see(role="text|entry", name="Normal, First response")
    tab_to(admin, "Normal, First response", role="text|entry")
    write_over(admin, "soon")
    admin.key(keys="ctrl+s")
    admin.see(name="A target cannot be read", part=True)
    write_over(admin, "45 min")
    admin.see(name="1 unsaved change")
    admin.see(name="45\u00a0min around the clock")
    stage.picture(admin, "81-targets")
    admin.key(keys="ctrl+s")
    admin.see(name="Saved. The next tickets follow the new targets.")
    minutes = stage.backend.sql("select response_sla_minutes from public.ticket_priorities where code = 'normal'")
    expect(minutes == "45", f"the target is {minutes} minutes")


def be_late(stage, admin, jonas):
    stage.say("Jonas, an administrator now, is faster with the same priority: nothing is overwritten.")
    write_over(admin, "3 h")
    admin.see(name="1 unsaved change")
    status, answer = jonas.call("PATCH", "/rest/v1/ticket_priorities?code=eq.normal", {"response_sla_minutes": 50})
    expect(status == 204, f"Jonas was refused: {status} {answer}")
    admin.key(keys="ctrl+s")
    admin.see(name="Somebody else changed this meanwhile", part=True)
    minutes = stage.backend.sql("select response_sla_minutes from public.ticket_priorities where code = 'normal'")
    expect(minutes == "50", f"the other's target was overwritten: {minutes} minutes")
    waited(lambda: admin.text(role="text|entry", name="Normal, First response").replace("\u00a0", " ") == "50 min", "the other's target does not show")
    to_the_sections(admin)


def keep_hours(stage, admin):
    stage.say("Office hours, with a holiday: what cannot be read is said, and saved only when it can.")
    go_to(admin, "Calendars")
    admin.see(role="text|entry", name="New calendar")
    tab_to(admin, "New calendar", role="text|entry")
    admin.type(text="Office hours")
    keys(admin, "Return")
    admin.see(role="text|entry", name="Monday")
    tab_to(admin, "Monday", role="text|entry")
    admin.type(text="18-9")
    admin.key(keys="ctrl+s")
    admin.see(name="Some hours cannot be read, or overlap.", part=True)
    write_over(admin, "9:00-12:00, 13:00-18:00")
    admin.see(name="Monday 09:00–12:00, 13:00–18:00. Tuesday closed.", part=True)
    tab_to(admin, "New holiday", role="text|entry")
    admin.type(text="2026-12-25 Christmas")
    keys(admin, "Return")
    admin.see(name="Friday 25 December 2026")
    stage.picture(admin, "83-calendar")
    admin.key(keys="ctrl+s")
    admin.see(name="Saved. Open tickets keep their due times.")
    hours = stage.backend.sql("select string_agg(r.weekday || ' ' || r.starts || '-' || r.ends, ', ' order by r.starts) || ', ' || min(h.day) || ' ' || min(h.name) "
                              "from public.calendars c join public.calendar_ranges r on r.calendar_id = c.id join public.calendar_holidays h "
                              "on h.calendar_id = c.id where c.name = 'Office hours'")
    expect(hours == "1 09:00:00-12:00:00, 1 13:00:00-18:00:00, 2026-12-25 Christmas", f"the calendar holds {hours}")
    to_the_sections(admin)


def change_template(stage, admin):
    stage.say("The words of the acknowledgement, with the mail beside them.")
    go_to(admin, "E-mail templates")
    admin.see(role="list item", name="Acknowledgement", part=True)
    keys(admin, "Tab")
    keys(admin, "Return")
    admin.see(name="Every variable has a value")
    write_over(admin, "Noted: #{{nonsense}} {{subject}}")
    admin.see(name="This e-mail has no variable {{nonsense}}.")
    admin.key(keys="ctrl+s")
    admin.see(name="The text names a variable that this e-mail does not have.")
    write_over(admin, "Noted: #{{number}} {{subject}}")
    admin.see(name="Every variable has a value")
    newest = stage.backend.sql("select number || ' ' || subject from public.tickets order by number desc limit 1")
    admin.see(role="label", name=f"Noted: #{newest}")
    stage.picture(admin, "82-template")
    admin.key(keys="ctrl+s")
    admin.see(name="Saved. The next e-mails follow.")
    to_the_sections(admin)


def share_the_work(stage, admin):
    stage.say("She cannot take her own role away; she makes Jonas an administrator as well, and is asked before.")
    go_to(admin, "Members and roles")
    admin.see(role="text|entry", name="New company")
    admin.see(role="label", name="You. Another administrator can change your role.")
    choose_end(admin, "Role of Jonas Weber", "Operations", "End")
    admin.see(name="Make Jonas Weber an administrator?", part=True)
    stage.picture(admin, "84-role")
    admin.key(keys="alt+m")
    admin.see(name="Jonas Weber is now: Administrator")
    to_the_sections(admin)
    go_to(admin, "Categories", up=True)
    return Curious(stage.backend.facts, "ops@desk.test")


def file_request(stage):
    stage.say("Nadia files a request.")
    client = stage.person("client", (1000, 700))
    stage.open_program(client, "client@north.test")
    client.click(role=BUTTON, name="New Request")
    client.click(role="text|entry", name="Subject", part=True)
    client.type(text=SECOND)
    client.click(role="text|entry", name="Description", part=True)
    client.type(text="It left Lyon yesterday.")
    client.key(keys="ctrl+Return")
    client.see(role="list item", name=SECOND, part=True)
    waited(lambda: stage.backend.sql(f"select count(*) {TICKET}") == "1", "the request did not arrive")


def expect_followed(stage):
    """The request and its e-mail are as they were set."""
    due = stage.backend.sql(f"select first_response_due_at - created_at {TICKET}")
    expect(due == "00:50:00", f"the first response is due after {due}")
    subject = stage.backend.sql("select public.render_email(e.id) ->> 'subject' from public.email_events e "
                                f"where e.template = 'ticket.created' and e.ticket_id = (select id {TICKET})")
    number = stage.backend.sql(f"select number {TICKET}")
    if subject != f"Noted: #{number} {SECOND}":
        raise Failed(f"the e-mail says “{subject}”")


def lose_role(stage, admin):
    stage.say("Priya's role is taken away while she writes: nothing is saved, the page goes, and it is said.")
    tab_to(admin, "Subject", role="text|entry")
    set_role_unheard(stage, "admin@desk.test", "support")
    write_over(admin, "Too late: {{subject}}")
    admin.key(keys="ctrl+s")
    admin.see(name="Your role has changed", part=True)
    admin.gone(role="list item", name="Desk settings")
    left = stage.backend.sql("select count(*) from public.email_templates where subject like 'Too late%'")
    expect(left == "0", "who is no administrator any more saved a template")


def eighth_journey(stage):
    """The administrator changes a target and a template; the next request and its e-mail follow them."""
    admin = stage.person("admin")
    open_settings(stage, admin)
    move_category(stage, admin)
    jonas = share_the_work(stage, admin)
    change_target(stage, admin)
    be_late(stage, admin, jonas)
    keep_hours(stage, admin)
    change_template(stage, admin)
    file_request(stage)
    expect_followed(stage)
    lose_role(stage, admin)
