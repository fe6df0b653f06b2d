/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "local-services.h"

#include "auth/local-auth-service.h"
#include "functions/local-functions.h"
#include "realtime/local-realtime.h"
#include "rest/local-rest.h"
#include "storage/local-storage.h"

/* In this order they start; they stop the other way round. */
static const LocalService *const services[] = {
  &local_auth_service,
  &local_rest_service,
  &local_storage_service,
  &local_realtime_service,
  &local_functions_service,
  NULL,
};

static gpointer states[G_N_ELEMENTS (services)];
static guint n_started;

/**
 * local_services_start:
 * @context: what all services share
 * @server: the server, not listening yet
 * @error: return location of an error
 *
 * Starts the services, one after the other. When one fails, those before it are stopped again.
 *
 * Returns: whether all were started
 */
gboolean
local_services_start (LocalContext  *context,
                      LocalServer   *server,
                      GError       **error)
{
  for (; services[n_started] != NULL; n_started++) {
    if (!services[n_started]->start (context, server, &states[n_started], error)) {
      g_prefix_error (error, "%s: ", services[n_started]->name);
      local_services_stop ();
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * local_services_stop:
 *
 * Stops the services that were started.
 */
void
local_services_stop (void)
{
  while (n_started > 0) {
    n_started--;
    if (services[n_started]->stop != NULL)
      services[n_started]->stop (states[n_started]);
    states[n_started] = NULL;
  }
}
