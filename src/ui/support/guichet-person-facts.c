/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-person-facts.h"

#include <glib/gi18n.h>

#include "guichet-fact.h"
#include "guichet-format.h"
#include "guichet-support-words.h"

/**
 * GuichetPersonFacts:
 *
 * What there is to know about a person at a glance: account, organisations, subscription, privacy requests.
 *
 * Signal `request-opened` (DeskPrivacyRequest).
 */
struct _GuichetPersonFacts
{
  AdwBin parent_instance;

  DeskClock *clock;
  GtkWidget *grid;
  GtkWidget *facts[4];
  DeskPrivacyRequest *urgent;   /* (nullable): what the last fact opens */
};

enum { ACCOUNT, COMPANIES, SUBSCRIPTION, PRIVACY };

G_DEFINE_FINAL_TYPE (GuichetPersonFacts, guichet_person_facts, ADW_TYPE_BIN)

enum
{
  REQUEST_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
guichet_person_facts_dispose (GObject *object)
{
  GuichetPersonFacts *self = GUICHET_PERSON_FACTS (object);

  g_clear_object (&self->urgent);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (guichet_person_facts_parent_class)->dispose (object);
}

static void
guichet_person_facts_class_init (GuichetPersonFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_person_facts_dispose;

  /**
   * GuichetPersonFacts::request-opened:
   * @self: the facts
   * @request: a privacy request
   */
  signals[REQUEST_OPENED] = g_signal_new ("request-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          DESK_TYPE_PRIVACY_REQUEST);
}

static void
on_privacy_opened (GuichetPersonFacts *self)
{
  if (self->urgent != NULL)
    g_signal_emit (self, signals[REQUEST_OPENED], 0, self->urgent);
}

static void
place (GuichetPersonFacts *self,
       gboolean narrow)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (self->facts); i++)
    {
      if (gtk_widget_get_parent (self->facts[i]) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), self->facts[i]);
      gtk_grid_attach (GTK_GRID (self->grid), self->facts[i], narrow ? 0 : i % 2, narrow ? i : i / 2, 1, 1);
    }
}

static void
guichet_person_facts_init (GuichetPersonFacts *self)
{
  self->grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 6, "row-spacing", 4, "column-homogeneous", TRUE, NULL);
  gtk_widget_add_css_class (self->grid, "card");
  gtk_widget_add_css_class (self->grid, "facts");
  self->facts[ACCOUNT] = g_object_ref_sink (guichet_fact_new ("avatar-default-symbolic", _("Account"), FALSE));
  self->facts[COMPANIES] = g_object_ref_sink (guichet_fact_new ("system-users-symbolic", _("Organisations"), FALSE));
  self->facts[SUBSCRIPTION] = g_object_ref_sink (guichet_fact_new ("emblem-synchronizing-symbolic", _("Subscription"), FALSE));
  self->facts[PRIVACY] = g_object_ref_sink (guichet_fact_new ("security-high-symbolic", _("Privacy requests"), TRUE));
  g_signal_connect_swapped (self->facts[PRIVACY], "opened", G_CALLBACK (on_privacy_opened), self);
  place (self, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (self->facts); i++)
    g_object_unref (self->facts[i]);
  adw_bin_set_child (ADW_BIN (self), self->grid);
}

/** guichet_person_facts_new: the facts of nobody. */
GtkWidget *
guichet_person_facts_new (DeskClock *clock)
{
  GuichetPersonFacts *self = g_object_new (GUICHET_TYPE_PERSON_FACTS, NULL);

  self->clock = g_object_ref (clock);

  return GTK_WIDGET (self);
}

/** guichet_person_facts_set_narrow: one below the other, where there is no room for two. */
void
guichet_person_facts_set_narrow (GuichetPersonFacts *self,
                                 gboolean narrow)
{
  g_return_if_fail (GUICHET_IS_PERSON_FACTS (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->facts); i++)
    g_object_ref (self->facts[i]);
  place (self, narrow);
  for (guint i = 0; i < G_N_ELEMENTS (self->facts); i++)
    g_object_unref (self->facts[i]);
}

static void
show_account (GuichetPersonFacts *self,
              DeskPerson *person,
              gint64 now)
{
  const char *role = guichet_words_role (desk_person_get_role (person));
  gint64 seen = desk_person_get_last_sign_in_at (person);
  g_autofree char *value = NULL;
  g_autofree char *day = NULL;
  g_autofree char *about = NULL;

  if (desk_person_get_erased_at (person) != 0)
    {
      day = guichet_words_date (desk_person_get_erased_at (person), now);
      /* Translators: %s is a day */
      about = g_strdup_printf (_("on %s"), day);
      guichet_fact_show (GUICHET_FACT (self->facts[ACCOUNT]), _("Erased"), about, FALSE);
      return;
    }
  if (desk_person_get_banned_until (person) > now)
    /* Translators: %s is a role, as in Client, locked */
    value = g_strdup_printf (_("%s, locked"), role);
  else
    /* Translators: %s is a role, as in Client, active */
    value = g_strdup_printf (_("%s, active"), role);
  if (seen != 0)
    {
      day = guichet_format_age_sentence (seen, now);
      /* Translators: %s is as in 5 minutes ago, yesterday, Monday, 12 June */
      about = g_strdup_printf (_("last signed in: %s"), day);
    }
  guichet_fact_show (GUICHET_FACT (self->facts[ACCOUNT]), value, seen != 0 ? about : _("never signed in"), FALSE);
}

static void
show_companies (GuichetPersonFacts *self,
                DeskPerson *person)
{
  g_autofree char *names = g_strjoinv (", ", (char **) desk_person_get_companies (person));
  guint n = desk_person_get_n_open_tickets (person);
  g_autofree char *about = n == 0 ? g_strdup (_("no open ticket")) : g_strdup_printf (ngettext ("%u open ticket", "%u open tickets", n), n);

  guichet_fact_show (GUICHET_FACT (self->facts[COMPANIES]), *names != '\0' ? names : _("None"), about, FALSE);
}

static void
show_subscription (GuichetPersonFacts *self,
                   DeskPerson *person,
                   gint64 now)
{
  gint64 end = desk_person_get_plan_end (person);
  const char *status = desk_person_get_plan_status (person);
  g_autofree char *plan = NULL;
  g_autofree char *state = NULL;
  g_autofree char *value = NULL;
  g_autofree char *day = NULL;
  g_autofree char *about = NULL;

  if (desk_person_get_plan (person) == NULL)
    {
      guichet_fact_show (GUICHET_FACT (self->facts[SUBSCRIPTION]), _("None"), NULL, FALSE);
      return;
    }
  plan = guichet_words_capital (desk_person_get_plan (person));
  state = g_strdelimit (g_strdup (status != NULL ? status : ""), "_", ' ');
  value = g_strdup_printf ("%s, %s", plan,
                           g_strcmp0 (status, "active") == 0 ? _("active") : g_strcmp0 (status, "past_due") == 0 ? _("payment overdue")
                           : g_strcmp0 (status, "canceled") == 0 ? _("cancelled") : g_strcmp0 (status, "trialing") == 0 ? _("on trial") : state);
  if (end != 0)
    {
      day = guichet_words_date (end, now);
      /* Translators: %s is a day */
      about = g_strdup_printf (end < now ? _("paid until %s") : _("renews on %s"), day);
    }
  guichet_fact_show (GUICHET_FACT (self->facts[SUBSCRIPTION]), value, about, FALSE);
}

/* The open one that is due first is what counts; without one, the last that there was can be looked at. */
static void
show_privacy (GuichetPersonFacts *self,
              DeskPerson *person,
              gint64 now)
{
  GListModel *requests = desk_person_get_privacy_requests (person);
  guint n = g_list_model_get_n_items (requests), n_open = 0;
  gboolean late = FALSE;
  g_autofree char *value = NULL;
  g_autofree char *about = NULL;

  g_clear_object (&self->urgent);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (requests, i);
      gboolean open = desk_privacy_request_get_closed_at (request) == 0;

      if (self->urgent == NULL || (open && (n_open == 0 || desk_privacy_request_get_due_at (request) < desk_privacy_request_get_due_at (self->urgent))))
        g_set_object (&self->urgent, request);
      n_open += open;
    }
  guichet_fact_set_opens (GUICHET_FACT (self->facts[PRIVACY]), n > 0);
  if (n == 0)
    {
      guichet_fact_show (GUICHET_FACT (self->facts[PRIVACY]), _("None"), NULL, FALSE);
      return;
    }

  if (n_open > 0)
    about = guichet_words_due (desk_privacy_request_get_due_at (self->urgent), now, &late);
  if (n_open > 1)
    value = g_strdup_printf (ngettext ("%u open", "%u open", n_open), n_open);
  else
    /* Translators: what is asked for and the step, as in Export, processing */
    value = g_strdup_printf (C_ ("privacy", "%1$s, %2$s"), guichet_words_privacy_kind (desk_privacy_request_get_kind (self->urgent)),
                             guichet_words_privacy_state (desk_privacy_request_get_status (self->urgent)));
  guichet_fact_show (GUICHET_FACT (self->facts[PRIVACY]), value, about, late);
}

/** guichet_person_facts_show: what is known of @person now. */
void
guichet_person_facts_show (GuichetPersonFacts *self,
                           DeskPerson *person)
{
  gint64 now;

  g_return_if_fail (GUICHET_IS_PERSON_FACTS (self));
  g_return_if_fail (DESK_IS_PERSON (person));

  now = desk_clock_get_now (self->clock);
  show_account (self, person, now);
  show_companies (self, person);
  show_subscription (self, person, now);
  show_privacy (self, person, now);
}
