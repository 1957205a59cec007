/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "web-fixture.h"

#define GUARD_SECONDS 30

static char *
fill_in (WebFixture *f, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "{BASE}", -1);
  g_autofree char *filled = g_strjoinv (f->base, parts);
  g_auto (GStrv) others = g_strsplit (filled, "{OTHER}", -1);
  g_autofree char *other = g_strconcat ("http://localhost", strrchr (f->base, ':'), NULL);

  return g_strjoinv (other, others);
}

static void
serve_cb (
    SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  WebFixture *f = user_data;
  const char *cookie =
      soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Cookie");

  g_hash_table_replace (f->cookies, g_strdup (path), g_strdup (cookie != NULL ? cookie : ""));
  g_string_append_printf (f->requests, "%s %s [%s]\n", g_uri_get_host (soup_server_message_get_uri (message)),
                          path, cookie != NULL ? cookie : "");

  for (const WebRoute *route = f->routes; route->path != NULL; route++)
    {
      g_autofree char *body = NULL;

      if (strcmp (route->path, path) != 0)
        continue;

      if (route->header != NULL)
        {
          g_autofree char *header = fill_in (f, route->header);
          char *value = strstr (header, ": ");

          *value = '\0';
          soup_message_headers_append (soup_server_message_get_response_headers (message), header, value + 2);
        }
      body = fill_in (f, route->body != NULL ? route->body : "");
      soup_server_message_set_response (message,
                                        route->type != NULL ? route->type : "text/html; charset=utf-8",
                                        SOUP_MEMORY_COPY, body, strlen (body));
      soup_server_message_set_status (message, route->status, NULL);
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static void
visited_cb (WebFixture *f, const char *host, const char *code, const char *description, const char *landmark)
{
  if (description != NULL)
    embark_set_str (&f->description, description);
  if (landmark != NULL)
    embark_set_str (&f->landmark, landmark);
  g_string_append_printf (f->visited, "%s%s%s ", host, code != NULL ? "!" : "", code != NULL ? code : "");
}

static void
failed_cb (WebFixture *f, int failure, const char *host, const char *detail)
{
  g_assert_cmpint (f->failure, ==, -1);
  f->failure = failure;
  embark_set_str (&f->failed_host, host);
  embark_set_str (&f->failed_detail, detail);
}

static void
popup_failed_cb (WebFixture *f, int failure, const char *host, const char *detail)
{
  f->popup_failure = failure;
  embark_set_str (&f->popup_detail, detail);
}

static void
refused_cb (WebFixture *f, int refusal, const char *host, const char *detail)
{
  f->n_refused++;
  f->refusal = refusal;
  embark_set_str (&f->refused_detail, detail);
}

static void
titled_cb (WebFixture *f, const char *host, const char *title)
{
  g_string_append_printf (f->titles, "%s: %s\n", host, title);
}

static void
window_closed_cb (WebFixture *f, int closing, gboolean popup)
{
  static const char *const names[] = { "user", "page", "untouched" };

  g_string_append_printf (f->closings, "%s%s ", names[closing], popup ? "" : "(view)");
}

static void
init (WebFixture *f, const WebRoute *routes, GTlsCertificate *certificate, const char *folder)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  f->routes = routes;
  f->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  f->requests = g_string_new (NULL);
  f->visited = g_string_new (NULL);
  f->titles = g_string_new (NULL);
  f->closings = g_string_new (NULL);
  f->failure = -1;
  f->popup_failure = -1;

  f->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (f->server, NULL, serve_cb, f, NULL);
  soup_server_listen_local (
      f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
      &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->base = g_uri_to_string (uris->data);
  if (g_str_has_suffix (f->base, "/"))
    f->base[strlen (f->base) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  f->view = EMBARK_WEB_VIEW (g_object_ref_sink (embark_web_view_new (folder)));
  g_signal_connect_swapped (f->view, "visited", G_CALLBACK (visited_cb), f);
  g_signal_connect_swapped (f->view, "titled", G_CALLBACK (titled_cb), f);
  g_signal_connect_swapped (f->view, "window-closed", G_CALLBACK (window_closed_cb), f);
  g_signal_connect_swapped (f->view, "failed", G_CALLBACK (failed_cb), f);
  g_signal_connect_swapped (f->view, "popup-failed", G_CALLBACK (popup_failed_cb), f);
  g_signal_connect_swapped (f->view, "refused", G_CALLBACK (refused_cb), f);

  f->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_set_default_size (f->window, 800, 600);
  gtk_window_present (f->window);
}

void
web_fixture_init (WebFixture *f, const WebRoute *routes, GTlsCertificate *certificate)
{
  init (f, routes, certificate, NULL);
}

void
web_fixture_init_kept (WebFixture *f, const WebRoute *routes, const char *folder)
{
  init (f, routes, NULL, folder);
}

void
web_fixture_clear (WebFixture *f)
{
  gtk_window_destroy (f->window);
  g_assert_finalize_object (g_steal_pointer (&f->view));

  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_clear_pointer (&f->base, g_free);
  g_clear_pointer (&f->cookies, g_hash_table_unref);
  g_string_free (f->requests, TRUE);
  g_string_free (f->visited, TRUE);
  g_string_free (f->titles, TRUE);
  g_string_free (f->closings, TRUE);
  g_clear_pointer (&f->description, g_free);
  g_clear_pointer (&f->landmark, g_free);
  g_clear_pointer (&f->popup_detail, g_free);
  g_clear_pointer (&f->failed_host, g_free);
  g_clear_pointer (&f->failed_detail, g_free);
  g_clear_pointer (&f->refused_detail, g_free);
}

static gboolean
guard_cb (gpointer user_data)
{
  g_error ("nothing came within %d s", GUARD_SECONDS);
  return G_SOURCE_REMOVE;
}

void
web_fixture_wait (WebFixture *f, WebCondition condition)
{
  guint guard = g_timeout_add_seconds (GUARD_SECONDS, guard_cb, NULL);

  while (!condition (f))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (guard);
}

void
web_fixture_load (WebFixture *f, const char *path)
{
  g_autofree char *uri = g_strconcat (f->base, path, NULL);

  f->failure = -1;
  g_string_truncate (f->visited, 0);
  embark_web_host_load (EMBARK_WEB_HOST (f->view), uri);
}

void
web_fixture_load_and_wait (WebFixture *f, const char *path)
{
  web_fixture_load (f, path);
  web_fixture_wait (f, web_fixture_is_shown);
}

static void
evaluated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
      webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);
  char **text = user_data;

  g_assert_no_error (error);
  *text = jsc_value_to_string (value);
}

char *
web_fixture_evaluate (EmbarkWebPage *page, const char *script)
{
  guint guard = g_timeout_add_seconds (GUARD_SECONDS, guard_cb, NULL);
  char *text = NULL;

  webkit_web_view_evaluate_javascript (page->web, script, -1, NULL, NULL, NULL, evaluated_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (guard);
  return text;
}

void
web_fixture_wait_script (WebFixture *f, EmbarkWebPage *page, const char *script)
{
  guint guard = g_timeout_add_seconds (GUARD_SECONDS, guard_cb, NULL);
  gboolean done = FALSE;

  while (!done)
    {
      g_autofree char *text = web_fixture_evaluate (page, script);

      done = strcmp (text, "true") == 0;
    }

  g_source_remove (guard);
}

static void
clicked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

void
web_fixture_click (GtkWidget *window)
{
  /* Without a window manager they lie in the corner of the screen, the last one on top. */
  g_autofree char *x = g_strdup_printf ("%d", gtk_widget_get_width (window) / 2);
  g_autofree char *y = g_strdup_printf ("%d", gtk_widget_get_height (window) / 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "xdotool",
                                                      "mousemove", x, y, "click", "1", NULL);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (xdotool, NULL, clicked_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  /* Until it is let go of, too: GTK warns when a window is destroyed under a button that is held. */
  gdk_display_sync (gtk_widget_get_display (window));
  for (guint i = 0; i < 1000 && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
}

EmbarkWebPage *
web_fixture_page (WebFixture *f)
{
  return embark_web_view_get_page (f->view);
}

EmbarkWebPage *
web_fixture_popup (WebFixture *f, unsigned int index)
{
  return embark_web_view_get_popup (f->view, index);
}

gboolean
web_fixture_is_shown (WebFixture *f)
{
  EmbarkWebPage *page = web_fixture_page (f);

  return page->shown_uri != NULL && !page->provisional && !webkit_web_view_is_loading (page->web);
}

gboolean
web_fixture_has_failed (WebFixture *f)
{
  return f->failure >= 0;
}

gboolean
web_fixture_has_popup_failed (WebFixture *f)
{
  return f->popup_failure >= 0;
}

gboolean
web_fixture_has_refused (WebFixture *f)
{
  return f->n_refused > 0;
}

/* A popup that has loaded its page. */
gboolean
web_fixture_has_popup (WebFixture *f)
{
  EmbarkWebPage *popup = web_fixture_popup (f, 0);

  return popup != NULL && popup->shown_uri != NULL && !popup->provisional
         && !webkit_web_view_is_loading (popup->web);
}

gboolean
web_fixture_has_no_popup (WebFixture *f)
{
  return web_fixture_popup (f, 0) == NULL;
}
