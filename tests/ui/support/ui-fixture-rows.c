/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture-rows.h"

#include "desk-account.h"
#include "desk-session-internal.h"

/* The queue of the pictures: believable, all invented. */

#define JONAS "00000000-0000-4000-8000-00000000000b"
#define PRIYA "00000000-0000-4000-8000-00000000000d"

typedef struct
{
  int number;
  const char *subject;
  const char *company;          /* the last digit of its id */
  int category;
  int priority;
  const char *status;
  int age;                      /* minutes since the client wrote, or else since somebody did */
  int due;                      /* minutes until the resolution is due; 0 for none */
  int next_due;                 /* minutes until the next response is due; 0 when none is awaited */
  const char *assignee;
  gboolean read;
} Row;

static const Row rows[] = {
  { 1042, "Invoice shows a wrong total after the VAT change", "1", 1, 3, "in_progress", 18, 206, 12, UI_FIXTURE_ME, FALSE },
  { 1041, "Cannot sign in since this morning", "2", 3, 4, "open", 22, -40, 0, JONAS, FALSE },
  { 1040, "Label printer stops at page 2", "3", 2, 2, "waiting_customer", 61, 160, 0, UI_FIXTURE_ME, TRUE },
  { 1038, "Add two warehouses to our account", "4", 3, 2, "open", 75, 160, 0, NULL, FALSE },
  { 1037, "Export misses the last day of the month", "5", 2, 2, "in_progress", 130, 185, 0, UI_FIXTURE_ME, TRUE },
  { 1035, "Where do I find the delivery notes of last year?", "6", 2, 1, "resolved", 190, 1440, 0, PRIYA, TRUE },
  { 1033, "Driver app closes while scanning a parcel", "3", 2, 3, "in_progress", 250, 55, 0, JONAS, TRUE },
  { 1031, "Refund for order 88213", "7", 1, 2, "in_progress", 310, 380, 0, UI_FIXTURE_ME, TRUE },
  { 1029, "Change of billing address", "8", 1, 1, "waiting_customer", 1000, 700, 0, NULL, TRUE },
  { 1026, "API answers 500 on /shipments with more than 1,000 lines", "9", 2, 4, "resolved", 1100, 1440, 0, PRIYA, TRUE },
  { 1024, "New colleague needs access to the reports", "4", 3, 1, "open", 1200, 1560, 0, NULL, TRUE },
  { 1022, "Two customers see the same tracking number", "1", 2, 3, "closed", 11520, 1440, 0, JONAS, TRUE },
};

static const char *const companies[] = { "North Logistics", "South Bakery", "Kestrel Freight", "Polar Optics", "Hôtel des Alpes",
                                         "Mairie de Saint-Julien-en-Genevois", "Atelier Lumen", "Okonkwo & Sons",
                                         "Brise Marine" };

static char *
quoted_time (int minutes_ago)
{
  g_autofree char *time = ui_fixture_time (minutes_ago);

  return g_strdup_printf ("\"%s\"", time);
}

static void
add_ticket (GString *json,
            const Row *row)
{
  gboolean over = g_str_equal (row->status, "resolved") || g_str_equal (row->status, "closed");
  gboolean waiting = g_str_equal (row->status, "waiting_customer");
  gboolean staff_last = waiting || over || row->number == 1022;
  g_autofree char *created = quoted_time (MAX (row->age + 60, 940));
  g_autofree char *activity = quoted_time (row->age);
  g_autofree char *earlier = quoted_time (row->age + 11);
  g_autofree char *due = row->due != 0 ? quoted_time (-row->due) : g_strdup ("null");
  g_autofree char *next_due = row->next_due != 0 ? quoted_time (-row->next_due) : g_strdup ("null");
  g_autofree char *assignee = row->assignee != NULL ? g_strdup_printf ("\"%s\"", row->assignee) : g_strdup ("null");

  g_string_append_printf (json,
                          "%s{\"id\":\"10000000-0000-4000-8000-00000000%d\",\"number\":%d,"
                          "\"client_id\":\"20000000-0000-4000-8000-00000000000%s\",\"category_id\":%d,\"priority_id\":%d,"
                          "\"subject\":\"%s\",\"status\":\"%s\",\"resolve_due_at\":%s,\"next_response_due_at\":%s,"
                          "\"first_response_due_at\":%s,\"first_response_applies\":true,\"first_responded_at\":%s,"
                          "\"awaiting_reply_since\":%s,\"waiting_since\":%s,\"resolved_at\":%s,\"closed_at\":%s,"
                          "\"last_customer_activity\":%s,\"last_admin_activity\":%s,\"assignee_id\":%s,"
                          "\"created_by\":\"" UI_FIXTURE_CLIENT "\",\"waiting_seconds\":0,\"resolved_seconds\":0,"
                          "\"affects_all_companies\":false,\"created_at\":%s,\"updated_at\":%s}",
                          json->len > 1 ? "," : "", row->number, row->number, row->company, row->category, row->priority,
                          row->subject, row->status, due, next_due, due, earlier, row->next_due != 0 ? activity : "null",
                          waiting ? activity : "null", over ? activity : "null",
                          g_str_equal (row->status, "closed") ? activity : "null", staff_last ? earlier : activity,
                          staff_last ? activity : earlier, assignee, created, activity);
}

static void
add_people (UiFixture *self)
{
  g_autoptr (GString) json = g_string_new ("[");
  struct
  {
    const char *id, *name, *role;
  } people[] = {
    { UI_FIXTURE_ME, "Amélie Fournier", "support" },
    { JONAS, "Jonas Weber", "support" },
    { PRIYA, "Priya Nair", "admin" },
    { UI_FIXTURE_CLIENT, "Nadia Benali", "client" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_string_append_printf (json,
                            "%s{\"user_id\":\"%s\",\"full_name\":\"%s\",\"email\":\"%u@desk.test\",\"role\":\"%s\",\"locale\":\"en\","
                            "\"created_at\":\"2026-01-01T00:00:00+00:00\",\"updated_at\":\"2026-01-01T00:00:00+00:00\"}",
                            i > 0 ? "," : "", people[i].id, people[i].name, i, people[i].role);
  g_string_append_c (json, ']');
  ui_fixture_merge (self, "profiles", json->str);

  g_string_assign (json, "[");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_string_append_printf (json, "%s{\"user_id\":\"%s\",\"display_name\":\"%s\",\"is_staff\":%s}", i > 0 ? "," : "",
                            people[i].id, people[i].name, i < 3 ? "true" : "false");
  g_string_append_c (json, ']');
  ui_fixture_merge (self, "people", json->str);
}

static void
add_names (UiFixture *self,
           gboolean staff)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < (staff ? G_N_ELEMENTS (companies) : 1); i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"20000000-0000-4000-8000-00000000000%u\",\"name\":\"%s\",\"is_active\":true,"
                            "\"created_at\":\"2026-01-01T00:00:00+00:00\",\"updated_at\":\"2026-01-01T00:00:00+00:00\"}",
                            i > 0 ? "," : "", i + 1, companies[i]);
  g_string_append_c (json, ']');
  ui_fixture_merge (self, "clients", json->str);
  ui_fixture_merge (self, "ticket_categories",
                    "[{\"id\":1,\"label\":\"Billing\"},{\"id\":2,\"label\":\"Tracking\"},{\"id\":3,\"label\":\"Account\"}]");
  ui_fixture_merge (self, "ticket_priorities",
                    "[{\"id\":1,\"code\":\"low\",\"response_sla_minutes\":1440,\"resolve_sla_minutes\":7200},"
                    "{\"id\":2,\"code\":\"normal\",\"response_sla_minutes\":480,\"resolve_sla_minutes\":2880},"
                    "{\"id\":3,\"code\":\"high\",\"response_sla_minutes\":120,\"resolve_sla_minutes\":480},"
                    "{\"id\":4,\"code\":\"urgent\",\"response_sla_minutes\":30,\"resolve_sla_minutes\":240}]");
  ui_fixture_merge (self, "projects",
                    "[{\"id\":\"30000000-0000-4000-8000-000000000001\",\"client_id\":\"20000000-0000-4000-8000-000000000001\","
                    "\"name\":\"Warehouse Lyon\",\"created_at\":\"2026-01-01T00:00:00+00:00\",\"updated_at\":\"2026-01-01T00:00:00+00:00\"},"
                    "{\"id\":\"30000000-0000-4000-8000-000000000002\",\"client_id\":\"20000000-0000-4000-8000-000000000002\","
                    "\"name\":\"Bakery South\",\"created_at\":\"2026-01-01T00:00:00+00:00\",\"updated_at\":\"2026-01-01T00:00:00+00:00\"}]");
}

/* Stands for the client's screenshot: a page with lines and a wrong total. */
static void
save_screenshot (const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 608, 336);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, 4, 4);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, .21, .52, .89);
  cairo_rectangle (cr, 0, 0, 152, 12);
  cairo_fill (cr);
  for (int i = 0; i < 5; i++)
    {
      cairo_set_source_rgb (cr, .82, .82, .84);
      cairo_rectangle (cr, 10, 20 + i * 10, 62 - i % 3 * 12, 4);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, .62, .62, .66);
      cairo_rectangle (cr, 118, 20 + i * 10, 24, 4);
      cairo_fill (cr);
    }
  cairo_set_source_rgb (cr, .2, .2, .22);
  cairo_rectangle (cr, 96, 72, 46, 6);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, .88, .11, .14);
  cairo_set_line_width (cr, 1.6);
  cairo_rectangle (cr, 91, 68, 55, 13.5);
  cairo_stroke (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Two files came with the first message; the screenshot is on this computer already. */
static void
add_files (UiFixture *self)
{
  g_autofree char *path = desk_account_dup_path (self->session->account, "files", UI_FIXTURE_IMAGE);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *time = ui_fixture_time (945);
  g_autofree char *json = g_strdup_printf (
      "[{\"id\":\"" UI_FIXTURE_IMAGE "\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"message_id\":\"40000000-0000-4000-8000-000000000000\","
      "\"label\":\"total-june.png\",\"mime_type\":\"image/png\",\"size_bytes\":212000,\"created_at\":\"%s\"},"
      "{\"id\":\"60000000-0000-4000-8000-000000000002\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\","
      "\"message_id\":\"40000000-0000-4000-8000-000000000000\",\"label\":\"invoice-2026-06.pdf\",\"mime_type\":\"application/pdf\","
      "\"size_bytes\":1200000,\"created_at\":\"%s\"}]",
      time, time);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  save_screenshot (path);
  ui_fixture_merge (self, "ticket_attachments", json);
}

static void
add_events (UiFixture *self)
{
  struct
  {
    int ago;
    const char *actor, *kind, *before, *after;
  } events[] = {
    { 29, UI_FIXTURE_ME, "status", "in_progress", "waiting_customer" },
    { 22, JONAS, "priority", "normal", "high" },
    { 18, UI_FIXTURE_CLIENT, "status", "waiting_customer", "in_progress" },
  };
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autofree char *time = ui_fixture_time (events[i].ago);

      g_string_append_printf (json,
                              "%s{\"id\":\"50000000-0000-4000-8000-00000000000%u\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\","
                              "\"actor_id\":\"%s\",\"kind\":\"%s\",\"old_value\":\"%s\",\"new_value\":\"%s\",\"created_at\":\"%s\"}",
                              i > 0 ? "," : "", i, events[i].actor, events[i].kind, events[i].before, events[i].after, time);
    }
  g_string_append_c (json, ']');
  ui_fixture_merge (self, "ticket_events", json->str);
}

static void
add_conversation (UiFixture *self,
                  gboolean staff)
{
  struct
  {
    int ago;
    const char *author, *body, *visibility;
  } messages[] = {
    { 945, UI_FIXTURE_CLIENT, "Hello, since the VAT change our June invoice adds up to 1,284.00 € but the lines make 1,248.00 €.", "public" },
    { 29, UI_FIXTURE_ME, "Good morning Nadia, thank you. Which browser do you use?", "public" },
    { 22, JONAS, "Same rounding as #1022: line 7 keeps the old 20 % rate. Fix goes out at noon, no promise before that.", "internal" },
    { 18, UI_FIXTURE_CLIENT, "Firefox. Can I still send it today? They pay on the 30th.", "public" },
  };
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *time = ui_fixture_time (messages[i].ago);

      /* What the server never gives to a client. */
      if (!staff && g_str_equal (messages[i].visibility, "internal"))
        continue;
      g_string_append_printf (json,
                              "%s{\"id\":\"40000000-0000-4000-8000-00000000000%u\",\"ticket_id\":\"" UI_FIXTURE_TICKET "\","
                              "\"author_id\":\"%s\",\"body\":\"%s\",\"visibility\":\"%s\",\"created_at\":\"%s\"}",
                              i > 0 ? "," : "", i, messages[i].author, messages[i].body, messages[i].visibility, time);
    }
  g_string_append_c (json, ']');
  ui_fixture_merge (self, "ticket_messages", json->str);
}

void
ui_fixture_add_rows (UiFixture *self,
                     gboolean staff)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GString) reads = g_string_new ("[");
  const char *me = staff ? UI_FIXTURE_ME : UI_FIXTURE_CLIENT;

  add_people (self);
  add_names (self, staff);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (!staff && !g_str_equal (rows[i].company, "1"))
        continue;
      add_ticket (json, &rows[i]);
      if (rows[i].read)
        g_string_append_printf (reads,
                                "%s{\"ticket_id\":\"10000000-0000-4000-8000-00000000%d\",\"user_id\":\"%s\","
                                "\"last_read_at\":\"2026-06-30T09:30:00+00:00\",\"updated_at\":\"2026-06-30T09:30:00+00:00\"}",
                                reads->len > 1 ? "," : "", rows[i].number, me);
    }
  g_string_append_c (json, ']');
  g_string_append_c (reads, ']');
  ui_fixture_merge (self, "tickets", json->str);
  ui_fixture_merge (self, "ticket_reads", reads->str);
  add_conversation (self, staff);
  add_events (self);
  add_files (self);
}
