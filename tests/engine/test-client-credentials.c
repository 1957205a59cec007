/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libsecret chooses its backend once a process, so the same program is run once a backend; see meson.build.
 */

#include "config.h"

#include <string.h>

#include "embark-client-credentials.h"
#include "embark-secret-store-libsecret.h"
#include "test-util.h"

#define ID     "3MVG9LumenDeskSandbox7QpXk2vYtRw0aBcDeFgHiJkLmNoPq_more.of-it"
#define SECRET "0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C4B5A69788796A5B4C3D2E1F0"

typedef struct
{
  EmbarkClockManual *clock;
  EmbarkSecretStore *keyring;
  EmbarkSecretStore *memory;
  EmbarkClientCredentials *credentials;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->clock = embark_clock_manual_new (G_USEC_PER_SEC);
  f->memory = embark_secret_store_memory_new ();
  if (g_getenv ("EMBARK_TEST_SECRETS") != NULL)
    f->keyring = embark_secret_store_libsecret_new (EMBARK_CLOCK (f->clock), 5000, 120000);
  else
    f->keyring = embark_secret_store_memory_new ();
  f->credentials = embark_client_credentials_new (f->keyring, f->memory, "p", "test");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->credentials);
  g_assert_finalize_object (f->keyring);
  g_assert_finalize_object (f->memory);
  g_assert_finalize_object (f->clock);
}

static gboolean
save (EmbarkClientCredentials *credentials,
      const char *id,
      const char *secret,
      gboolean this_run_only,
      GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_client_credentials_save_async (credentials, id, secret, "Kestrel", this_run_only, NULL, wait_cb,
                                        &wait);
  return embark_client_credentials_save_finish (credentials, wait_for (&wait), error);
}

static gboolean
load (EmbarkClientCredentials *credentials, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_client_credentials_load_async (credentials, NULL, wait_cb, &wait);
  return embark_client_credentials_load_finish (credentials, wait_for (&wait), error);
}

/* Looks with new eyes. */
static void
assert_kept (Fixture *f, const char *environment, const char *id, const char *secret, EmbarkKept kept)
{
  g_autoptr (EmbarkClientCredentials) other =
      embark_client_credentials_new (f->keyring, f->memory, "p", environment);
  g_autoptr (GError) error = NULL;

  g_assert_true (load (other, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (embark_client_credentials_get_client_id (other), ==, id);
  g_assert_cmpstr (embark_client_credentials_get_client_secret (other), ==, secret);
  g_assert_cmpint (embark_client_credentials_get_kept (other), ==, kept);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  assert_kept (f, "test", NULL, NULL, EMBARK_KEPT_NOWHERE);
  g_assert_true (save (f->credentials, " " ID "\n", "\t" SECRET "\r\n", FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (embark_client_credentials_get_kept (f->credentials), ==, EMBARK_KEPT_KEYRING);
  assert_kept (f, "test", ID, SECRET, EMBARK_KEPT_KEYRING);
  /* One environment's are no other's. */
  assert_kept (f, "production", NULL, NULL, EMBARK_KEPT_NOWHERE);
  assert_kept (f, NULL, NULL, NULL, EMBARK_KEPT_NOWHERE);

  /* An empty one is taken out. */
  g_assert_true (save (f->credentials, ID, " ", FALSE, &error));
  assert_kept (f, "test", ID, NULL, EMBARK_KEPT_KEYRING);

  /* For this run only: newer than what the keyring has, until something newer is put there. */
  g_assert_true (save (f->credentials, ID "2", SECRET, TRUE, &error));
  assert_kept (f, "test", ID "2", SECRET, EMBARK_KEPT_MEMORY);
  g_assert_true (save (f->credentials, ID "3", SECRET, FALSE, &error));
  assert_kept (f, "test", ID "3", SECRET, EMBARK_KEPT_KEYRING);

  embark_client_credentials_forget_async (f->credentials, NULL, wait_cb, &wait);
  g_assert_true (embark_client_credentials_forget_finish (f->credentials, wait_for (&wait), &error));
  g_assert_null (embark_client_credentials_get_client_id (f->credentials));
  g_assert_cmpint (embark_client_credentials_get_kept (f->credentials), ==, EMBARK_KEPT_NOWHERE);
  assert_kept (f, "test", NULL, NULL, EMBARK_KEPT_NOWHERE);
}

static void
test_forget_profile (Fixture *f, gconstpointer data)
{
  static const char *const environments[] = { "test", "production", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      g_autoptr (EmbarkClientCredentials) one =
          embark_client_credentials_new (f->keyring, f->memory, "p", environments[i]);
      g_autoptr (EmbarkClientCredentials) other =
          embark_client_credentials_new (f->keyring, f->memory, "q", environments[i]);

      g_assert_true (save (one, ID, SECRET, i == 1, &error));
      g_assert_true (save (other, ID, SECRET, FALSE, &error));
    }
  embark_client_credentials_forget_profile_async (f->keyring, f->memory, "p", NULL, wait_cb, &wait);
  g_assert_true (embark_client_credentials_forget_profile_finish (wait_for (&wait), &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      g_autoptr (EmbarkClientCredentials) other =
          embark_client_credentials_new (f->keyring, f->memory, "q", environments[i]);

      assert_kept (f, environments[i], NULL, NULL, EMBARK_KEPT_NOWHERE);
      g_assert_true (load (other, &error));
      g_assert_cmpstr (embark_client_credentials_get_client_secret (other), ==, SECRET);
    }
  wait_reset (&wait);
  embark_client_credentials_forget_profile_async (f->keyring, f->memory, "q", NULL, wait_cb, &wait);
  g_assert_true (embark_client_credentials_forget_profile_finish (wait_for (&wait), &error));
}

/* A keyring that does not work is told, and memory is the way on. */
static void
assert_way_on (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (embark_client_credentials_get_client_id (f->credentials));
  g_assert_cmpint (embark_client_credentials_get_kept (f->credentials), ==, EMBARK_KEPT_NOWHERE);
  g_assert_true (save (f->credentials, ID, SECRET, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (embark_client_credentials_get_kept (f->credentials), ==, EMBARK_KEPT_MEMORY);
  /* What is in memory is found without asking the keyring. */
  g_assert_true (load (f->credentials, &error));
  g_assert_cmpstr (embark_client_credentials_get_client_secret (f->credentials), ==, SECRET);
}

/* A service that is there and waits for a prompt that nobody sees. */
static void
test_locked_keyring (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  embark_client_credentials_save_async (f->credentials, ID, SECRET, "Kestrel", FALSE, NULL, wait_cb, &wait);
  embark_clock_manual_advance (f->clock, 120000);
  g_assert_false (embark_client_credentials_save_finish (f->credentials, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_TIMED_OUT);
  assert_way_on (f);
}

static void
test_absent_keyring (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  g_assert_false (load (f->credentials, &error));
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (save (f->credentials, ID, SECRET, FALSE, &error));
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  assert_way_on (f);
  /* There is nothing in it that would have to be taken out. */
  embark_client_credentials_forget_profile_async (f->keyring, f->memory, "p", NULL, wait_cb, &wait);
  g_assert_true (embark_client_credentials_forget_profile_finish (wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_without_keyring (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkClientCredentials) demo = embark_client_credentials_new (NULL, f->memory, "demo", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (load (demo, &error));
  g_assert_true (save (demo, ID, SECRET, FALSE, &error));
  g_assert_cmpint (embark_client_credentials_get_kept (demo), ==, EMBARK_KEPT_MEMORY);
  g_assert_true (embark_client_credentials_is_for (demo, NULL));
  g_assert_false (embark_client_credentials_is_for (demo, "test"));
}

static void
test_shapes (void)
{
  typedef EmbarkShape (*Check) (const char *text, char **cleaned, gboolean *changed, const char **reason);
  static const struct
  {
    Check check;
    const char *text;
    EmbarkShape shape;
    const char *cleaned;
    gboolean changed;
  } rows[] = {
    { embark_client_id_check, ID, EMBARK_SHAPE_GOOD, ID, FALSE },
    { embark_client_id_check, "\xef\xbb\xbf " ID "\xc2\xa0\xe2\x80\x8b\r\n", EMBARK_SHAPE_GOOD, ID, FALSE },
    { embark_client_id_check, "3MVG9Lumen\nDeskSandbox7QpXk2vYtRw0aBcDeFg HiJkLmNoPq_more.of-it",
      EMBARK_SHAPE_GOOD, ID, TRUE },
    { embark_client_id_check, "", EMBARK_SHAPE_EMPTY, "", FALSE },
    { embark_client_id_check, NULL, EMBARK_SHAPE_EMPTY, "", FALSE },
    { embark_client_id_check, " \n", EMBARK_SHAPE_EMPTY, "", FALSE },
    { embark_client_id_check, "3MVG9short", EMBARK_SHAPE_ODD, "3MVG9short", FALSE },
    { embark_client_id_check, "PlatformCLI", EMBARK_SHAPE_ODD, "PlatformCLI", FALSE },
    { embark_client_id_check, SECRET, EMBARK_SHAPE_WRONG, SECRET, FALSE },
    { embark_client_id_check, "3MVG9<script>", EMBARK_SHAPE_WRONG, "3MVG9<script>", FALSE },
    { embark_client_id_check, "client_id=3MVG9", EMBARK_SHAPE_WRONG, "client_id=3MVG9", FALSE },
    { embark_client_secret_check, SECRET, EMBARK_SHAPE_GOOD, SECRET, FALSE },
    { embark_client_secret_check, SECRET "\n", EMBARK_SHAPE_GOOD, SECRET, FALSE },
    { embark_client_secret_check, "\t0123 4567\n", EMBARK_SHAPE_ODD, "01234567", TRUE },
    { embark_client_id_check, "3MVG9short and\nmore", EMBARK_SHAPE_ODD, "3MVG9shortandmore", TRUE },
    { embark_client_id_check, "3MVG9 <script>", EMBARK_SHAPE_WRONG, "3MVG9<script>", TRUE },
    { embark_client_secret_check, "1234567890123456789", EMBARK_SHAPE_GOOD, "1234567890123456789", FALSE },
    { embark_client_secret_check, "abc", EMBARK_SHAPE_ODD, "abc", FALSE },
    { embark_client_secret_check, ID, EMBARK_SHAPE_WRONG, ID, FALSE },
    { embark_client_secret_check, "••••••••", EMBARK_SHAPE_WRONG, "••••••••", FALSE },
    { embark_client_secret_check, "", EMBARK_SHAPE_EMPTY, "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *cleaned = NULL;
      const char *reason = NULL;
      gboolean changed = FALSE;
      const EmbarkShape shape = rows[i].check (rows[i].text, &cleaned, &changed, &reason);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (shape, ==, rows[i].shape);
      g_assert_cmpstr (cleaned, ==, rows[i].cleaned);
      g_assert_cmpint (changed, ==, rows[i].changed);
      /* Whatever is not plainly well is explained, and never by repeating it. */
      g_assert_true ((reason != NULL)
                     == (shape == EMBARK_SHAPE_ODD || shape == EMBARK_SHAPE_WRONG
                         || (shape == EMBARK_SHAPE_GOOD && changed)));
      g_assert_true (reason == NULL || strstr (reason, "Sandbox7Q") == NULL);
      /* A blank inside is named, whatever else is odd; those around it are not spoken of. */
      g_assert_cmpint (reason != NULL && strstr (reason, "lank") != NULL, ==, changed);
    }
}

static void
test_bad_bytes (void)
{
  g_autofree char *cleaned = NULL;
  g_autofree char *big = g_strnfill (1024 * 1024, 'A');

  g_assert_cmpint (embark_client_id_check ("3MVG9\xff\xfe", &cleaned, NULL, NULL), ==, EMBARK_SHAPE_WRONG);
  g_assert_true (g_utf8_validate (cleaned, -1, NULL));
  g_assert_cmpint (embark_client_id_check (big, NULL, NULL, NULL), ==, EMBARK_SHAPE_WRONG);
  g_assert_cmpint (embark_client_secret_check (big, NULL, NULL, NULL), ==, EMBARK_SHAPE_WRONG);
}

int
main (int argc, char **argv)
{
  const char *mode = g_getenv ("EMBARK_TEST_SECRETS");

  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function)                                                                            \
  g_test_add ("/client-credentials/" name, Fixture, data, set_up, function, tear_down)
  if (g_strcmp0 (mode, "locked") == 0)
    ADD ("locked", NULL, test_locked_keyring);
  else if (g_strcmp0 (mode, "none") == 0)
    ADD ("absent", NULL, test_absent_keyring);
  else
    {
      ADD ("round-trip", NULL, test_round_trip);
      ADD ("forget-profile", NULL, test_forget_profile);
    }
  if (mode == NULL)
    {
      ADD ("without-keyring", NULL, test_without_keyring);
      g_test_add_func ("/client-credentials/shapes", test_shapes);
      g_test_add_func ("/client-credentials/bad-bytes", test_bad_bytes);
    }
#undef ADD
  return g_test_run ();
}
