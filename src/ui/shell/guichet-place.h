/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PLACE (guichet_place_get_type ())
G_DECLARE_DERIVABLE_TYPE (GuichetPlace, guichet_place, GUICHET, PLACE, AdwBin)

/**
 * GuichetPlaceClass:
 * @shown: (nullable): the place came into sight: look for what is new
 * @step_back: (nullable): what Escape does; whether there was something to go back from
 * @focus: (nullable): takes the focus where one begins; without it the first widget that can
 * @has_changes: (nullable): whether something is written there that is not saved, and would be lost
 * @save: saves it, and says how that went with guichet_place_settled()
 * @discard: forgets it
 * @keeps_changes: whether what is not saved is still there when one comes back, so that only leaving the window loses it
 *
 * What stands beside the views in place of the queue: the support console, the reports, the logs, the settings of the desk.
 */
struct _GuichetPlaceClass
{
  AdwBinClass parent_class;

  void     (*shown)     (GuichetPlace *self);
  gboolean (*step_back) (GuichetPlace *self);
  void     (*focus)     (GuichetPlace *self);
  gboolean (*has_changes) (GuichetPlace *self);
  void     (*save)      (GuichetPlace *self);
  void     (*discard)   (GuichetPlace *self);
  gboolean keeps_changes;
};

/* What was to be done before somebody was asked whether to save. */
typedef void (*GuichetPlaceThen) (gpointer user_data);

DeskSession *guichet_place_get_session       (GuichetPlace *self);
gboolean     guichet_place_get_narrow        (GuichetPlace *self);
GtkWidget   *guichet_place_create_views_button (GuichetPlace *self);

void         guichet_place_set_room          (GuichetPlace *self, gboolean views_hidden, gboolean narrow);
void         guichet_place_show              (GuichetPlace *self);
gboolean     guichet_place_step_back         (GuichetPlace *self);
void         guichet_place_take_focus        (GuichetPlace *self);

/* guichet-place-leaving.c */
gboolean     guichet_place_has_changes       (GuichetPlace *self);
void         guichet_place_ask               (GuichetPlace *self, GuichetPlaceThen then, gpointer user_data, GDestroyNotify destroy);
void         guichet_place_settled           (GuichetPlace *self, gboolean saved);
gboolean     guichet_place_is_saving         (GuichetPlace *self);

G_END_DECLS
