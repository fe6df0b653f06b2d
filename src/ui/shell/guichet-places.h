/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-place.h"

G_BEGIN_DECLS

/* A place beside the queue, as the views list it. */
typedef struct
{
  const char *name;             /* of the action win.show-place */
  const char *title;            /* untranslated */
  const char *icon_name;
  DeskRole least;               /* who sees it: this role and those above it */
  GType (*get_type) (void);
} GuichetPlaceInfo;

const GuichetPlaceInfo *guichet_places_get  (guint *n_places);
const GuichetPlaceInfo *guichet_places_find (const char *name);

G_END_DECLS
