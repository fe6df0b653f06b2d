/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "database/local-pool.h"

G_BEGIN_DECLS

/**
 * LocalContext:
 * @data_dir: where everything that lasts is kept; storage may make a directory "storage" in it
 * @supabase_dir: the project: migrations/, seed.sql, seed-files/
 * @url: how clients reach the server, such as "http://127.0.0.1:54321"; %NULL until it listens
 * @jwt_secret: the secret of HS256
 * @anon_key: the JWT of the role anon
 * @service_role_key: the JWT of the role service_role
 * @publishable_key: the "sb_publishable_" key, which stands for @anon_key
 * @secret_key: the "sb_secret_" key, which stands for @service_role_key
 * @schemas: the schemas that REST shows, the default one first
 * @jwt_expiry: how many seconds an access token of a user is valid
 * @gateway: whether a request without a project key is refused, as the hosted gateway does
 * @functions: whether the edge functions are served
 * @functions_secret: what they ask of who calls them
 * @functions_period: how many seconds lie between two runs of each job: 0 for no runs, negative for the schedule of the project
 * @functions_patience: how many seconds a function may take to answer
 * @deno: (nullable): where Deno is, when the user said so
 * @conninfo: how to reach the database, without a user: add " user=NAME" and what else is wanted
 * @rest: connections as authenticator, whose transactions take on the role of the request
 * @admin: connections as supabase_admin, a superuser
 *
 * What all services share. It does not change any more once the server listens, so every thread may read it.
 */
typedef struct {
  char *data_dir;
  char *supabase_dir;
  char *url;
  char *jwt_secret;
  char *anon_key;
  char *service_role_key;
  char *publishable_key;
  char *secret_key;
  char **schemas;
  gint64 jwt_expiry;
  gboolean gateway;
  gboolean functions;
  char *functions_secret;
  int functions_period;
  int functions_patience;
  char *deno;
  char *conninfo;
  LocalPool *rest;
  LocalPool *admin;
} LocalContext;

LocalContext *local_context_new  (void);
void          local_context_free (LocalContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalContext, local_context_free)

G_END_DECLS
