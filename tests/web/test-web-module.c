/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The module as the program opens it: this executable knows GTK and the interface, and nothing of WebKit. */

#include "config.h"

#include <adwaita.h>
#include <dlfcn.h>
#include <glib/gstdio.h>

#include "embark-web-host.h"

static gboolean
webkit_is_loaded (void)
{
  void *handle = dlopen ("libwebkitgtk-6.0.so.4", RTLD_LAZY | RTLD_NOLOAD);

  if (handle != NULL)
    dlclose (handle);
  return handle != NULL;
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *right = g_strdup (g_getenv ("EMBARK_MODULE_DIR"));

  /* A folder without it, and a path that depends on where we stand. */
  g_setenv ("EMBARK_MODULE_DIR", "/nonexistent", TRUE);
  g_assert_null (embark_web_host_new (&error));
  g_assert_error (error, G_MODULE_ERROR, G_MODULE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (webkit_is_loaded ());

  g_setenv ("EMBARK_MODULE_DIR", right, TRUE);
}

static mode_t
get_mode (const char *path)
{
  GStatBuf information;

  g_assert_cmpint (g_stat (path, &information), ==, 0);
  return information.st_mode & 0777;
}

/* The dashboard's session: in a folder that is this user's alone. */
static void
test_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("embark-web-XXXXXX", &error);
  g_autofree char *folder = g_build_filename (parent, "sessions", "dashboard", NULL);
  g_autofree char *file = g_build_filename (parent, "file", NULL);
  g_autofree char *under_file = g_build_filename (file, "dashboard", NULL);
  GtkWidget *view;

  view = embark_web_host_new_kept (folder, &error);
  g_assert_no_error (error);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (view, EMBARK_TYPE_WEB_HOST));
  g_assert_cmpint (get_mode (folder), ==, 0700);
  g_object_ref_sink (view);
  embark_web_host_close (EMBARK_WEB_HOST (view));
  g_assert_finalize_object (view);

  /* One that is there already and open to others is closed to them. */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  view = g_object_ref_sink (embark_web_host_new_kept (folder, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_mode (folder), ==, 0700);
  g_assert_finalize_object (view);

  g_file_set_contents (file, "", -1, &error);
  g_assert_no_error (error);
  g_assert_null (embark_web_host_new_kept (under_file, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

static void
failed_cb (EmbarkWebHost *host, int failure, const char *name, const char *detail, gpointer user_data)
{
  *(int *) user_data = failure;
}

static void
test_open (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) view = NULL;
  g_autoptr (GtkWidget) second = NULL;
  GtkWidget *window;
  int failure = -1;

  view = embark_web_host_new (&error);
  g_assert_no_error (error);
  g_assert_true (webkit_is_loaded ());
  g_assert_true (g_object_is_floating (view));
  g_object_ref_sink (view);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (view, EMBARK_TYPE_WEB_HOST));

  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  /* Method there and signal back cross the border both ways. */
  g_signal_connect (view, "failed", G_CALLBACK (failed_cb), &failure);
  embark_web_host_load (EMBARK_WEB_HOST (view), "file:///etc/passwd");
  g_assert_cmpint (failure, ==, EMBARK_WEB_FAILURE_BLOCKED);
  embark_web_host_reload (EMBARK_WEB_HOST (view));
  embark_web_host_close (EMBARK_WEB_HOST (view));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (g_steal_pointer (&view));

  second = g_object_ref_sink (embark_web_host_new (&error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_assert_false (webkit_is_loaded ());
  g_test_add_func ("/web/module/missing", test_missing);
  g_test_add_func ("/web/module/open", test_open);
  g_test_add_func ("/web/module/kept", test_kept);

  return g_test_run ();
}
