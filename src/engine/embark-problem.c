/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-api-error.h"
#include "embark-journal.h"
#include "embark-problem.h"
#include "embark-redact.h"
#include "embark-secret-store.h"

/* One row a code; the texts are translated where they are used. */
typedef struct
{
  const char *title;
  const char *explanation;
  EmbarkRemedy remedy;
  gboolean quote; /* whether the words of the error are somebody else's, and worth quoting */
} Row;

static const Row fallback = {
  N_ ("Something went wrong"),
  N_ ("It is not known what this means. Try again; if it happens again, report it with the details."),
  EMBARK_REMEDY_RETRY,
  TRUE,
};

static const Row api_rows[] = {
  [EMBARK_API_ERROR_FAILED] = { N_ ("Cobalt could not do that"),
                                N_ ("Its answer gives no reason this program knows. Read its words below, "
                                    "then try again."),
                                EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_OFFLINE] = { N_ ("Cobalt cannot be reached"),
                                 N_ ("Nothing was sent. Check the network and the address in the profile, "
                                     "then try again."),
                                 EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_LOST] = { N_ ("The answer was lost"),
                              N_ ("The request went out and no answer came back, so it may have been done. "
                                  "Look at what is there before doing it "
                                  "again."),
                              EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_UNAUTHORIZED] = { N_ ("Cobalt refused the API key"),
                                      N_ ("The key is wrong, was revoked, or belongs to another environment. "
                                          "Enter another one."),
                                      EMBARK_REMEDY_REPLACE_KEY, TRUE },
  [EMBARK_API_ERROR_TOKEN] = { N_ ("The session has ended"),
                               N_ ("Cobalt no longer accepts the session that was opened for this client. "
                                   "Try again: a new one is made."),
                               EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_FORBIDDEN] = { N_ ("Cobalt does not allow this"),
                                   N_ ("The API key is accepted but may not do this, or the record belongs "
                                       "to another linked account. Use a key that "
                                       "may."),
                                   EMBARK_REMEDY_REPLACE_KEY, TRUE },
  [EMBARK_API_ERROR_NOT_FOUND] = { N_ ("Cobalt does not have this record"),
                                   N_ ("It was deleted, or it is in another environment than this key’s. "
                                       "Load the list again."),
                                   EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_ACCOUNT] = { N_ ("Cobalt does not know this linked account"),
                                 N_ ("It was deleted, or it is in another environment than this key’s. "
                                     "Create it here, or choose another one."),
                                 EMBARK_REMEDY_GO_TO_ACCOUNT, TRUE },
  [EMBARK_API_ERROR_APP] = { N_ ("Salesforce is not live"),
                             N_ ("The app is not enabled for this environment. Switch it on in Cobalt’s "
                                 "dashboard."),
                             EMBARK_REMEDY_GO_TO_APP, TRUE },
  [EMBARK_API_ERROR_EVENT] = { N_ ("Cobalt does not know this event"),
                               N_ ("Names are compared letter by letter, capitals included. Choose the event "
                                   "from the list."),
                               EMBARK_REMEDY_NONE, TRUE },
  [EMBARK_API_ERROR_INVALID] = { N_ ("Cobalt refused what was sent"),
                                 N_ ("Nothing was changed. Read its words below, correct what they name, and "
                                     "try again."),
                                 EMBARK_REMEDY_NONE, TRUE },
  [EMBARK_API_ERROR_RATE_LIMITED] = { N_ ("Too many requests"),
                                      N_ ("Cobalt asks to wait, and still did after several tries. Wait a "
                                          "minute, then try again."),
                                      EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_SERVER] = { N_ ("Cobalt failed"),
                                N_ ("The fault is on the server’s side. Try again in a minute; if it happens "
                                    "again, send the request ID to Cobalt’s "
                                    "support."),
                                EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_API_ERROR_PROTOCOL] = { N_ ("The answer cannot be read"),
                                  N_ ("What answered does not speak Cobalt’s API: the address may be wrong, "
                                      "or a proxy or sign-in page is in between. "
                                      "Check the address in the profile."),
                                  EMBARK_REMEDY_EDIT_PROFILE, TRUE },
  [EMBARK_API_ERROR_UNSUPPORTED] = { N_ ("Cobalt cannot do this here"),
                                     N_ ("This server does not offer the function. Use the dashboard for "
                                         "it."),
                                     EMBARK_REMEDY_NONE, TRUE },
  [EMBARK_API_ERROR_READ_ONLY] = { N_ ("Read only is on"),
                                   N_ ("Nothing was sent and nothing has changed. To change something in "
                                       "production, switch Read only off at the top of the window."),
                                   EMBARK_REMEDY_NONE, FALSE },
};

static const Row secret_rows[] = {
  [EMBARK_SECRET_ERROR_FAILED] = { N_ ("The keyring refused"),
                                   N_ ("The API key was not read or kept. Try again, or keep the key for "
                                       "this run only."),
                                   EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_SECRET_ERROR_UNAVAILABLE] = { N_ ("There is no keyring"),
                                        N_ ("No password store is running in this session, or it has no "
                                            "keyring yet. Start one or create one, then try again."),
                                        EMBARK_REMEDY_RETRY, FALSE },
  [EMBARK_SECRET_ERROR_LOCKED] = { N_ ("The keyring is locked"),
                                   N_ ("It was not unlocked, so the API key was not read or kept. Unlock it "
                                       "and try again, or keep the key for this run "
                                       "only."),
                                   EMBARK_REMEDY_RETRY, FALSE },
  [EMBARK_SECRET_ERROR_TIMED_OUT] = { N_ ("The keyring does not answer"),
                                      N_ ("It may be waiting for its password in another window. Answer it "
                                          "and try again, or keep the key for this run "
                                          "only."),
                                      EMBARK_REMEDY_RETRY, FALSE },
};

static const Row journal_rows[] = {
  [EMBARK_JOURNAL_ERROR_FAILED] = { N_ ("The journal cannot be written"),
                                    N_ ("Events are fired only when they can be noted down first. Make room "
                                        "on the disk or the folder writable, then "
                                        "try again."),
                                    EMBARK_REMEDY_RETRY, TRUE },
  [EMBARK_JOURNAL_ERROR_TOO_NEW] = { N_ ("The journal is from a later version"),
                                     N_ ("A later version of this program wrote it, so this one leaves it "
                                         "alone. Use that version again."),
                                     EMBARK_REMEDY_NONE, FALSE },
};

static const Row io_rows[] = {
  { N_ ("The disk is full"), N_ ("Nothing could be saved. Make room and try again."), EMBARK_REMEDY_RETRY,
    FALSE },
  { N_ ("That may not be read or written"),
    N_ ("The file or its folder is not accessible. Change its permissions and try again."),
    EMBARK_REMEDY_RETRY, TRUE },
  { N_ ("A file cannot be read"), N_ ("Its contents are not what they should be. It is left as it is."),
    EMBARK_REMEDY_NONE, TRUE },
  { N_ ("No answer in time"), N_ ("Whatever was asked did not answer. Try again."), EMBARK_REMEDY_RETRY,
    TRUE },
};

static const Row *
row_for (const GError *error)
{
  const Row *rows = NULL;
  gsize n_rows = 0;

  if (error->domain == EMBARK_API_ERROR)
    {
      rows = api_rows;
      n_rows = G_N_ELEMENTS (api_rows);
    }
  else if (error->domain == EMBARK_SECRET_ERROR)
    {
      rows = secret_rows;
      n_rows = G_N_ELEMENTS (secret_rows);
    }
  else if (error->domain == EMBARK_JOURNAL_ERROR)
    {
      rows = journal_rows;
      n_rows = G_N_ELEMENTS (journal_rows);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
           || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return &io_rows[0];
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY)
           || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES)
           || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return &io_rows[1];
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return &io_rows[2];
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return &io_rows[3];

  return error->code >= 0 && (gsize) error->code < n_rows ? &rows[error->code] : &fallback;
}

EmbarkProblem *
embark_problem_new (const GError *error)
{
  EmbarkProblem *self;
  const Row *row;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;

  row = row_for (error);
  self = g_new0 (EmbarkProblem, 1);
  self->title = g_strdup (_ (row->title));
  self->explanation = g_strdup (_ (row->explanation));
  self->remedy = row->remedy;
  if (row->quote && error->message != NULL && *error->message != '\0')
    {
      if (embark_api_error_has_server_words (error))
        self->quote = embark_redact_text (error->message);
      else
        self->reason = embark_redact_text (error->message);
    }
  if (error->domain == EMBARK_API_ERROR)
    self->request_id = g_strdup (embark_api_error_get_request_id (error));
  return self;
}

void
embark_problem_free (EmbarkProblem *self)
{
  g_free (self->title);
  g_free (self->explanation);
  g_free (self->quote);
  g_free (self->reason);
  g_free (self->request_id);
  g_free (self);
}

char *
embark_problem_to_text (const EmbarkProblem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  g_string_append_printf (text, "%s\n%s\n", self->title, self->explanation);
  if (self->quote != NULL)
    g_string_append_printf (text, "“%s”\n", self->quote);
  if (self->reason != NULL)
    g_string_append_printf (text, "%s\n", self->reason);
  if (self->request_id != NULL)
    {
      /* Translators: %s: an id to tell the platform’s support */
      g_string_append_printf (text, _ ("Request ID: %s"), self->request_id);
      g_string_append_c (text, '\n');
    }
  return embark_redact_text (text->str);
}
