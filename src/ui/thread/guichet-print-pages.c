/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-print-pages.h"

#include <glib/gi18n.h>

#include "guichet-print-words.h"

#define INDENT 10.0
#define FOOT_HEIGHT 26.0
#define TINT_AROUND 4.0
#define BAR_WIDTH 3.0

static const struct
{
  const char *font;
  double before;                /* space above, but at the top of a page */
  double grey;                  /* of the text: 0 is black */
  gboolean leads;               /* never the last on a page */
} styles[GUICHET_PRINT_N_STYLES] = {
  [GUICHET_PRINT_TITLE] = { "Sans Bold 15", 0, 0, FALSE },
  [GUICHET_PRINT_FACT] = { "Sans 9", 3, 0.3, FALSE },
  [GUICHET_PRINT_DAY] = { "Sans Bold 10", 18, 0, TRUE },
  [GUICHET_PRINT_HEAD] = { "Sans 9", 11, 0, TRUE },
  [GUICHET_PRINT_BODY] = { "Sans 10", 2, 0, FALSE },
  [GUICHET_PRINT_FILE] = { "Sans 9", 3, 0.3, FALSE },
  [GUICHET_PRINT_EVENT] = { "Sans 9", 7, 0.3, FALSE },
};

/* One line of a paragraph, where it stands on its page. */
typedef struct
{
  guint page;
  double x, baseline;
  double top, height;
  PangoLayoutLine *line;
  GuichetPrintStyle style;
  gboolean note;
} Line;

struct _GuichetPrintPages
{
  PangoContext *context;
  GPtrArray *paragraphs;
  char *foot;
  double width, height;
  gboolean rtl;                 /* whether lines begin on the right */

  guint next;                   /* the first paragraph that has no place yet */
  GPtrArray *layouts;           /* a line has its text, which a PDF keeps, only as long as its layout is there */
  GArray *lines;                /* Line, in order */
  GArray *first_lines;          /* guint: of each page */
  double y;
};

static void
clear_line (gpointer data)
{
  pango_layout_line_unref (((Line *) data)->line);
}

/**
 * guichet_print_pages_new:
 * @context: how text is laid out; its base direction is that of the pages
 * @paragraphs: (element-type GuichetPrintParagraph): what stands on the pages
 * @foot: what stands below each
 * @width: of a page, in points
 * @height: of a page, in points
 *
 * Returns: (transfer full): pages, on which nothing has its place yet
 */
GuichetPrintPages *
guichet_print_pages_new (PangoContext *context,
                         GPtrArray *paragraphs,
                         const char *foot,
                         double width,
                         double height)
{
  GuichetPrintPages *self;
  guint first = 0;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (paragraphs != NULL && foot != NULL, NULL);

  self = g_new0 (GuichetPrintPages, 1);
  self->context = g_object_ref (context);
  self->paragraphs = g_ptr_array_ref (paragraphs);
  self->foot = g_strdup (foot);
  self->width = width;
  self->height = height - FOOT_HEIGHT;
  self->rtl = pango_context_get_base_dir (context) == PANGO_DIRECTION_RTL;
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  self->first_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->first_lines, first);

  return self;
}

/**
 * guichet_print_pages_free:
 * @self: pages
 *
 * Frees them.
 */
void
guichet_print_pages_free (GuichetPrintPages *self)
{
  g_array_unref (self->lines);
  g_ptr_array_unref (self->layouts);
  g_array_unref (self->first_lines);
  g_ptr_array_unref (self->paragraphs);
  g_object_unref (self->context);
  g_free (self->foot);
  g_free (self);
}

static PangoLayout *
create_layout (GuichetPrintPages *self,
               const char *text,
               const char *font,
               double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static PangoLayout *
lay_paragraph (GuichetPrintPages *self,
               GuichetPrintParagraph *paragraph)
{
  double indent = paragraph->note ? INDENT : 0;
  PangoLayout *layout = create_layout (self, paragraph->text, styles[paragraph->style].font, self->width - 2 * indent);

  if (paragraph->strong > 0)
    {
      PangoAttrList *attributes = pango_attr_list_new ();
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->end_index = paragraph->strong;
      pango_attr_list_insert (attributes, bold);
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }

  return layout;
}

static double
get_line_height (PangoLayoutIter *iter)
{
  PangoRectangle extents;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);

  return (double) extents.height / PANGO_SCALE;
}

/* What a heading needs below it, so that it does not stand alone: the headings that follow, and one line. */
static double
find_need (GuichetPrintPages *self)
{
  double need = 0;

  for (guint i = self->next; i < self->paragraphs->len; i++)
    {
      GuichetPrintParagraph *paragraph = self->paragraphs->pdata[i];
      g_autoptr (PangoLayout) layout = lay_paragraph (self, paragraph);
      PangoLayoutIter *iter = pango_layout_get_iter (layout);
      PangoRectangle all;

      pango_layout_get_extents (layout, NULL, &all);
      need += styles[paragraph->style].before + (styles[paragraph->style].leads ? (double) all.height / PANGO_SCALE : get_line_height (iter));
      pango_layout_iter_free (iter);
      if (!styles[paragraph->style].leads)
        break;
    }

  return need;
}

static void
begin_page (GuichetPrintPages *self)
{
  guint first = self->lines->len;

  g_array_append_val (self->first_lines, first);
  self->y = 0;
}

/* From right to left lines begin on the right, whatever language they are in. */
static double
find_x (GuichetPrintPages *self,
        GuichetPrintParagraph *paragraph,
        const PangoRectangle *extents)
{
  double indent = paragraph->note ? INDENT : 0;

  return self->rtl ? self->width - indent - (double) extents->width / PANGO_SCALE : indent + (double) extents->x / PANGO_SCALE;
}

static void
add_line (GuichetPrintPages *self,
          GuichetPrintParagraph *paragraph,
          PangoLayoutIter *iter)
{
  PangoRectangle extents;
  Line line = { 0 };

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  line.height = (double) extents.height / PANGO_SCALE;
  /* A page takes one line at least, however high it is. */
  if (self->y > 0 && self->y + line.height > self->height)
    begin_page (self);
  line.page = self->first_lines->len - 1;
  line.top = self->y;
  line.x = find_x (self, paragraph, &extents);
  line.baseline = self->y + (double) (pango_layout_iter_get_baseline (iter) - extents.y) / PANGO_SCALE;
  line.line = pango_layout_line_ref (pango_layout_iter_get_line (iter));
  line.style = paragraph->style;
  line.note = paragraph->note;
  g_array_append_val (self->lines, line);
  self->y += line.height;
}

static void
lay_next (GuichetPrintPages *self)
{
  GuichetPrintParagraph *paragraph = self->paragraphs->pdata[self->next];
  g_autoptr (PangoLayout) layout = lay_paragraph (self, paragraph);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  if (styles[paragraph->style].leads && self->y > 0 && self->y + find_need (self) > self->height)
    begin_page (self);
  if (self->y > 0)
    self->y += styles[paragraph->style].before;
  do
    add_line (self, paragraph, iter);
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  g_ptr_array_add (self->layouts, g_steal_pointer (&layout));
  self->next++;
}

/**
 * guichet_print_pages_lay:
 * @self: pages
 * @n_paragraphs: how many to lay now: a long conversation is laid out a part at a time
 *
 * Gives the next paragraphs their places.
 *
 * Returns: whether all have theirs now
 */
gboolean
guichet_print_pages_lay (GuichetPrintPages *self,
                         guint n_paragraphs)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < n_paragraphs && self->next < self->paragraphs->len; i++)
    lay_next (self);

  return self->next == self->paragraphs->len;
}

/**
 * guichet_print_pages_count:
 * @self: pages
 *
 * Returns: how many there are, as far as they are laid out
 */
guint
guichet_print_pages_count (GuichetPrintPages *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->first_lines->len;
}

static void
draw_tint (GuichetPrintPages *self,
           cairo_t *cr,
           const Line *line)
{
  if (!line->note)
    return;

  cairo_set_source_rgb (cr, 0.99, 0.95, 0.82);
  cairo_rectangle (cr, 0, line->top - TINT_AROUND, self->width, line->height + 2 * TINT_AROUND);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.55, 0.42, 0);
  cairo_rectangle (cr, self->rtl ? self->width - BAR_WIDTH : 0, line->top - TINT_AROUND, BAR_WIDTH, line->height + 2 * TINT_AROUND);
  cairo_fill (cr);
}

static void
draw_line (GuichetPrintPages *self,
           cairo_t *cr,
           const Line *line)
{
  double grey = styles[line->style].grey;

  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_move_to (cr, line->x, line->baseline);
  pango_cairo_show_layout_line (cr, line->line);
}

static void
draw_lines (GuichetPrintPages *self,
            cairo_t *cr,
            guint page,
            void (*draw) (GuichetPrintPages *self, cairo_t *cr, const Line *line))
{
  for (guint i = g_array_index (self->first_lines, guint, page); i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->page != page)
        break;
      draw (self, cr, line);
    }
}

static void
draw_at_edge (GuichetPrintPages *self,
              cairo_t *cr,
              PangoLayout *layout,
              double y,
              gboolean right)
{
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  cairo_move_to (cr, (right ? self->width - (double) extents.width / PANGO_SCALE : 0) - (double) extents.x / PANGO_SCALE, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_foot (GuichetPrintPages *self,
           cairo_t *cr,
           guint page)
{
  double top = self->height + FOOT_HEIGHT - 13;
  /* Translators: the number of a page, and how many there are */
  g_autofree char *words = g_strdup_printf (_("Page %1$u of %2$u"), page + 1, guichet_print_pages_count (self));
  g_autoptr (PangoLayout) number = create_layout (self, words, "Sans 8", self->width);
  g_autoptr (PangoLayout) foot = NULL;
  int width;

  pango_layout_set_width (number, -1);
  pango_layout_get_size (number, &width, NULL);
  foot = create_layout (self, self->foot, "Sans 8", self->width - (double) width / PANGO_SCALE - INDENT);
  pango_layout_set_ellipsize (foot, PANGO_ELLIPSIZE_END);

  cairo_set_source_rgb (cr, 0.3, 0.3, 0.3);
  cairo_rectangle (cr, 0, top - 4, self->width, 0.5);
  cairo_fill (cr);
  draw_at_edge (self, cr, foot, top, self->rtl);
  draw_at_edge (self, cr, number, top, !self->rtl);
}

/**
 * guichet_print_pages_draw:
 * @self: pages, all laid out
 * @cr: where to draw, in points
 * @page: which one, from 0
 *
 * Draws a page.
 */
void
guichet_print_pages_draw (GuichetPrintPages *self,
                          cairo_t *cr,
                          guint page)
{
  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (page < self->first_lines->len);

  /* The tint of a line goes below the text of its neighbours. */
  draw_lines (self, cr, page, draw_tint);
  draw_lines (self, cr, page, draw_line);
  draw_foot (self, cr, page);
}
