/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-incident-edits.h"

static char *
dup_field (DeskIncident *incident,
           GuichetIncidentField field)
{
  switch (field)
    {
    case GUICHET_INCIDENT_TITLE:
      return g_strdup (desk_incident_get_title (incident));
    case GUICHET_INCIDENT_DESCRIPTION:
      return g_strdup (desk_incident_get_description (incident));
    case GUICHET_INCIDENT_PRIORITY:
      return g_strdup_printf ("%d", desk_incident_get_priority (incident));
    case GUICHET_INCIDENT_ASSIGNEE:
    case GUICHET_INCIDENT_N_FIELDS:
    default:
      return g_strdup (desk_incident_get_assignee_id (incident) != NULL ? desk_incident_get_assignee_id (incident) : "");
    }
}

static void
put (char **where,
     const char *value)
{
  char *copy = g_strdup (value);

  g_free (*where);
  *where = copy;
}

/** guichet_incident_edits_new: (transfer full): nothing is changed yet of @incident, or of a new one where it is %NULL. */
GuichetIncidentEdits *
guichet_incident_edits_new (DeskIncident *incident)
{
  static const char *const fresh[] = { "", "", "1", "" };
  GuichetIncidentEdits *self = g_new0 (GuichetIncidentEdits, 1);

  g_set_object (&self->incident, incident);
  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    {
      self->base[i] = incident != NULL ? dup_field (incident, i) : g_strdup (fresh[i]);
      self->mine[i] = g_strdup (self->base[i]);
    }

  return self;
}

/** guichet_incident_edits_free: forgets what was changed. */
void
guichet_incident_edits_free (GuichetIncidentEdits *self)
{
  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    {
      g_free (self->base[i]);
      g_free (self->mine[i]);
      g_free (self->theirs[i]);
    }
  g_clear_object (&self->incident);
  g_clear_object (&self->person);
  g_free (self);
}

/** guichet_incident_edits_set: whether @value is another than before. */
gboolean
guichet_incident_edits_set (GuichetIncidentEdits *self,
                            GuichetIncidentField field,
                            const char *value)
{
  if (g_str_equal (self->mine[field], value))
    return FALSE;
  put (&self->mine[field], value);

  return TRUE;
}

/** guichet_incident_edits_changed: whether a field is to be saved. */
gboolean
guichet_incident_edits_changed (const GuichetIncidentEdits *self,
                                GuichetIncidentField field)
{
  return !g_str_equal (self->mine[field], self->base[field]);
}

/** guichet_incident_edits_any: whether anything is to be saved. */
gboolean
guichet_incident_edits_any (const GuichetIncidentEdits *self)
{
  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    if (guichet_incident_edits_changed (self, i))
      return TRUE;

  return FALSE;
}

/**
 * guichet_incident_edits_meet:
 * @self: what somebody changed
 * @incident: how it stands now
 *
 * What nobody touched here follows; where both changed the same, both are kept until guichet_incident_edits_settle().
 *
 * Returns: whether what is to be shown is another than before
 */
gboolean
guichet_incident_edits_meet (GuichetIncidentEdits *self,
                             DeskIncident *incident)
{
  gboolean moved = FALSE;

  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    {
      g_autofree char *now = dup_field (incident, i);
      gboolean changed = guichet_incident_edits_changed (self, i);

      g_clear_pointer (&self->theirs[i], g_free);
      if (changed && !g_str_equal (now, self->mine[i]))
        {
          if (!g_str_equal (now, self->base[i]))
            self->theirs[i] = g_steal_pointer (&now);
          continue;
        }
      moved |= !g_str_equal (now, self->mine[i]);
      put (&self->base[i], now);
      put (&self->mine[i], now);
    }

  return moved;
}

/** guichet_incident_edits_in_conflict: whether somebody else changed the same. */
gboolean
guichet_incident_edits_in_conflict (const GuichetIncidentEdits *self)
{
  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    if (self->theirs[i] != NULL)
      return TRUE;

  return FALSE;
}

/** guichet_incident_edits_settle: where both changed the same, one of them counts. */
void
guichet_incident_edits_settle (GuichetIncidentEdits *self,
                               gboolean mine)
{
  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    if (self->theirs[i] != NULL)
      {
        put (&self->base[i], self->theirs[i]);
        if (!mine)
          put (&self->mine[i], self->theirs[i]);
        g_clear_pointer (&self->theirs[i], g_free);
      }
}

/** guichet_incident_edits_discard: back to how it stands. */
void
guichet_incident_edits_discard (GuichetIncidentEdits *self)
{
  for (guint i = 0; i < GUICHET_INCIDENT_N_FIELDS; i++)
    {
      if (self->theirs[i] != NULL)
        put (&self->base[i], self->theirs[i]);
      put (&self->mine[i], self->base[i]);
      g_clear_pointer (&self->theirs[i], g_free);
    }
}
