/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-colleagues.h"

#include "desk-list-sync.h"
#include "desk-session-private.h"
#include "desk-typing.h"

struct _DeskColleagues
{
  GObject parent_instance;

  DeskSession *session;
  char *ticket_id;
  GListStore *colleagues;
};

static void desk_colleagues_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskColleagues, desk_colleagues, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_colleagues_model_init))

static GType
desk_colleagues_get_item_type (GListModel *model)
{
  return DESK_TYPE_COLLEAGUE;
}

static guint
desk_colleagues_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DESK_COLLEAGUES (model)->colleagues));
}

static gpointer
desk_colleagues_get_item (GListModel *model,
                          guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DESK_COLLEAGUES (model)->colleagues), position);
}

static void
desk_colleagues_model_init (GListModelInterface *iface)
{
  iface->get_item_type = desk_colleagues_get_item_type;
  iface->get_n_items = desk_colleagues_get_n_items;
  iface->get_item = desk_colleagues_get_item;
}

/* (transfer full): the same object for the same person */
static DeskColleague *
dup_colleague (DeskColleagues *self,
               const DeskPresent *present)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->colleagues)); i++)
    {
      g_autoptr(DeskColleague) colleague = g_list_model_get_item (G_LIST_MODEL (self->colleagues), i);

      if (g_str_equal (desk_colleague_get_user_id (colleague), present->user_id))
        return g_steal_pointer (&colleague);
    }

  return desk_colleague_new (present->user_id, present->name);
}

static void
update (DeskColleagues *self)
{
  g_autoptr(GPtrArray) present = desk_session_dup_present (self->session, self->ticket_id);
  g_autoptr(GPtrArray) colleagues = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < present->len; i++)
    {
      const DeskPresent *one = g_ptr_array_index (present, i);
      DeskColleague *colleague = dup_colleague (self, one);

      desk_colleague_take (colleague, one->name, one->activity);
      g_ptr_array_add (colleagues, colleague);
    }
  desk_list_sync (self->colleagues, colleagues);
}

static void
on_typing (DeskColleagues *self,
           const char *ticket_id)
{
  if (g_strcmp0 (ticket_id, self->ticket_id) == 0)
    update (self);
}

static void
on_items_changed (DeskColleagues *self,
                  guint position,
                  guint removed,
                  guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
desk_colleagues_finalize (GObject *object)
{
  DeskColleagues *self = DESK_COLLEAGUES (object);

  g_clear_object (&self->colleagues);
  g_clear_object (&self->session);
  g_free (self->ticket_id);

  G_OBJECT_CLASS (desk_colleagues_parent_class)->finalize (object);
}

static void
desk_colleagues_class_init (DeskColleaguesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_colleagues_finalize;
}

static void
desk_colleagues_init (DeskColleagues *self)
{
  self->colleagues = g_list_store_new (DESK_TYPE_COLLEAGUE);
  g_signal_connect_object (self->colleagues, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * desk_colleagues_new:
 * @session: who looks
 * @ticket_id: at which ticket
 *
 * Returns: (transfer full): who of staff is there as well
 */
DeskColleagues *
desk_colleagues_new (DeskSession *session,
                     const char *ticket_id)
{
  DeskColleagues *self;

  g_return_val_if_fail (session != NULL, NULL);
  g_return_val_if_fail (ticket_id != NULL, NULL);

  self = g_object_new (DESK_TYPE_COLLEAGUES, NULL);
  self->session = g_object_ref (session);
  self->ticket_id = g_strdup (ticket_id);
  g_signal_connect_object (session, "typing", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}
