/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LocalRestRange:
 * @lower: the first row, counted from 0
 * @upper: the last row, %G_MAXINT64 for no end
 *
 * A range of rows; empty if @upper is less than @lower.
 */
typedef struct {
  gint64 lower;
  gint64 upper;
} LocalRestRange;

LocalRestRange local_rest_range_all           (void);
gboolean       local_rest_range_is_all        (LocalRestRange  self);
gboolean       local_rest_range_is_empty      (LocalRestRange  self);
gboolean       local_rest_range_is_zero       (LocalRestRange  self);
LocalRestRange local_rest_range_intersect     (LocalRestRange  a,
                                               LocalRestRange  b);
LocalRestRange local_rest_range_parse_window  (const char     *limit,
                                               const char     *offset);
LocalRestRange local_rest_range_parse_header  (const char     *header);
LocalRestRange local_rest_range_restrict      (LocalRestRange  self,
                                               gint64          max_rows);
guint          local_rest_range_get_status    (LocalRestRange  self,
                                               gint64          n_rows,
                                               gint64          total);
char          *local_rest_range_get_header    (gint64          lower,
                                               gint64          upper,
                                               gint64          total);

G_END_DECLS
