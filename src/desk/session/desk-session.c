/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-session.h"

#include "desk-choice.h"
#include "desk-enums.h"
#include "desk-error.h"
#include "desk-session-internal.h"

enum
{
  SIGNAL_PROBLEM,
  SIGNAL_OPEN_TICKET,
  SIGNAL_TYPING,
  N_SIGNALS,
};

static GParamSpec *properties[DESK_SESSION_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSession, desk_session, G_TYPE_OBJECT)

static gboolean
desk_take_string (char **place, const char *value)
{
  if (g_strcmp0 (*place, value) == 0)
    return FALSE;
  g_free (*place);
  *place = g_strdup (value);
  return TRUE;
}

static void
desk_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskSession *self = DESK_SESSION (object);

  switch ((DeskSessionProp) id)
    {
    case DESK_SESSION_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case DESK_SESSION_PROP_CONNECTION:
      g_value_set_enum (value, self->connection);
      break;
    case DESK_SESSION_PROP_SYNCED_AT:
      g_value_set_int64 (value, self->synced_at);
      break;
    case DESK_SESSION_PROP_PENDING:
      g_value_set_uint (value, self->pending);
      break;
    case DESK_SESSION_PROP_FAILED:
      g_value_set_uint (value, self->failed);
      break;
    case DESK_SESSION_PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case DESK_SESSION_PROP_STAFF:
      g_value_set_boolean (value, desk_session_is_staff (self));
      break;
    case DESK_SESSION_PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case DESK_SESSION_PROP_USER_NAME:
      g_value_set_string (value, self->user_name);
      break;
    case DESK_SESSION_PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;
    case DESK_SESSION_PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case DESK_SESSION_PROP_FIRST_LOAD:
      g_value_set_boolean (value, self->first_load);
      break;
    case DESK_SESSION_PROP_ENDED_SENTENCE:
      g_value_set_string (value, self->ended_sentence);
      break;
    case DESK_SESSION_N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_session_dispose (GObject *object)
{
  DeskSession *self = DESK_SESSION (object);

  desk_session_close_account (self);
  if (self->notifier != NULL)
    g_clear_signal_handler (&self->notifier_handler, self->notifier);
  g_clear_object (&self->notifier);
  g_clear_object (&self->tokens);
  g_clear_object (&self->clock);
  g_clear_object (&self->categories);
  g_clear_object (&self->priorities);
  g_clear_object (&self->projects);
  g_clear_object (&self->companies);
  g_clear_object (&self->staff);
  g_clear_object (&self->labels);
  if (self->id_destroy != NULL)
    self->id_destroy (self->id_data);
  self->id_destroy = NULL;

  G_OBJECT_CLASS (desk_session_parent_class)->dispose (object);
}

static void
desk_session_finalize (GObject *object)
{
  DeskSession *self = DESK_SESSION (object);

  g_free (self->data_dir);
  g_free (self->server);
  g_free (self->key);
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->email);
  g_free (self->ended_sentence);

  G_OBJECT_CLASS (desk_session_parent_class)->finalize (object);
}

static void
define_properties (GObjectClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[DESK_SESSION_PROP_STATE]
    = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_SESSION_STATE, DESK_SESSION_SIGNED_OUT, flags);
  properties[DESK_SESSION_PROP_CONNECTION]
    = g_param_spec_enum ("connection", NULL, NULL, DESK_TYPE_CONNECTION, DESK_CONNECTION_OFFLINE, flags);
  properties[DESK_SESSION_PROP_SYNCED_AT] = g_param_spec_int64 ("synced-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[DESK_SESSION_PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[DESK_SESSION_PROP_FAILED] = g_param_spec_uint ("failed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[DESK_SESSION_PROP_ROLE] = g_param_spec_enum ("role", NULL, NULL, DESK_TYPE_ROLE, DESK_ROLE_CLIENT, flags);
  properties[DESK_SESSION_PROP_STAFF] = g_param_spec_boolean ("staff", NULL, NULL, FALSE, flags);
  properties[DESK_SESSION_PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  properties[DESK_SESSION_PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, NULL, flags);
  properties[DESK_SESSION_PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL, flags);
  properties[DESK_SESSION_PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[DESK_SESSION_PROP_FIRST_LOAD] = g_param_spec_boolean ("first-load", NULL, NULL, FALSE, flags);
  properties[DESK_SESSION_PROP_ENDED_SENTENCE] = g_param_spec_string ("ended-sentence", NULL, NULL, NULL, flags);
  g_object_class_install_properties (class, DESK_SESSION_N_PROPS, properties);
}

static void
desk_session_class_init (DeskSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = desk_session_dispose;
  object_class->finalize = desk_session_finalize;
  object_class->get_property = desk_session_get_property;
  define_properties (object_class);

  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", DESK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN_TICKET] = g_signal_new ("open-ticket", DESK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TYPING] = g_signal_new ("typing", DESK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_session_init (DeskSession *self)
{
  self->notify_rules = desk_notify_rules_default;
  self->categories = g_list_store_new (DESK_TYPE_CHOICE);
  self->priorities = g_list_store_new (DESK_TYPE_CHOICE);
  self->projects = g_list_store_new (DESK_TYPE_CHOICE);
  self->companies = g_list_store_new (DESK_TYPE_CHOICE);
  self->staff = g_list_store_new (DESK_TYPE_CHOICE);
  self->labels = g_list_store_new (DESK_TYPE_CHOICE);
}

static void
on_notifier_activated (DeskNotifier *notifier, const char *ticket_id, const char *action, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);

  if (self->state != DESK_SESSION_SIGNED_IN)
    return;
  if (g_strcmp0 (action, "mark-read") == 0)
    desk_session_mark_read (self, ticket_id);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN_TICKET], 0, ticket_id);
}

/**
 * desk_session_new:
 * @data_dir: where everything is kept; exists
 * @tokens: (nullable): where the tokens survive a restart
 * @notifier: (nullable): the desktop's notifications
 * @clock: the time
 * @new_id: makes a new uuid text
 *
 * Returns: (transfer full): a session with nobody signed in
 */
DeskSession *
desk_session_new (const char       *data_dir,
                  SupaSessionStore *tokens,
                  DeskNotifier     *notifier,
                  DeskClock        *clock,
                  DeskIdFunc        new_id,
                  gpointer          id_data,
                  GDestroyNotify    id_destroy)
{
  DeskSession *self;

  g_return_val_if_fail (data_dir != NULL, NULL);
  g_return_val_if_fail (DESK_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (new_id != NULL, NULL);

  self = g_object_new (DESK_TYPE_SESSION, NULL);
  self->data_dir = g_strdup (data_dir);
  g_set_object (&self->tokens, tokens);
  g_set_object (&self->clock, clock);
  self->new_id = new_id;
  self->id_data = id_data;
  self->id_destroy = id_destroy;
  if (g_set_object (&self->notifier, notifier))
    self->notifier_handler
      = g_signal_connect (notifier, "activated", G_CALLBACK (on_notifier_activated), self);
  return self;
}

/**
 * desk_session_new_offline:
 *
 * For tests of store and lists: a signed-in session over a store in @data_dir, with no server behind it.
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with @error set
 */
DeskSession *
desk_session_new_offline (const char *data_dir,
                          DeskClock  *clock,
                          DeskIdFunc  new_id,
                          gpointer    id_data,
                          const char *user_id,
                          DeskRole    role,
                          GError    **error)
{
  g_autoptr (DeskSession) self = desk_session_new (data_dir, NULL, NULL, clock, new_id, id_data, NULL);

  g_return_val_if_fail (user_id != NULL, NULL);

  self->role = role;
  if (!desk_session_open_account (self, "http://offline.invalid", user_id, error))
    return NULL;
  desk_session_start_services (self);
  desk_session_take_state (self, DESK_SESSION_SIGNED_IN);
  return g_steal_pointer (&self);
}

void
desk_session_notify_prop (DeskSession *self, DeskSessionProp prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/* Whose account is open now. */
void
desk_session_take_account (DeskSession *self, const char *server, const char *user_id)
{
  if (desk_take_string (&self->server, server))
    desk_session_notify_prop (self, DESK_SESSION_PROP_SERVER);
  if (desk_take_string (&self->user_id, user_id))
    desk_session_notify_prop (self, DESK_SESSION_PROP_USER_ID);
}

/* Stops everything that stands behind the session. What is on disk stays. */
void
desk_session_close_account (DeskSession *self)
{
  desk_session_stop_services (self);
  if (self->store != NULL)
    desk_store_close (self->store);
  g_clear_object (&self->store);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (supa_client_get_auth (self->client), self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->account_dir, g_free);
}

void
desk_session_take_state (DeskSession *self, DeskSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  desk_session_notify_prop (self, DESK_SESSION_PROP_STATE);
}

void
desk_session_take_person (DeskSession *self, const char *user_name, const char *email, DeskRole role)
{
  if (desk_take_string (&self->user_name, user_name))
    desk_session_notify_prop (self, DESK_SESSION_PROP_USER_NAME);
  if (self->typing != NULL)
    desk_typing_set_name (self->typing, user_name);
  if (desk_take_string (&self->email, email))
    desk_session_notify_prop (self, DESK_SESSION_PROP_EMAIL);
  if (self->role != role)
    {
      gboolean was_staff = desk_session_is_staff (self);

      self->role = role;
      if (self->cache != NULL)
        desk_cache_set_role (self->cache, role);
      desk_session_notify_prop (self, DESK_SESSION_PROP_ROLE);
      if (was_staff != desk_session_is_staff (self))
        desk_session_notify_prop (self, DESK_SESSION_PROP_STAFF);
      if (self->sync != NULL)
        desk_sync_start_over (self->sync);
    }
}

/* Something the person should know that no row shows. */
void
desk_session_emit_problem (DeskSession *self, const GError *error)
{
  g_autofree char *sentence = desk_error_dup_sentence (error);

  g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, sentence);
}

void
desk_session_emit_typing (DeskSession *self, const char *ticket_id)
{
  g_signal_emit (self, signals[SIGNAL_TYPING], 0, ticket_id);
}

/** desk_session_get_state: whether somebody is signed in. */
DeskSessionState
desk_session_get_state (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), DESK_SESSION_SIGNED_OUT);
  return self->state;
}

/** desk_session_get_connection: how the line to the backend stands. */
DeskConnection
desk_session_get_connection (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), DESK_CONNECTION_OFFLINE);
  return self->connection;
}

/** desk_session_get_synced_at: when the cache was last known to be complete, in microseconds since 1970 UTC; 0 for never. */
gint64
desk_session_get_synced_at (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);
  return self->synced_at;
}

/** desk_session_get_pending: how many changes the backend does not have yet. */
guint
desk_session_get_pending (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);
  return self->pending;
}

/** desk_session_get_role: what the person may do. */
DeskRole
desk_session_get_role (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), DESK_ROLE_CLIENT);
  return self->role;
}

/** desk_session_is_staff: whether the person is support, operations or an administrator. */
gboolean
desk_session_is_staff (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  return self->role != DESK_ROLE_CLIENT;
}

/** desk_session_get_user_id: (nullable): who is signed in. */
const char *
desk_session_get_user_id (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->user_id;
}

/** desk_session_get_user_name: (nullable): the name of who is signed in. */
const char *
desk_session_get_user_name (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->user_name;
}

/** desk_session_get_clock: the time as the session sees it. */
DeskClock *
desk_session_get_clock (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->clock;
}

/* Private to desk: the cache, or NULL while nobody is signed in. */
DeskStore *
desk_session_get_store (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->store;
}

/* Private to desk: the objects over the cache, or NULL while nobody is signed in. */
DeskCache *
desk_session_get_cache (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return self->cache;
}

/** desk_session_get_categories: a live list of #DeskChoice. */
GListModel *
desk_session_get_categories (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->categories);
}

/** desk_session_get_priorities: a live list of #DeskChoice, low first. */
GListModel *
desk_session_get_priorities (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->priorities);
}

/** desk_session_get_projects: a live list of #DeskChoice; the parent is the company. */
GListModel *
desk_session_get_projects (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->projects);
}

/** desk_session_get_companies: a live list of #DeskChoice. */
GListModel *
desk_session_get_companies (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->companies);
}

/** desk_session_get_staff: a live list of #DeskChoice; empty for a client. */
GListModel *
desk_session_get_staff (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->staff);
}

/** desk_session_get_labels: a live list of #DeskChoice: the labels that tickets have; empty for a client. */
GListModel *
desk_session_get_labels (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->labels);
}
