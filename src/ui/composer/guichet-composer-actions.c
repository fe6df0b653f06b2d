/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include "guichet-files.h"

/* What the buttons and keys of the composer do. */

static void
send_sheet (GuichetComposer *self,
            DeskDraftMode mode,
            int then_status)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);

  /* What is sent is what shows; an action of the other mode cannot reach this draft. */
  g_return_if_fail (self->mode == mode && sheet->draft != NULL);

  guichet_composer_set_typing (self, FALSE);
  guichet_composer_send (self, then_status);
  gtk_widget_grab_focus (self->text);
}

static void
send_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  int then_status = -1;

  if (g_str_equal (name, "composer.send-waiting"))
    then_status = DESK_STATUS_WAITING_CUSTOMER;
  else if (g_str_equal (name, "composer.send-resolve"))
    then_status = DESK_STATUS_RESOLVED;

  send_sheet (GUICHET_COMPOSER (widget), DESK_DRAFT_REPLY, then_status);
}

static void
add_note_action (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  send_sheet (GUICHET_COMPOSER (widget), DESK_DRAFT_NOTE, -1);
}

static void
submit_action (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  const char *const names[GUICHET_COMPOSER_N_MODES] = { "composer.send", "composer.add-note", "composer.announce" };

  gtk_widget_activate_action (widget, names[GUICHET_COMPOSER (widget)->mode], NULL);
}

static void
attach_action (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (GUICHET_COMPOSER (widget));

  if (sheet->draft != NULL)
    guichet_files_choose (widget, sheet->draft);
}

static void
emoji_action (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  GuichetComposer *self = GUICHET_COMPOSER (widget);

  gtk_widget_grab_focus (self->text);
  g_signal_emit_by_name (self->text, "insert-emoji");
}

static void
canned_action (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  GuichetComposer *self = GUICHET_COMPOSER (widget);

  if (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->canned)) != NULL)
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->canned));
}

/* Makes the actions of the class; which of them are enabled is guichet_composer_update()'s affair. */
void
guichet_composer_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "composer.send-waiting", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "composer.send-resolve", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "composer.add-note", NULL, add_note_action);
  guichet_composer_install_announce (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "composer.emoji", NULL, emoji_action);
  gtk_widget_class_install_action (widget_class, "composer.canned", NULL, canned_action);
}
