/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libsecret chooses its backend once a process, so the same program is run once a backend; see meson.build.
 */

#include "config.h"

#include <libsecret/secret.h>

#include "embark-secret-store-libsecret.h"
#include "test-util.h"

#define SECRET             "tk_3f1c0d5e9b7a"
#define DEADLINE_MS        5000
#define PROMPT_DEADLINE_MS 120000

typedef struct
{
  EmbarkClockManual *clock;
  EmbarkSecretStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->clock = embark_clock_manual_new (G_USEC_PER_SEC);
  f->store = data != NULL ? embark_secret_store_memory_new ()
                          : embark_secret_store_libsecret_new (EMBARK_CLOCK (f->clock), DEADLINE_MS,
                                                               PROMPT_DEADLINE_MS);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (embark_clock_manual_get_n_pending (f->clock), ==, 0);
  g_assert_finalize_object (f->store);
  g_assert_finalize_object (f->clock);
}

static gboolean
store (EmbarkSecretStore *store_, const char *id, const char *secret, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_secret_store_store_async (store_, id, "Embark: Kestrel", secret, NULL, wait_cb, &wait);
  return embark_secret_store_store_finish (store_, wait_for (&wait), error);
}

static char *
lookup (EmbarkSecretStore *store_, const char *id, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_secret_store_lookup_async (store_, id, NULL, wait_cb, &wait);
  return embark_secret_store_lookup_finish (store_, wait_for (&wait), error);
}

static gboolean
clear (EmbarkSecretStore *store_, const char *id, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_secret_store_clear_async (store_, id, NULL, wait_cb, &wait);
  return embark_secret_store_clear_finish (store_, wait_for (&wait), error);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *absent = lookup (f->store, "p1", &error);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *gone = NULL;

  g_assert_no_error (error);
  g_assert_null (absent);
  store (f->store, "p1", "first", &error);
  g_assert_no_error (error);
  store (f->store, "p1", SECRET, &error);
  g_assert_no_error (error);
  store (f->store, "p2", "other", &error);
  g_assert_no_error (error);
  one = lookup (f->store, "p1", &error);
  two = lookup (f->store, "p2", &error);
  g_assert_cmpstr (one, ==, SECRET);
  g_assert_cmpstr (two, ==, "other");
  g_assert_true (clear (f->store, "p1", &error));
  g_assert_true (clear (f->store, "p1", &error));
  gone = lookup (f->store, "p1", &error);
  g_assert_no_error (error);
  g_assert_null (gone);
  g_assert_true (clear (f->store, "p2", &error));
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };

  embark_secret_store_store_async (f->store, "p3", "label", SECRET, cancellable, wait_cb, &wait);
  g_cancellable_cancel (cancellable);
  g_assert_false (embark_secret_store_store_finish (f->store, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Everything a keyring manager shows in the clear: the label and the attributes. */
static void
test_nothing_secret_in_the_clear (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  GList *found;

  g_assert_true (store (f->store, "p4", SECRET, &error));
  g_assert_no_error (error);
  g_hash_table_insert (attributes, (gpointer) "profile", (gpointer) "p4");
  found = secret_password_searchv_sync (NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (found), ==, 1);
  for (GList *l = found; l != NULL; l = l->next)
    {
      g_autoptr (GHashTable) kept = secret_retrievable_get_attributes (l->data);
      g_autofree char *label = secret_retrievable_get_label (l->data);
      GHashTableIter iter;
      gpointer key, value;

      g_assert_null (strstr (label, SECRET));
      g_assert_cmpstr (g_hash_table_lookup (kept, "profile"), ==, "p4");
      g_hash_table_iter_init (&iter, kept);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_assert_null (strstr (value, SECRET));
    }
  g_list_free_full (found, g_object_unref);
  g_assert_true (clear (f->store, "p4", &error));
}

static void
test_unavailable (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = lookup (f->store, "p1", &error);

  g_assert_null (secret);
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (store (f->store, "p1", SECRET, &error));
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE);
  g_assert_null (strstr (error->message, SECRET));
  g_clear_error (&error);
  g_assert_false (clear (f->store, "p1", &error));
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_UNAVAILABLE);
}

/* A service that is there and waits for a prompt that nobody sees. */
static void
test_locked (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (service);
  embark_secret_store_store_async (f->store, "p1", "label", SECRET, NULL, wait_cb, &wait);
  embark_clock_manual_advance (f->clock, PROMPT_DEADLINE_MS - 1);
  g_assert_null (wait.result);
  embark_clock_manual_advance (f->clock, 1);
  g_assert_false (embark_secret_store_store_finish (f->store, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_SECRET_ERROR, EMBARK_SECRET_ERROR_TIMED_OUT);
}

int
main (int argc, char **argv)
{
  const char *mode = g_getenv ("EMBARK_TEST_SECRETS");

  g_test_init (&argc, &argv, NULL);

  if (g_strcmp0 (mode, "file") == 0 || g_strcmp0 (mode, "service") == 0)
    {
      g_test_add ("/secret-store/libsecret/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
      g_test_add ("/secret-store/libsecret/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
      g_test_add ("/secret-store/libsecret/nothing-in-the-clear", Fixture, NULL, set_up,
                  test_nothing_secret_in_the_clear, tear_down);
    }
  else if (g_strcmp0 (mode, "locked") == 0)
    g_test_add ("/secret-store/libsecret/locked", Fixture, NULL, set_up, test_locked, tear_down);
  else if (g_strcmp0 (mode, "none") == 0)
    g_test_add ("/secret-store/libsecret/unavailable", Fixture, NULL, set_up, test_unavailable, tear_down);
  else
    {
      g_test_add ("/secret-store/memory/round-trip", Fixture, "memory", set_up, test_round_trip, tear_down);
      g_test_add ("/secret-store/memory/cancelled", Fixture, "memory", set_up, test_cancelled, tear_down);
    }

  return g_test_run ();
}
