/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

#include "desk-conversation.h"

#include "guichet-print-pages.h"
#include "guichet-print-words.h"

/* A conversation as it is printed: the first sheet of paper, laid out as for a printer, shown in a window so that a picture can be made of it. */

/* A4 and its margins, in points. */
#define WIDTH 595
#define HEIGHT 842
#define MARGIN 51

static gboolean
is_read (gpointer data)
{
  DeskConversation *conversation = data;

  return !desk_conversation_get_loading (conversation) && !desk_conversation_get_has_older (conversation) &&
         desk_ticket_get_loaded (desk_conversation_get_ticket (conversation)) && guichet_print_find_unread (conversation) == NULL;
}

static void
draw (GtkDrawingArea *area,
      cairo_t *cr,
      int width,
      int height,
      gpointer pages)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  guichet_print_pages_draw (pages, cr, 0);
}

static void
free_pages (gpointer pages)
{
  guichet_print_pages_free (pages);
}

static GuichetPrintPages *
lay_out (GtkWidget *window,
         DeskSession *session,
         DeskConversation *conversation,
         gboolean with_notes)
{
  g_autoptr (GPtrArray) paragraphs = guichet_print_words (session, conversation, with_notes);
  g_autofree char *foot = guichet_print_words_foot (session, conversation, with_notes);
  PangoContext *context = gtk_widget_create_pango_context (window);
  GuichetPrintPages *pages;

  /* A point of the paper is a pixel of the picture. */
  pango_cairo_context_set_resolution (context, 72);
  pages = guichet_print_pages_new (context, paragraphs, foot, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
  g_object_unref (context);
  while (!guichet_print_pages_lay (pages, 60))
    ;

  return pages;
}

/* For whom: staff or client. */
gboolean
screens_scene_print (ScreenStep *step)
{
  DeskSession *session = step->fixture->session;
  g_autoptr (DeskConversation) conversation = desk_conversation_new (session, UI_FIXTURE_TICKET);
  GuichetPrintPages *pages;
  GtkWidget *paper, *area;

  desk_conversation_load_all (conversation);
  if (!screens_wait (is_read, conversation))
    return FALSE;

  pages = lay_out (step->window, session, conversation, g_str_equal (step->given, "staff"));
  area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, pages, free_pages);
  paper = g_object_new (GTK_TYPE_WINDOW, "transient-for", step->window, "decorated", FALSE, "child", area, NULL);
  gtk_window_present (GTK_WINDOW (paper));
  ui_wait_frames (paper, 4);

  return TRUE;
}
