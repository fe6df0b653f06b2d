/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

/* Minutes since midnight. */
typedef struct
{
  int weekday;                  /* 1 is Monday */
  int starts;
  int ends;
} GuichetHours;

#define GUICHET_TYPE_WEEK_PICTURE (guichet_week_picture_get_type ())
G_DECLARE_FINAL_TYPE (GuichetWeekPicture, guichet_week_picture, GUICHET, WEEK_PICTURE, GtkWidget)

GtkWidget *guichet_week_picture_new       (void);
void       guichet_week_picture_set_hours (GuichetWeekPicture *self, const GuichetHours *hours, guint n_hours);
char      *guichet_week_dup_sentence      (const GuichetHours *hours, guint n_hours);
char      *guichet_week_dup_day           (const GuichetHours *hours, guint n_hours, int weekday);
gboolean   guichet_week_read_day          (const char *text, int weekday, GArray *hours);

G_END_DECLS
