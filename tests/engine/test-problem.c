/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-api-error.h"
#include "embark-journal.h"
#include "embark-problem.h"
#include "embark-redact.h"
#include "embark-secret-store.h"

static void
check_words (const EmbarkProblem *problem)
{
  g_assert_cmpuint (strlen (problem->title), >, 5);
  g_assert_true (g_str_has_suffix (problem->explanation, "."));
  g_assert_null (strchr (problem->explanation, '!'));
  g_assert_null (strstr (problem->explanation, "lease "));
  g_assert_null (strstr (problem->explanation, "orry"));
}

static void
test_api (void)
{
  static const struct
  {
    EmbarkApiError code;
    EmbarkRemedy remedy;
  } rows[] = {
    { EMBARK_API_ERROR_FAILED, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_OFFLINE, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_LOST, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_UNAUTHORIZED, EMBARK_REMEDY_REPLACE_KEY },
    { EMBARK_API_ERROR_TOKEN, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_FORBIDDEN, EMBARK_REMEDY_REPLACE_KEY },
    { EMBARK_API_ERROR_NOT_FOUND, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_ACCOUNT, EMBARK_REMEDY_GO_TO_ACCOUNT },
    { EMBARK_API_ERROR_APP, EMBARK_REMEDY_GO_TO_APP },
    { EMBARK_API_ERROR_EVENT, EMBARK_REMEDY_NONE },
    { EMBARK_API_ERROR_INVALID, EMBARK_REMEDY_NONE },
    { EMBARK_API_ERROR_RATE_LIMITED, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_SERVER, EMBARK_REMEDY_RETRY },
    { EMBARK_API_ERROR_PROTOCOL, EMBARK_REMEDY_EDIT_PROFILE },
    { EMBARK_API_ERROR_UNSUPPORTED, EMBARK_REMEDY_NONE },
  };
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error =
          embark_api_error_new (rows[i].code, 400, "CODE", "trace-7", "<b>words</b> of theirs");
      g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
      g_autofree char *text = embark_problem_to_text (problem);

      check_words (problem);
      g_assert_cmpint (problem->remedy, ==, rows[i].remedy);
      /* Of an answer that cannot be read the words are ours. */
      if (rows[i].code == EMBARK_API_ERROR_PROTOCOL)
        g_assert_null (problem->quote);
      else
        g_assert_cmpstr (problem->quote, ==, "<b>words</b> of theirs");
      g_assert_nonnull (strstr (text, "<b>words</b> of theirs"));
      g_assert_cmpstr (problem->request_id, ==, "trace-7");
      g_assert_null (strstr (problem->title, "words"));
      g_assert_null (strstr (problem->explanation, "words of"));
      g_assert_true (g_hash_table_add (titles, g_strdup (problem->title)));
      g_assert_nonnull (strstr (text, problem->title));
      g_assert_nonnull (strstr (text, "trace-7"));
    }
}

/* "HTTP 502 with a web page" is ours: Cobalt did not say it. */
static void
test_described (void)
{
  g_autoptr (GError) error =
      embark_api_error_new_described (EMBARK_API_ERROR_SERVER, 502, NULL, NULL, "HTTP 502 with a web page");
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

  g_assert_null (problem->quote);
  g_assert_cmpstr (problem->reason, ==, "HTTP 502 with a web page");
}

static void
test_others (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    const char *title;
  } rows[] = {
    { embark_secret_error_quark, EMBARK_SECRET_ERROR_FAILED, "The keyring refused" },
    { embark_secret_error_quark, EMBARK_SECRET_ERROR_UNAVAILABLE, "There is no keyring" },
    { embark_secret_error_quark, EMBARK_SECRET_ERROR_LOCKED, "The keyring is locked" },
    { embark_secret_error_quark, EMBARK_SECRET_ERROR_TIMED_OUT, "The keyring does not answer" },
    { embark_journal_error_quark, EMBARK_JOURNAL_ERROR_FAILED, "The journal cannot be written" },
    { embark_journal_error_quark, EMBARK_JOURNAL_ERROR_TOO_NEW, "The journal is from a later version" },
    { g_io_error_quark, G_IO_ERROR_NO_SPACE, "The disk is full" },
    { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, "That may not be read or written" },
    { g_io_error_quark, G_IO_ERROR_INVALID_DATA, "A file cannot be read" },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, "No answer in time" },
    { g_io_error_quark, G_IO_ERROR_BUSY, "Something went wrong" },
    { g_io_error_quark, -7, "Something went wrong" },
    { embark_api_error_quark, 4711, "Something went wrong" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error =
          rows[i].domain () == EMBARK_API_ERROR
              ? embark_api_error_new ((EmbarkApiError) rows[i].code, 0, NULL, NULL, "x")
              : g_error_new_literal (rows[i].domain (), rows[i].code, "x");
      g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

      check_words (problem);
      g_assert_cmpstr (problem->title, ==, rows[i].title);
    }
}

static void
test_none (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_null (embark_problem_new (NULL));
  g_assert_null (embark_problem_new (cancelled));
}

static void
test_no_secret (void)
{
  const char *jwt = "eyJhbGciOiJIUzI1NiJ9.eyJvcmdfaWQiOiI2NTAwIn0.c2lnbmF0dXJlc2lnbmF0dXJl";
  g_autofree char *message = g_strdup_printf ("bad token %s", jwt);
  g_autoptr (GError) error = embark_api_error_new (EMBARK_API_ERROR_TOKEN, 401, NULL, NULL, message);
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *text = embark_problem_to_text (problem);

  g_assert_null (strstr (problem->quote, jwt));
  g_assert_null (strstr (text, jwt));
  g_assert_nonnull (strstr (text, EMBARK_REDACTED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem/api", test_api);
  g_test_add_func ("/problem/described", test_described);
  g_test_add_func ("/problem/others", test_others);
  g_test_add_func ("/problem/none", test_none);
  g_test_add_func ("/problem/no-secret", test_no_secret);

  return g_test_run ();
}
