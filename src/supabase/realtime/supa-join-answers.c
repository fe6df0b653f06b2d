/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the server says to a join, and of it. */

#include "config.h"

#include "supa-join-private.h"

#include "supa-json.h"
#include "supa-refusal.h"

static void
take_refusal (SupaJoin   *self,
              const char *reason)
{
  g_debug ("%s: %s", self->topic, reason);
  supa_join_forgive (self);

  switch (supa_refusal_judge (reason))
    {
    case SUPA_REFUSAL_TOKEN:
      g_free (self->refused_token);
      self->refused_token = g_strdup (self->token);
      /* The first time the new token helps at once; a server that refuses that as well is asked less often. */
      if (self->failures++ == 0)
        supa_join_rest (self, STATE_RESTING, 0);
      else
        supa_join_try_later (self);
      break;

    case SUPA_REFUSAL_POLICY:
      {
        g_autoptr (GError) error = supa_error_new (SUPA_ERROR_FORBIDDEN, 0, NULL, NULL, reason);

        supa_join_rest (self, STATE_REFUSED, supa_join_get_timing (self)->probe);
        g_signal_emit_by_name (self, "refused", error);
      }
      break;

    case SUPA_REFUSAL_LIMIT:
      self->failures = MAX (self->failures + 1, 3);
      supa_join_try_later (self);
      break;

    case SUPA_REFUSAL_PASSING:
    default:
      supa_join_try_later (self);
      break;
    }
}

static void
become_ready (SupaJoin *self)
{
  if (self->state != STATE_READY)
    {
      supa_join_enter (self, STATE_READY);
      self->ready_at = supa_join_get_timing (self)->get_boottime ();
    }
  g_signal_emit_by_name (self, "ready");
}

static void
take_reply (SupaJoin  *self,
            SupaFrame *frame)
{
  JsonObject *response = supa_json_get_object (frame->payload, "response");
  const char *reason = supa_json_get_text (response, "reason");

  if (self->state != STATE_JOINING || g_strcmp0 (frame->ref, self->join_ref) != 0)
    return;

  if (g_strcmp0 (supa_json_get_text (frame->payload, "status"), "ok") != 0)
    {
      take_refusal (self, reason != NULL ? reason : "The join was refused without a reason");
      return;
    }

  if (!supa_bindings_take_reply (self->bindings, response))
    {
      take_refusal (self, "The server did not echo the changes that were asked for");
      return;
    }

  supa_join_enter (self, STATE_SETTLING);
  g_signal_emit_by_name (self, "joined");
  if (self->state != STATE_SETTLING)
    return;

  if (supa_bindings_is_empty (self->bindings))
    become_ready (self);
  else
    self->timer_id = g_timeout_add (supa_join_get_timing (self)->ready, supa_join_give_up, self);
}

static void
take_system (SupaJoin  *self,
             SupaFrame *frame)
{
  const char *message = supa_json_get_text (frame->payload, "message");
  const char *extension = supa_json_get_text (frame->payload, "extension");

  if (!supa_join_holds (self))
    return;

  if (g_strcmp0 (supa_json_get_text (frame->payload, "status"), "ok") != 0)
    take_refusal (self, message != NULL ? message : "The server reports a failure without a reason");
  else if (g_strcmp0 (extension, "postgres_changes") == 0 && !supa_bindings_is_empty (self->bindings))
    become_ready (self);
}

/*< private >
 * supa_join_receive:
 *
 * Takes a frame of this topic. One of an earlier join says nothing of this one (wire facts D.1).
 */
void
supa_join_receive (SupaJoin  *self,
                   SupaFrame *frame)
{
  g_autoptr (SupaJoin) alive = g_object_ref (self);

  if (self->join_ref == NULL || (frame->join_ref != NULL && !g_str_equal (frame->join_ref, self->join_ref)))
    return;

  if (g_str_equal (frame->event, "phx_reply"))
    take_reply (self, frame);
  else if (g_str_equal (frame->event, "phx_error") || g_str_equal (frame->event, "phx_close"))
    take_refusal (self, "The server closed the channel");
  else if (g_str_equal (frame->event, "system"))
    take_system (self, frame);
  else if (supa_join_holds (self) && frame->payload != NULL)
    g_signal_emit_by_name (self, "frame", frame);
}
