/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "local-backend.h"
#include "local-temporary.h"

#define DEFAULT_PORT 54321

typedef struct {
  char *data_dir;
  char *supabase_dir;
  char *schemas;
  char *seed;
  char *jwt_secret;
  int port;
  gint64 jwt_expiry;
  char *deno;
  int functions_period;
  int functions_patience;
  gboolean functions;
  gboolean no_gateway;
  gboolean temporary;
  gboolean version;
} Options;

static gboolean
parse (Options   *options,
       int       *argc,
       char    ***argv,
       GError   **error)
{
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, "Where everything is kept; made if it is not there", "DIR" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port on 127.0.0.1, 0 for a free one (54321)", "N" },
    { "temporary", 0, 0, G_OPTION_ARG_NONE, &options->temporary, "Remove that directory at the end; it must be empty at the start", NULL },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options->seed, "What a new database holds: demo (default) or empty", "demo|empty" },
    { "supabase-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->supabase_dir, "The project: migrations, seed.sql, seed-files", "DIR" },
    { "schemas", 0, 0, G_OPTION_ARG_STRING, &options->schemas, "Schemas that REST shows, separated by commas (public)", "NAMES" },
    { "jwt-secret", 0, 0, G_OPTION_ARG_STRING, &options->jwt_secret, "Secret of the tokens, instead of one made by chance", "S" },
    { "jwt-expiry", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options->jwt_expiry, "Seconds that a token is valid", "SECONDS" },
    { "no-gateway", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->no_gateway, "Ask for no API key", NULL },
    { "functions", 0, 0, G_OPTION_ARG_NONE, &options->functions, "Run the edge functions with Deno, on their schedule", NULL },
    { "deno", 0, 0, G_OPTION_ARG_FILENAME, &options->deno, "Where Deno is, instead of $GUICHET_DENO or the PATH", "PATH" },
    { "functions-schedule-seconds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->functions_period,
      "Seconds between two runs of each job, 0 for no runs", "SECONDS" },
    { "functions-patience-seconds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->functions_patience,
      "Seconds that a function may take to answer", "SECONDS" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Say the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "A local Supabase-compatible server over a PostgreSQL of its own, for trying and testing.");
  g_option_context_add_main_entries (context, entries, NULL);

  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
check (const Options  *options,
       GError        **error)
{
  const char *complaint = NULL;

  if (options->data_dir == NULL)
    complaint = "--data-dir is missing";
  else if (options->port < 0 || options->port > G_MAXUINT16)
    complaint = "--port must be between 0 and 65535";
  else if (options->seed != NULL && !g_str_equal (options->seed, "demo") && !g_str_equal (options->seed, "empty"))
    complaint = "--seed must be demo or empty";
  else if (options->jwt_secret != NULL && strlen (options->jwt_secret) < 32)
    complaint = "--jwt-secret must have 32 characters or more";
  else if (options->jwt_expiry < 1)
    complaint = "--jwt-expiry must be 1 or more";
  else if (options->functions_patience < 1)
    complaint = "--functions-patience-seconds must be 1 or more";
  if (complaint == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, complaint);

  return FALSE;
}

static void
options_clear (Options *options)
{
  g_free (options->data_dir);
  g_free (options->supabase_dir);
  g_free (options->schemas);
  g_free (options->seed);
  g_free (options->jwt_secret);
  g_free (options->deno);
}

static LocalContext *
make_context (const Options *options)
{
  LocalContext *context = local_context_new ();

  context->data_dir = g_canonicalize_filename (options->data_dir, NULL);
  context->supabase_dir =
    options->supabase_dir != NULL ? g_canonicalize_filename (options->supabase_dir, NULL) : g_strdup (PKGDATADIR "/supabase");
  context->schemas = g_strsplit (options->schemas != NULL ? options->schemas : "public", ",", -1);
  for (guint i = 0; context->schemas[i] != NULL; i++)
    g_strstrip (context->schemas[i]);
  context->jwt_expiry = options->jwt_expiry;
  context->gateway = !options->no_gateway;
  context->functions = options->functions;
  context->functions_period = options->functions_period;
  context->functions_patience = options->functions_patience;
  context->deno = g_strdup (options->deno);

  return context;
}

static int
run (LocalContext  *context,
     const Options *options)
{
  int status = local_backend_run (context, options->jwt_secret, (guint) options->port,
                                  g_strcmp0 (options->seed, "empty") == 0 ? LOCAL_SEED_EMPTY : LOCAL_SEED_DEMO);

  if (options->temporary)
    local_temporary_remove (context->data_dir);

  return status;
}

int
main (int   argc,
      char *argv[])
{
  Options options = { .port = DEFAULT_PORT, .jwt_expiry = 3600, .functions_period = -1, .functions_patience = 150 };
  g_autoptr (LocalContext) context = NULL;
  g_autoptr (GError) error = NULL;
  int status = EXIT_FAILURE;

  setlocale (LC_ALL, "C.UTF-8");
  /* Standard output is for the one line that says where everything is. */
  g_log_writer_default_set_use_stderr (TRUE);

  if (!parse (&options, &argc, &argv, &error)) {
    g_printerr ("guichet-backend: %s\n", error->message);
  } else if (options.version) {
    printf ("guichet-backend %s\n", PACKAGE_VERSION);
    status = EXIT_SUCCESS;
  } else if (!check (&options, &error)) {
    g_printerr ("guichet-backend: %s\n", error->message);
  } else {
    context = make_context (&options);
    if (!g_file_test (context->supabase_dir, G_FILE_TEST_IS_DIR))
      g_printerr ("guichet-backend: There is no project in %s; say where it is with --supabase-dir\n", context->supabase_dir);
    else if (options.temporary && !local_temporary_check (context->data_dir, &error))
      g_printerr ("guichet-backend: %s\n", error->message);
    else
      status = run (context, &options);
  }
  options_clear (&options);

  return status;
}
