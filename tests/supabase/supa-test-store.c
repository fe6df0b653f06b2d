/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-test-store.h"

struct _SupaTestStore
{
  GObject parent_instance;

  char *secret;
  gboolean broken;
  gboolean holding;
  GPtrArray *held; /* of GTask */
};

static void supa_test_store_iface_init (SupaSessionStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SupaTestStore, supa_test_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SUPA_TYPE_SESSION_STORE, supa_test_store_iface_init))

typedef enum
{
  OPERATION_LOAD,
  OPERATION_SAVE,
  OPERATION_CLEAR,
} Operation;

static void
supa_test_store_finalize (GObject *object)
{
  SupaTestStore *self = SUPA_TEST_STORE (object);

  g_free (self->secret);
  g_ptr_array_unref (self->held);

  G_OBJECT_CLASS (supa_test_store_parent_class)->finalize (object);
}

static void
supa_test_store_class_init (SupaTestStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = supa_test_store_finalize;
}

static void
supa_test_store_init (SupaTestStore *self)
{
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

SupaTestStore *
supa_test_store_new (void)
{
  return g_object_new (SUPA_TYPE_TEST_STORE, NULL);
}

const char *
supa_test_store_get_secret (SupaTestStore *self)
{
  return self->secret;
}

void
supa_test_store_set_secret (SupaTestStore *self,
                            const char    *secret)
{
  g_free (self->secret);
  self->secret = g_strdup (secret);
}

void
supa_test_store_set_broken (SupaTestStore *self,
                            gboolean       broken)
{
  self->broken = broken;
}

/* From here on operations wait until they are released. */
void
supa_test_store_hold (SupaTestStore *self)
{
  self->holding = TRUE;
}

guint
supa_test_store_get_held (SupaTestStore *self)
{
  return self->held->len;
}

static void
carry_out (SupaTestStore *self,
           GTask         *task)
{
  const char *secret = g_task_get_task_data (task);

  if (self->broken)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "The keyring is locked");
      return;
    }

  switch ((Operation) GPOINTER_TO_INT (g_task_get_source_tag (task)))
    {
    case OPERATION_LOAD:
      g_task_return_pointer (task, g_strdup (self->secret), g_free);
      break;
    case OPERATION_SAVE:
    case OPERATION_CLEAR:
    default:
      supa_test_store_set_secret (self, secret);
      g_task_return_boolean (task, TRUE);
      break;
    }
}

void
supa_test_store_release (SupaTestStore *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->holding = FALSE;
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    carry_out (self, g_ptr_array_index (held, i));
}

static void
begin (SupaSessionStore    *store,
       Operation            operation,
       const char          *secret,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  SupaTestStore *self = SUPA_TEST_STORE (store);
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, GINT_TO_POINTER (operation));
  g_task_set_task_data (task, g_strdup (secret), g_free);
  if (self->holding)
    g_ptr_array_add (self->held, g_steal_pointer (&task));
  else
    carry_out (self, task);
}

static void
load_async (SupaSessionStore    *store,
            const char          *account,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  begin (store, OPERATION_LOAD, NULL, cancellable, callback, user_data);
}

static char *
load_finish (SupaSessionStore  *store,
             GAsyncResult      *result,
             GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_async (SupaSessionStore    *store,
            const char          *account,
            const char          *secret,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  begin (store, OPERATION_SAVE, secret, cancellable, callback, user_data);
}

static void
clear_async (SupaSessionStore    *store,
             const char          *account,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  begin (store, OPERATION_CLEAR, NULL, cancellable, callback, user_data);
}

static gboolean
write_finish (SupaSessionStore  *store,
              GAsyncResult      *result,
              GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
supa_test_store_iface_init (SupaSessionStoreInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = write_finish;
  iface->clear_async = clear_async;
  iface->clear_finish = write_finish;
}
