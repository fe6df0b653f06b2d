/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ledger-line.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-words.h"

/* One line of the ledger of a due time: what it is, when, and what it adds. */

#define DAY (24 * 60)

/* What a line of it likes to be wide; it takes all that the popover has. So the popover alone says how wide it is, and stays inside a narrow window. */
#define LINE_CHARS 16

/* Every minute of it: nothing may be lost between a line and the sum. */
char *
guichet_ledger_dup_amount (gint64 minutes)
{
  gint64 rest = ABS (minutes) % DAY;
  gint64 days = ABS (minutes) / DAY;
  g_autofree char *last = rest > 0 || days == 0 ? rest > 0 ? guichet_format_duration (rest * 60) : g_strdup (_("0 min")) : NULL;
  g_autofree char *first = days > 0 ? guichet_format_duration (days * DAY * 60) : NULL;
  g_autofree char *amount = g_strjoin (first != NULL && last != NULL ? " " : "", first != NULL ? first : "", last != NULL ? last : "", NULL);

  /* Translators: %s is a length of time that is added, or taken off */
  return g_strdup_printf (minutes < 0 ? _("− %s") : _("+ %s"), amount);
}

char *
guichet_ledger_dup_moment (gint64 when,
                           gint64 now)
{
  return guichet_format_day_and_time (when, now);
}

static const char *
find_icon (const DeskDeadlineLine *line)
{
  switch (line->kind)
    {
    case DESK_DEADLINE_TARGET:
      return "guichet-priority-high-symbolic";
    case DESK_DEADLINE_CLOSED:
    case DESK_DEADLINE_CHANGED:
      return "x-office-calendar-symbolic";
    case DESK_DEADLINE_WAITING:
      return "guichet-paused-symbolic";
    case DESK_DEADLINE_RESOLVED:
      return "guichet-met-symbolic";
    case DESK_DEADLINE_FILED:
    case DESK_DEADLINE_DUE:
    default:
      return "guichet-status-open-symbolic";
    }
}

static const char *
find_priority (const char *code)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i]) == 0)
      return guichet_words_priority (i);

  return code != NULL ? code : "";
}

static char *
dup_title (const DeskDeadlineLine *line)
{
  switch (line->kind)
    {
    case DESK_DEADLINE_TARGET:
      /* Translators: %s is a priority: Priority High */
      return g_strdup_printf (_("Priority %s"), find_priority (line->name));
    case DESK_DEADLINE_CLOSED:
      return g_strdup (_("Outside office hours"));
    case DESK_DEADLINE_WAITING:
      return g_strdup (_("Waiting for the client"));
    case DESK_DEADLINE_RESOLVED:
      return g_strdup (_("Resolved meanwhile"));
    case DESK_DEADLINE_CHANGED:
      return g_strdup (_("Hours changed since"));
    case DESK_DEADLINE_FILED:
    case DESK_DEADLINE_DUE:
    default:
      return g_strdup (line->name != NULL ? C_ ("deadline", "Filed") : _("The client wrote"));
    }
}

/* From when to when, the day of the end only where it is another one. */
static char *
dup_span (const DeskDeadlineLine *line,
          gint64 now)
{
  g_autofree char *since = guichet_format_moment (line->since, now);
  g_autofree char *first = guichet_format_day (line->since, now);
  g_autofree char *last = guichet_format_day (line->until, now);
  g_autofree char *until = g_str_equal (first, last) ? guichet_format_time (line->until) : guichet_format_moment (line->until, now);

  if (line->n > 1)
    /* Translators: how many times, from when to when */
    return g_strdup_printf (ngettext ("%1$u time, %2$s to %3$s", "%1$u times, %2$s to %3$s", line->n), line->n, since, until);

  /* Translators: from when to when */
  return g_strdup_printf (_("%1$s to %2$s"), since, until);
}

/* (nullable) */
static char *
dup_detail (const DeskDeadlineLine *line,
            gint64 now)
{
  g_autofree char *since = line->since > 0 ? guichet_format_moment (line->since, now) : NULL;

  if (line->kind == DESK_DEADLINE_FILED && line->name != NULL && line->before != NULL)
    /* Translators: a person and their company */
    return g_strdup_printf (_("by %1$s, %2$s"), line->name, line->before);
  if (line->kind == DESK_DEADLINE_FILED)
    return g_strdup (line->before);
  if (line->kind == DESK_DEADLINE_TARGET && since != NULL && line->before != NULL)
    /* Translators: since when, and which priority it was before */
    return g_strdup_printf (_("since %1$s, %2$s before"), since, find_priority (line->before));
  if ((line->kind == DESK_DEADLINE_WAITING || line->kind == DESK_DEADLINE_RESOLVED) && line->until == 0)
    /* Translators: %s is since when */
    return g_strdup_printf (_("since %s; counts when it ends"), since);
  if (line->since > 0 && line->until > 0)
    return dup_span (line, now);

  return NULL;
}

/**
 * guichet_ledger_line_new:
 * @line: what it says
 * @minutes: what it adds, rounded so that all lines together make the due time
 * @now: the time, microseconds since 1970 UTC
 *
 * Returns: (transfer floating): a line
 */
GtkWidget *
guichet_ledger_line_new (const DeskDeadlineLine *line,
                         gint64 minutes,
                         gint64 now)
{
  g_autofree char *title = dup_title (line);
  g_autofree char *detail = dup_detail (line, now);
  g_autofree char *end = line->kind == DESK_DEADLINE_FILED ? guichet_ledger_dup_moment (line->since, now) : guichet_ledger_dup_amount (minutes);
  g_autofree char *heard = g_strjoin (". ", title, detail != NULL ? detail : end, detail != NULL ? end : NULL, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 10, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", find_icon (line), "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                                  GTK_ALIGN_START, "margin-top", 2, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *amount = g_object_new (GTK_TYPE_LABEL, "label", end, "valign", GTK_ALIGN_START, "xalign", 1.0f, NULL);

  gtk_widget_add_css_class (box, "ledger-line");
  gtk_widget_add_css_class (icon, "secondary");
  gtk_widget_add_css_class (amount, "time");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", LINE_CHARS, NULL));
  if (detail != NULL)
    gtk_box_append (GTK_BOX (words), g_object_new (GTK_TYPE_LABEL, "label", detail, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", LINE_CHARS,
                                                   "css-classes", (const char *[]) { "caption", "secondary", "time", NULL }, NULL));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), amount);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);

  return box;
}
