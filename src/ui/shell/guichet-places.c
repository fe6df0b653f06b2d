/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-places.h"

#include <glib/gi18n.h>

#include "guichet-audit-log-place.h"
#include "guichet-mail-log-place.h"
#include "guichet-reports-place.h"
#include "guichet-settings-place.h"
#include "guichet-support-place.h"

/* In the order in which the views list them; the one without a name ends. */
static const GuichetPlaceInfo places[] = {
  { "support", N_("Support"), "guichet-support-symbolic", DESK_ROLE_SUPPORT, guichet_support_place_get_type },
  { "reports", N_("Reports"), "guichet-reports-symbolic", DESK_ROLE_SUPPORT, guichet_reports_place_get_type },
  { "email-log", N_("E-mail log"), "mail-send-symbolic", DESK_ROLE_SUPPORT, guichet_mail_log_place_get_type },
  { "audit", N_("Audit log"), "security-high-symbolic", DESK_ROLE_OPS, guichet_audit_log_place_get_type },
  { "settings", N_("Desk settings"), "emblem-system-symbolic", DESK_ROLE_ADMIN, guichet_settings_place_get_type },
  { NULL },
};

/**
 * guichet_places_get:
 * @n_places: (out): how many
 *
 * Returns: (array length=n_places) (transfer none): all places, for whatever role
 */
const GuichetPlaceInfo *
guichet_places_get (guint *n_places)
{
  g_return_val_if_fail (n_places != NULL, NULL);

  *n_places = G_N_ELEMENTS (places) - 1;

  return places;
}

/**
 * guichet_places_find:
 * @name: the name of a place
 *
 * Returns: (nullable) (transfer none): the place
 */
const GuichetPlaceInfo *
guichet_places_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (const GuichetPlaceInfo *place = places; place->name != NULL; place++)
    if (g_str_equal (place->name, name))
      return place;

  return NULL;
}
