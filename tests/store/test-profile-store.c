/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "embark-profile-store.h"
#include "test-util.h"

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  EmbarkProfileStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;

  f->folder = g_build_filename (g_get_user_config_dir (), "embark", NULL);
  f->path = g_build_filename (f->folder, "profiles.ini", NULL);
  file = g_file_new_for_path (f->path);
  f->store = embark_profile_store_new (file);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->store);
  g_free (f->folder);
  g_free (f->path);
}

static gboolean
load (EmbarkProfileStore *store, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_profile_store_load_async (store, NULL, wait_cb, &wait);
  return embark_profile_store_load_finish (store, wait_for (&wait), error);
}

static gboolean
save (EmbarkProfileStore *store, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_profile_store_save_async (store, NULL, wait_cb, &wait);
  return embark_profile_store_save_finish (store, wait_for (&wait), error);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_profile (void)
{
  EmbarkProfile *profile = embark_profile_new (NULL, "Kestrel", "https://example.org");
  g_autoptr (EmbarkProfile) other = embark_profile_new (NULL, NULL, NULL);
  g_autoptr (EmbarkProfile) demo = embark_profile_new_demo ();
  guint notified = 0;

  g_assert_true (g_uuid_string_is_valid (embark_profile_get_id (profile)));
  g_assert_cmpstr (embark_profile_get_id (profile), !=, embark_profile_get_id (other));
  g_assert_cmpstr (embark_profile_get_base_uri (other), ==, EMBARK_PROFILE_DEFAULT_BASE_URI);
  g_assert_cmpstr (embark_profile_get_id (demo), ==, EMBARK_PROFILE_DEMO_ID);
  g_assert_true (embark_profile_get_demo (demo));
  g_assert_cmpstr (embark_profile_get_base_uri (demo), ==, "");

  g_signal_connect (profile, "notify", G_CALLBACK (count_cb), &notified);
  embark_profile_set_name (profile, "Kestrel");
  embark_profile_set_base_uri (profile, "https://example.org");
  g_assert_cmpuint (notified, ==, 0);
  embark_profile_set_name (profile, "Osprey");
  embark_profile_set_base_uri (profile, "https://example.com");
  g_assert_cmpuint (notified, ==, 2);

  /* What is noted while the app is set up. */
  g_assert_null (embark_profile_get_callback (profile));
  embark_profile_set_callback (profile, "  https://example.org/api/v1/salesforce/callback\n");
  g_assert_cmpstr (embark_profile_get_callback (profile), ==,
                   "https://example.org/api/v1/salesforce/callback");
  embark_profile_set_callback (profile, "https://example.org/api/v1/salesforce/callback");
  embark_profile_set_ticked (profile, "guide/scopes", TRUE);
  embark_profile_set_ticked (profile, "guide/scopes", TRUE);
  embark_profile_set_ticked (profile, "guide/other", FALSE);
  g_assert_cmpuint (notified, ==, 4);
  g_assert_true (embark_profile_get_ticked (profile, "guide/scopes"));
  embark_profile_set_ticked (profile, "guide/scopes", FALSE);
  g_assert_false (embark_profile_get_ticked (profile, "guide/scopes"));
  embark_profile_set_callback (profile, "  ");
  g_assert_null (embark_profile_get_callback (profile));
  g_assert_cmpuint (notified, ==, 6);
  g_assert_finalize_object (profile);
}

static void
test_absent (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (load (f->store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->store)), ==, 0);
  g_assert_null (embark_profile_store_get_last_used (f->store));
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  const char *name = "  <b>Ünïcode & \"quotes\"\nnewline 🦅 [x] = ; # \\ ";
  g_autoptr (EmbarkProfile) first = embark_profile_new (NULL, name, "https://a.example");
  g_autoptr (EmbarkProfile) second = embark_profile_new (NULL, "B", "http://127.0.0.1:3000");
  g_autoptr (GFile) file = g_file_new_for_path (f->path);
  g_autoptr (EmbarkProfileStore) again = embark_profile_store_new (file);
  g_autoptr (GError) error = NULL;
  EmbarkProfile *found;
  GStatBuf info;

  g_assert_true (load (f->store, &error));
  embark_profile_store_add (f->store, first);
  embark_profile_store_add (f->store, second);
  embark_profile_store_add (f->store, second);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->store)), ==, 2);
  embark_profile_store_set_last_used (f->store, EMBARK_PROFILE_DEMO_ID);
  embark_profile_set_callback (first, "https://a.example/callback?x=1;2");
  embark_profile_set_login_host (first, " acme.my.salesforce.com ");
  embark_profile_set_brand_name (first, "Acme; “Co”");
  embark_profile_set_brand_color (first, "#123456");
  embark_profile_set_brand_background (first, "");
  embark_profile_set_guide (first, "external-client-app");
  embark_profile_set_ticked (first, "external-client-app/a;b", TRUE);
  embark_profile_set_ticked (first, "external-client-app/policy", TRUE);
  g_assert_true (save (f->store, &error));
  g_assert_no_error (error);

  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (f->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_assert_true (load (again, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  found = embark_profile_store_find (again, embark_profile_get_id (first));
  g_assert_nonnull (found);
  g_assert_cmpstr (embark_profile_get_name (found), ==, name);
  g_assert_cmpstr (embark_profile_get_base_uri (found), ==, "https://a.example");
  g_assert_cmpstr (embark_profile_get_callback (found), ==, "https://a.example/callback?x=1;2");
  g_assert_cmpstr (embark_profile_get_login_host (found), ==, "acme.my.salesforce.com");
  g_assert_cmpstr (embark_profile_get_brand_name (found), ==, "Acme; “Co”");
  g_assert_cmpstr (embark_profile_get_brand_color (found), ==, "#123456");
  g_assert_null (embark_profile_get_brand_background (found));
  g_assert_cmpstr (embark_profile_get_guide (found), ==, "external-client-app");
  g_assert_true (embark_profile_get_ticked (found, "external-client-app/a;b"));
  g_assert_cmpuint (g_strv_length ((char **) embark_profile_get_ticks (found)), ==, 2);
  g_assert_cmpstr (embark_profile_store_get_last_used (again), ==, EMBARK_PROFILE_DEMO_ID);

  embark_profile_store_remove (again, found);
  embark_profile_store_set_last_used (again, NULL);
  g_assert_true (save (again, &error));
  g_assert_true (load (f->store, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->store)), ==, 1);
  g_assert_null (embark_profile_store_get_last_used (f->store));
}

static void
write_file (Fixture *f, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (f->folder, 0700), ==, 0);
  g_file_set_contents (f->path, text, length, &error);
  g_assert_no_error (error);
}

static void
test_unreadable (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "this is not [a key file", "[Profile x]\nName=\xff\xfe\n" };
  g_autofree char *broken = g_strconcat (f->path, ".broken", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;

      write_file (f, texts[i], -1);
      g_assert_false (load (f->store, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_clear_error (&error);
      g_assert_false (g_file_test (broken, G_FILE_TEST_EXISTS));

      g_assert_true (save (f->store, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (broken, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, texts[i]);
      g_assert_true (load (f->store, &error));
      g_assert_no_error (error);
      g_unlink (broken);
    }
}

static void
test_foreign_groups (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  write_file (
      f,
      "[Embark]\nLastUsed=p1\nFuture=1\n\n[Profile p1]\nName=One\nBaseUri=https://one.example\nColour=red\n\n"
      "[Profile demo]\nName=No\nBaseUri=https://evil.example\n\n[Profile p2]\nName=No "
      "address\n\n[Other]\nA=b\n",
      -1);
  g_assert_true (load (f->store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->store)), ==, 1);
  g_assert_cmpstr (embark_profile_store_get_last_used (f->store), ==, "p1");

  g_assert_true (save (f->store, &error));
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Future=1"));
  g_assert_nonnull (strstr (text, "Colour=red"));
  g_assert_nonnull (strstr (text, "[Other]"));
  g_assert_nonnull (strstr (text, "[Profile p2]"));
}

/* Two saves at once: both answer, and the file is what the store was at the end. */
static void
test_saves_in_line (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = embark_profile_new ("p", "Before", NULL);
  g_auto (Wait) first = { NULL };
  g_auto (Wait) second = { NULL };
  g_auto (Wait) third = { NULL };
  g_autoptr (GError) error = NULL;

  embark_profile_store_add (f->store, profile);
  embark_profile_store_save_async (f->store, NULL, wait_cb, &first);
  embark_profile_set_name (profile, "Between");
  embark_profile_store_save_async (f->store, NULL, wait_cb, &second);
  embark_profile_set_name (profile, "After");
  embark_profile_store_save_async (f->store, NULL, wait_cb, &third);
  g_assert_true (embark_profile_store_save_finish (f->store, wait_for (&first), &error));
  g_assert_true (embark_profile_store_save_finish (f->store, wait_for (&second), &error));
  g_assert_true (embark_profile_store_save_finish (f->store, wait_for (&third), &error));
  g_assert_no_error (error);

  g_assert_true (load (f->store, &error));
  g_assert_cmpstr (embark_profile_get_name (embark_profile_store_find (f->store, "p")), ==, "After");
}

static void
test_no_folder (void)
{
  /* Root may write to a read-only folder, nobody may write below a file. */
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/null/embark/profiles.ini");
  g_autoptr (EmbarkProfileStore) store = embark_profile_store_new (file);
  g_autoptr (GError) error = NULL;

  g_assert_false (save (store, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/profile/properties", test_profile);
  g_test_add ("/profile-store/absent", Fixture, NULL, set_up, test_absent, tear_down);
  g_test_add ("/profile-store/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/profile-store/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);
  g_test_add ("/profile-store/foreign-groups", Fixture, NULL, set_up, test_foreign_groups, tear_down);
  g_test_add ("/profile-store/saves-in-line", Fixture, NULL, set_up, test_saves_in_line, tear_down);
  g_test_add_func ("/profile-store/no-folder", test_no_folder);

  return g_test_run ();
}
