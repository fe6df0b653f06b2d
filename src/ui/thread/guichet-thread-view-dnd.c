/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-view-private.h"

#include <glib/gi18n.h>

#include "guichet-files.h"

/* Files that are dropped anywhere on the conversation go to what is being written: the reply or the note that shows, and no other. */

static void
on_dropped (GuichetThreadView *self,
            const GValue *file_list)
{
  DeskDraft *draft = guichet_composer_get_draft (self->composer);

  if (draft == NULL || !guichet_composer_get_may_write (self->composer))
    return;

  guichet_files_add_list (draft, file_list);
  guichet_composer_write (self->composer, guichet_composer_get_mode (self->composer));
}

/* Says what would happen to files that are held over the conversation. */
void
guichet_thread_view_update_drops (GuichetThreadView *self)
{
  gboolean staff = desk_session_is_staff (self->session);
  gboolean note = guichet_composer_get_mode (self->composer) == DESK_DRAFT_NOTE;
  const char *company = self->ticket != NULL ? desk_ticket_get_client_name (self->ticket) : NULL;
  g_autofree char *who = NULL;

  guichet_drop_area_set_active (self->drop_area, self->ticket != NULL && guichet_composer_get_may_write (self->composer));
  guichet_drop_area_set_style (self->drop_area, note ? "note" : NULL);
  if (note)
    {
      guichet_drop_area_set_words (self->drop_area, _("Attach to your note"), _("Only staff will see the files"));
      return;
    }
  if (guichet_composer_get_mode (self->composer) == DESK_DRAFT_ANNOUNCEMENT)
    {
      guichet_drop_area_set_words (self->drop_area, _("Attach to your announcement"), _("Everybody concerned will see the files"));
      return;
    }
  if (!staff)
    {
      guichet_drop_area_set_words (self->drop_area, _("Attach to your message"), _("Support and your colleagues will see the files"));
      return;
    }

  if (company != NULL)
    /* Translators: %s is the name of a company */
    who = g_strdup_printf (_("%s will see the files"), company);
  guichet_drop_area_set_words (self->drop_area, _("Attach to your reply"), who != NULL ? who : _("The client will see the files"));
}

void
guichet_thread_view_watch_drops (GuichetThreadView *self)
{
  g_signal_connect_object (self->drop_area, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "notify::mode", G_CALLBACK (guichet_thread_view_update_drops), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "notify::may-write", G_CALLBACK (guichet_thread_view_update_drops), self, G_CONNECT_SWAPPED);
}
