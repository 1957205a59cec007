/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The web session in which staff are signed in to the dashboard: its place, and that it can be deleted. */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "embark-app-sessions.h"

typedef struct
{
  gboolean over;
  gboolean forgotten;
} Answer;

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->forgotten = embark_app_forget_session_finish (result, &error);
  answer->over = TRUE;
}

static gboolean
forget (EmbarkProfile *profile)
{
  Answer answer = { FALSE, FALSE };

  embark_app_forget_session_async (profile, forgotten_cb, &answer);
  while (!answer.over)
    g_main_context_iteration (NULL, TRUE);
  return answer.forgotten;
}

static void
write_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static void
test_place (void)
{
  static const char *const ids[] = { "..", "../../etc", "a/b", "demo", "Ü x" };
  g_autofree char *sessions = g_build_filename (g_get_user_data_dir (), "embark", "sessions", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (EmbarkProfile) profile = embark_profile_new (ids[i], "x", NULL);
      g_autofree char *folder = embark_app_dup_session_folder (profile);
      g_autofree char *canonical = g_canonicalize_filename (folder, NULL);
      g_autofree char *parent = g_path_get_dirname (canonical);

      g_assert_cmpstr (canonical, ==, folder);
      g_assert_cmpstr (parent, ==, sessions);
    }
}

/* All of it goes, nothing else does, and a link is not followed. */
static void
test_forgotten (void)
{
  g_autoptr (EmbarkProfile) mine = embark_profile_new ("mine", "x", NULL);
  g_autoptr (EmbarkProfile) other = embark_profile_new ("other", "x", NULL);
  g_autofree char *folder = embark_app_dup_session_folder (mine);
  g_autofree char *kept = embark_app_dup_session_folder (other);
  g_autofree char *link = g_build_filename (folder, "data", "link", NULL);
  g_autofree char *kept_file = g_build_filename (kept, "cookies.sqlite", NULL);

  g_assert_true (forget (mine));
  write_file (folder, "cookies.sqlite");
  write_file (folder, "data/deep/down/file");
  write_file (folder, "cache/.hidden");
  write_file (kept, "cookies.sqlite");
  g_assert_cmpint (symlink (kept, link), ==, 0);
  g_assert_true (forget (mine));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept_file, G_FILE_TEST_EXISTS));
}

typedef struct
{
  char *folder;
  guint n_left;
  guint id;
} Writer;

/* What the process of a page does that was still loading when its view went. */
static gboolean
write_cb (gpointer data)
{
  Writer *writer = data;

  if (g_file_test (writer->folder, G_FILE_TEST_EXISTS))
    return G_SOURCE_CONTINUE;
  write_file (writer->folder, "cookies.sqlite");
  if (--writer->n_left > 0)
    return G_SOURCE_CONTINUE;
  writer->id = 0;
  return G_SOURCE_REMOVE;
}

/* Made anew behind our back it goes again; and where that has no end, nobody says that it is forgotten. */
static void
test_made_anew (void)
{
  g_autoptr (EmbarkProfile) mine = embark_profile_new ("again", "x", NULL);
  g_autofree char *folder = embark_app_dup_session_folder (mine);
  Writer writer = { folder, 2, 0 };

  write_file (folder, "cookies.sqlite");
  writer.id = g_timeout_add (1, write_cb, &writer);
  g_assert_true (forget (mine));
  g_assert_cmpuint (writer.n_left, ==, 0);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  writer.n_left = G_MAXUINT;
  writer.id = g_timeout_add (1, write_cb, &writer);
  write_file (folder, "cookies.sqlite");
  g_assert_false (forget (mine));
  g_source_remove (writer.id);
}

/* The folder itself may be a link that somebody made: the link goes, and what it points to stays. */
static void
test_link (void)
{
  g_autoptr (EmbarkProfile) mine = embark_profile_new ("linked", "x", NULL);
  g_autofree char *folder = embark_app_dup_session_folder (mine);
  g_autofree char *elsewhere = g_build_filename (g_get_user_data_dir (), "elsewhere", NULL);
  g_autofree char *file = g_build_filename (elsewhere, "file", NULL);
  g_autofree char *parent = g_path_get_dirname (folder);

  write_file (elsewhere, "file");
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, folder), ==, 0);
  g_assert_true (forget (mine));
  g_assert_false (g_file_test (folder, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/sessions/place", test_place);
  g_test_add_func ("/app/sessions/forgotten", test_forgotten);
  g_test_add_func ("/app/sessions/made-anew", test_made_anew);
  g_test_add_func ("/app/sessions/link", test_link);
  return g_test_run ();
}
