/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "realtime/local-filter.h"

G_BEGIN_DECLS

/**
 * LocalBinding:
 * @id: the number under which the client knows it; the same request has the same number
 * @event: `*`, `INSERT`, `UPDATE` or `DELETE`
 * @schema: a schema, or `*`
 * @table: (nullable): a table; %NULL or `*` for all of the schema
 * @filter: (nullable): which rows
 *
 * One thing that a channel wants to hear of.
 */
typedef struct
{
  gint64 id;
  gchar *event;
  gchar *schema;
  gchar *table;
  LocalFilter *filter;
} LocalBinding;

/**
 * LocalPerson:
 * @role: the role of the token
 * @claims: the claims of the token, JSON text
 * @subject: the person, empty for none
 *
 * With whose rights something is looked up. It does not change, and every thread may hold a reference.
 */
typedef struct
{
  gatomicrefcount references;
  gchar *role;
  gchar *claims;
  gchar *subject;
} LocalPerson;

/**
 * LocalSubscriber:
 * @serial: the channel
 * @person: with whose rights it reads
 * @bindings: (element-type LocalBinding): what it wants to hear of
 *
 * A channel that hears of changes. It does not change, and every thread may hold a reference.
 */
typedef struct
{
  gatomicrefcount references;
  guint64 serial;
  LocalPerson *person;
  GPtrArray *bindings;
} LocalSubscriber;

LocalPerson     *local_person_new   (JsonObject *claims);
LocalPerson     *local_person_ref   (LocalPerson *person);
void             local_person_unref (LocalPerson *person);

GPtrArray       *local_bindings_parse (JsonArray *requested, JsonArray *echo, gchar **problem);
gboolean         local_binding_covers (const LocalBinding *binding,
                                       const gchar        *event,
                                       const gchar        *schema,
                                       const gchar        *table);

LocalSubscriber *local_subscriber_new   (guint64 serial, LocalPerson *person, GPtrArray *bindings);
LocalSubscriber *local_subscriber_ref   (LocalSubscriber *subscriber);
void             local_subscriber_unref (LocalSubscriber *subscriber);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalPerson, local_person_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalSubscriber, local_subscriber_unref)

G_END_DECLS
