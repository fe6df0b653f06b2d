/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ledger-popover.h"

#include "guichet-ledger.h"

/**
 * GuichetLedgerPopover:
 *
 * The ledger of a deadline over what it explains.
 */
struct _GuichetLedgerPopover
{
  GtkPopover parent_instance;

  GtkWidget *ledger;
};

G_DEFINE_FINAL_TYPE (GuichetLedgerPopover, guichet_ledger_popover, GTK_TYPE_POPOVER)

/* Around what it shows. */
#define MARGIN 8
#define MARGIN_HIGH 6

/* As wide as the window allows, and as high as that needs: a popover of GTK 4.8 asks what it holds for a height before it knows the width. */
static void
fit (GuichetLedgerPopover *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int width, height;

  if (root == NULL)
    return;

  width = CLAMP (gtk_widget_get_width (GTK_WIDGET (root)) - 60, 240, 380);
  gtk_widget_set_size_request (self->ledger, width, -1);
  gtk_widget_measure (self->ledger, GTK_ORIENTATION_VERTICAL, width + 2 * MARGIN, NULL, &height, NULL, NULL);
  gtk_widget_set_size_request (self->ledger, width, height - 2 * MARGIN_HIGH);
}

static void
on_show (GuichetLedgerPopover *self)
{
  guichet_ledger_load (GUICHET_LEDGER (self->ledger));
}

static void
guichet_ledger_popover_class_init (GuichetLedgerPopoverClass *klass)
{
}

static void
guichet_ledger_popover_init (GuichetLedgerPopover *self)
{
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_LEFT);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
}

/**
 * guichet_ledger_popover_new:
 * @session: who asks
 *
 * Returns: the explanation, still without a ticket
 */
GtkWidget *
guichet_ledger_popover_new (DeskSession *session)
{
  GuichetLedgerPopover *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_LEDGER_POPOVER, NULL);
  self->ledger = guichet_ledger_new (session);
  g_object_set (self->ledger, "margin-start", MARGIN, "margin-end", MARGIN, "margin-top", MARGIN_HIGH, "margin-bottom", MARGIN_HIGH, NULL);
  g_signal_connect_swapped (self->ledger, "changed", G_CALLBACK (fit), self);
  gtk_popover_set_child (GTK_POPOVER (self), self->ledger);

  return GTK_WIDGET (self);
}

/**
 * guichet_ledger_popover_set_ticket:
 * @self: an explanation
 * @ticket: (nullable): whose deadlines
 *
 * Changes the ticket; what is open of another one closes.
 */
void
guichet_ledger_popover_set_ticket (GuichetLedgerPopover *self,
                                   DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_LEDGER_POPOVER (self));

  if (guichet_ledger_set_ticket (GUICHET_LEDGER (self->ledger), ticket))
    gtk_popover_popdown (GTK_POPOVER (self));
}
