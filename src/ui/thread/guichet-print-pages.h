/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Paragraphs put on pages. Lengths are in points. */
typedef struct _GuichetPrintPages GuichetPrintPages;

GuichetPrintPages *guichet_print_pages_new   (PangoContext *context, GPtrArray *paragraphs, const char *foot, double width, double height);
void               guichet_print_pages_free  (GuichetPrintPages *self);
gboolean           guichet_print_pages_lay   (GuichetPrintPages *self, guint n_paragraphs);
guint              guichet_print_pages_count (GuichetPrintPages *self);
void               guichet_print_pages_draw  (GuichetPrintPages *self, cairo_t *cr, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuichetPrintPages, guichet_print_pages_free)

G_END_DECLS
