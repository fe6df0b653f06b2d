/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

/* Every page of every role, in the states that it has. */

#define NADIA_ID_STEP "person " NADIA_ID
/* An office that is open on weekdays, and closed at Christmas. */
#define CALENDAR_STEP \
  "sql with calendar as (insert into calendars (name, time_zone) values ('Office hours', 'Europe/Paris') on conflict do nothing returning id), " \
  "ranges as (insert into calendar_ranges (calendar_id, weekday, starts, ends) " \
  "select id, weekday, starts::time, ends::time from calendar, generate_series(1, 5) weekday, " \
  "(values ('09:00', '12:00'), ('13:00', '18:00')) part (starts, ends)) " \
  "insert into calendar_holidays (calendar_id, day, name) select id, '2026-12-25', 'Christmas' from calendar"
#define NOTE "compose note Check with Priya before we promise a date."
#define REPLY "compose reply Dear Nadia,\nthank you for the screenshot. The total is wrong, the lines are right."

static const Screen pages[] = {
  /* Signing in */
  { "sign-in", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0, { "see Sign in to Guichet" } },
  { "sign-in-demo", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0, { "offer-demo ready", "see No account here?" } },
  { "sign-in-demo-starting", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0, { "offer-demo starting", "see Starting the demo…" } },
  { "sign-in-missing", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0, { "see Sign in to Guichet", "press Sign in" } },

  { "sign-in-no-code", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0,
    { "see Sign in to Guichet", "fill-sign-in client@north.test", "press Send a one-time code instead",
      "see This server sends no codes by e-mail. Sign in with your password." } },
  { "sign-in-code", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0, { "see Sign in to Guichet", "ask-code mail" } },
  { "sign-in-second-factor", SCREEN_NOBODY, SCREEN_ALL_WIDTHS, 0, { "see Sign in to Guichet", "ask-code factor" } },

  /* The queue, for staff */
  { "queue", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "ticket" } },
  { "queue-no-ticket", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)" } },
  { "queue-mine", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(1)", "ticket" } },
  { "queue-overdue", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(4)" } },
  { "queue-empty", SCREEN_NEW_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(1)" } },
  { "queue-loading", SCREEN_NEW_STAFF, SCREEN_ALL_WIDTHS, 0, { "line loading", "see-type GuichetSkeleton" } },
  { "queue-offline", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "ticket", "line offline" } },
  { "queue-views", SCREEN_STAFF, 0xe, 0, { "ticket", "act win.toggle-views" } },
  { "queue-details", SCREEN_STAFF, 0xe, 0, { "ticket", "act win.toggle-details" } },
  { "queue-find", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "act win.find", "write invoice", "gone Cannot sign in" } },
  { "queue-no-result", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "act win.find", "write zebra", "see No ticket matches" } },
  { "queue-selected", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "select 1,3,6" } },
  { "queue-saved-view", SCREEN_ADMIN, SCREEN_ALL_WIDTHS, 0, { "keep-view Big customers" } },
  { "queue-filter", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.filter" } },
  { "queue-filter-company", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.filter", "filter-page 4" } },
  { "queue-filter-days", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.filter", "filter-page 9" } },
  { "queue-save-view", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "act win.save-view" } },
  { "queue-triage", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "act win.triage", "see Invoice shows" } },
  { "queue-demo", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-view(6)", "ticket", "be-demo" } },
  { "queue-menu", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-menu" } },

  /* The conversation */
  { "reply", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "ticket", REPLY } },
  { "note", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "ticket", NOTE } },
  { "drop", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "ticket", "reveal drop-zone" } },
  { "drop-note", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "ticket", NOTE, "reveal drop-zone" } },
  { "outbox", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "queue-replies", "line offline", "ticket", "see Invoice shows", "end" } },
  { "scope", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "scope three", "ticket" } },
  { "canned", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "ticket Invoice shows", "see Invoice shows", "act composer.canned" } },
  { "canned-own", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0,
    { "ticket Invoice shows", "see Invoice shows", "act composer.canned", "press _Manage…", "see Yours" } },
  { "canned-own-new", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0,
    { "ticket Invoice shows", "see Invoice shows", "act composer.canned", "press _Manage…", "press New canned reply", "see Title" } },
  { "print-ask", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "ticket", "act thread.save-pdf", "see Who will read it?" } },
  { "print-staff", SCREEN_STAFF, SCREEN_WIDEST, 0, { "print staff" } },
  { "print-client", SCREEN_STAFF, SCREEN_WIDEST, 0, { "print client" } },
  { "deadlines", SCREEN_REAL_AGENT, SCREEN_WIDEST, 0, { "ticket Invoice shows", "see Invoice shows", "press Why?" } },
  { "deadlines-folded", SCREEN_REAL_AGENT, 0xe, 0, { "ticket Invoice shows", "see Invoice shows", "act win.toggle-details", "press Why?" } },

  /* Over everything */
  { "palette", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "see Cannot sign in", "act win.show-palette", "write inv", "see Invoice shows" } },
  { "palette-commands", SCREEN_STAFF, SCREEN_ALL_WIDTHS, 0, { "act win.show-palette" } },
  { "palette-nothing", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-palette", "write zebra crossing", "see Nothing found" } },
  { "shortcuts", SCREEN_STAFF, SCREEN_WIDEST, 0, { "act win.show-shortcuts" } },
  { "preferences", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 1000, { "act win.show-preferences", "see Appearance" } },
  { "preferences-writing", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-preferences", "press Writing" } },
  { "preferences-notifications", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-preferences", "press Notifications" } },
  { "preferences-quiet-hours", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 1040, { "act win.show-preferences", "press Notifications", "expand Quiet hours" } },
  { "new-ticket", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.new-request" } },

  /* The support console */
  { "support-empty", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('support')", "see Support" } },
  { "support-person", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('support')", NADIA_ID_STEP, "see Account created" } },
  { "support-incident", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0,
    { "act win.show-place('support')", NADIA_ID_STEP, "see Account created", "choose Faces on photographs", "see Description" } },
  { "support-new-incident", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0,
    { "act win.show-place('support')", NADIA_ID_STEP, "see Account created", "act support.new-incident", "see New Incident" } },
  { "support-privacy", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0,
    { "act win.show-place('support')", NADIA_ID_STEP, "see Account created", "press Privacy requests", "see Note to the person" } },

  /* Figures and records */
  { "reports", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('reports')", "see Tickets per day" } },
  { "reports-tall", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 1600, { "act win.show-place('reports')", "see Tickets per day" } },
  { "reports-tables", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 1600,
    { "act win.show-place('reports')", "see Tickets per day", "press Tables" } },
  { "mail-log", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('email-log')", "see client@north.test" } },
  { "mail-log-mail", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('email-log')", "see client@north.test", "pick 0" } },
  { "mail-log-test", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('email-log')", "see client@north.test", "press Send a Test…" } },
  { "mail-log-agent", SCREEN_REAL_AGENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('email-log')", "see client@north.test" } },
  { "audit-log", SCREEN_REAL_OPS, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('audit')", "see Done" } },
  { "audit-log-event", SCREEN_REAL_OPS, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('audit')", "see Done", "pick 0" } },

  /* The settings of the desk */
  { "settings-list", SCREEN_REAL_ADMIN, SCREEN_NARROWEST, 0, { "act win.show-place('settings')", "see Categories" } },
  { "settings-categories", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('settings')", "choose Categories", "see New category" } },
  { "settings-priorities", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 1000,
    { "act win.show-place('settings')", "choose Priorities and targets", "see What this means now", "see-any %s around the clock|Cannot be read" } },
  { "settings-calendars", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0,
    { "act win.show-place('settings')", "choose Calendars", "see New calendar" } },
  { "settings-calendar", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 1600,
    { CALENDAR_STEP, "act win.show-place('settings')", "choose Calendars", "choose Office hours", "see New holiday" } },
  { "settings-templates", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('settings')", "choose E-mail templates", "see Acknowledgement" } },
  { "settings-template", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 1000,
    { "act win.show-place('settings')", "choose E-mail templates", "choose Acknowledgement", "see Every variable has a value" } },
  { "settings-members", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 1000,
    { "act win.show-place('settings')", "choose Members and roles", "see Amélie Fournier" } },
  { "settings-company", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 1000,
    { "act win.show-place('settings')", "choose Members and roles", "choose North Logistics", "see Nadia Benali" } },
  { "settings-canned", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0,
    { "act win.show-place('settings')", "choose Canned replies", "see New canned reply" } },
  { "settings-desk", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "act win.show-place('settings')", "choose Desk", "see Name of the desk" } },

  /* The client's side */
  { "client", SCREEN_CLIENT, SCREEN_ALL_WIDTHS, 0, { "ticket" } },
  { "client-list", SCREEN_CLIENT, SCREEN_ALL_WIDTHS, 0, { NULL } },
  { "client-empty", SCREEN_NEW_CLIENT, SCREEN_ALL_WIDTHS, 0, { NULL } },
  { "client-filter", SCREEN_CLIENT, SCREEN_ALL_WIDTHS, 0, { "act win.filter" } },
  { "client-closed", SCREEN_REAL_CLIENT, SCREEN_ALL_WIDTHS, 0, { "ticket Invoice of April", "see Invoice of April" } },
  { "client-announcement", SCREEN_REAL_OTHER_CLIENT, SCREEN_ALL_WIDTHS, 0, { "ticket Scheduled maintenance", "see Scheduled maintenance" } },
  { "client-new-request", SCREEN_REAL_CLIENT, SCREEN_ALL_WIDTHS, 0, { "act win.new-request" } },
  { "client-my-data", SCREEN_REAL_CLIENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-my-data" } },
  { "client-preferences", SCREEN_REAL_CLIENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-preferences", "see Appearance" } },
  { "client-preferences-notifications", SCREEN_REAL_CLIENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-preferences", "press Notifications" } },
  { "client-palette", SCREEN_CLIENT, SCREEN_ALL_WIDTHS, 0, { "act win.show-palette" } },
  { "client-shortcuts", SCREEN_CLIENT, SCREEN_WIDEST, 0, { "act win.show-shortcuts" } },
  { "client-offline", SCREEN_CLIENT, SCREEN_ALL_WIDTHS, 0, { "ticket", "line offline" } },

  /* Without the server: the last ones, since nobody can sign in after that */
  { "support-offline", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0, { "unplug", "act win.show-place('support')", "choose Open cases",
      "see This page comes from the server, which cannot be reached." } },
  { "reports-offline", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0,
    { "unplug", "act win.show-place('reports')",
      "see This page comes from the server, which cannot be reached." } },
  { "settings-offline", SCREEN_REAL_ADMIN, SCREEN_ALL_WIDTHS, 0,
    { "unplug", "act win.show-place('settings')", "choose Categories",
      "see This page comes from the server, which cannot be reached." } },
};

const Screen *
screens_get_pages (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);

  return pages;
}
