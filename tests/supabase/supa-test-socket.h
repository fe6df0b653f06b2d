/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-frame.h"
#include "supa-realtime-private.h"
#include "supa-test-server.h"
#include "supa-test.h"

G_BEGIN_DECLS

#define TOKEN "/auth/v1/token"
#define SOCKET "/realtime/v1/websocket"
#define ECHO "{\"postgres_changes\":[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"tickets\",\"id\":7}]}"
#define FLOWS "{\"extension\":\"postgres_changes\",\"status\":\"ok\",\"message\":\"Subscribed to PostgreSQL\"}"

typedef struct
{
  SupaTestServer *server;
  SupaClient *client;
  SupaRealtime *realtime;
  SupaTiming *timing;
  SupaChannel *channel;

  /* the server's side */
  SoupWebsocketConnection *socket; /* the newest */
  GPtrArray *sockets;
  guint opened;
  gboolean answers_heartbeats;
  guint heartbeats;
  GPtrArray *frames; /* of JsonArray: what came in, without heartbeats */

  /* the client's side */
  guint ready;
  guint lost;
  guint changes;
  gboolean complete;
  guint present;
  char *said;
  GError *refused;
} Fixture;

/* How long the computer has slept, in microseconds. */
extern gint64 slept;

void say (Fixture *f, const char *join_ref, const char *ref, const char *event, const char *payload);
void set_up (Fixture *f, gconstpointer data);
void tear_down (Fixture *f, gconstpointer data);
const char *get_event (Fixture *f, guint index);
const char *get_ref (Fixture *f, guint index);
JsonObject *get_payload (Fixture *f, guint index);
const char *expect_join (Fixture *f, guint index, const char *token);
void accept_join (Fixture *f, const char *ref);
void refuse_join (Fixture *f, const char *ref, const char *reason);
const char *get_ready (Fixture *f, guint index);
void settle (Fixture *f, const char *ref);

G_END_DECLS
