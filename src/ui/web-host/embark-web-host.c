/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gmodule.h>

#include "embark-web-host.h"

enum
{
  SIGNAL_VISITED,
  SIGNAL_TITLED,
  SIGNAL_FAILED,
  SIGNAL_REFUSED,
  SIGNAL_POPUP_FAILED,
  SIGNAL_WINDOW_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EmbarkWebHost, embark_web_host, GTK_TYPE_WIDGET)

static void
embark_web_host_default_init (EmbarkWebHostInterface *iface)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_object_interface_install_property (iface, g_param_spec_string ("host", NULL, NULL, NULL, flags));
  g_object_interface_install_property (
      iface, g_param_spec_int ("security", NULL, NULL, EMBARK_WEB_SECURITY_NONE, EMBARK_WEB_SECURITY_LOOPBACK,
                               EMBARK_WEB_SECURITY_NONE, flags));
  g_object_interface_install_property (iface, g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags));
  g_object_interface_install_property (iface,
                                       g_param_spec_uint ("popups", NULL, NULL, 0, G_MAXUINT, 0, flags));
  g_object_interface_install_property (iface, g_param_spec_boolean ("slow", NULL, NULL, FALSE, flags));

  signals[SIGNAL_VISITED] =
      g_signal_new ("visited", EMBARK_TYPE_WEB_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_TITLED] = g_signal_new ("titled", EMBARK_TYPE_WEB_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", EMBARK_TYPE_WEB_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", EMBARK_TYPE_WEB_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_POPUP_FAILED] =
      g_signal_new ("popup-failed", EMBARK_TYPE_WEB_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_WINDOW_CLOSED] = g_signal_new ("window-closed", EMBARK_TYPE_WEB_HOST, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
}

/**
 * embark_web_host_load:
 * @self: a view
 * @uri: where the visit starts; a secret
 *
 * Loads @uri and takes the keyboard, so that the user can type at once. Popups of an earlier page are closed.
 */
void
embark_web_host_load (EmbarkWebHost *self, const char *uri)
{
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, EMBARK_TYPE_WEB_HOST));
  g_return_if_fail (uri != NULL);

  EMBARK_WEB_HOST_GET_IFACE (self)->load (self, uri);
}

/**
 * embark_web_host_reload:
 * @self: a view
 *
 * Tries the page on top of the visit once more: the one that failed, or the one that is shown.
 */
void
embark_web_host_reload (EmbarkWebHost *self)
{
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, EMBARK_TYPE_WEB_HOST));

  EMBARK_WEB_HOST_GET_IFACE (self)->reload (self);
}

/**
 * embark_web_host_close:
 * @self: a view
 *
 * Ends the visit: closes the popups, stops loading and forgets the session with its cookies.
 */
void
embark_web_host_close (EmbarkWebHost *self)
{
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, EMBARK_TYPE_WEB_HOST));

  EMBARK_WEB_HOST_GET_IFACE (self)->close (self);
}

/**
 * embark_web_host_set_landmarks:
 * @self: a view
 * @fragments: (nullable): parts of paths, %NULL-terminated; copied
 *
 * The paths of a sign-in are secrets and never told. Of those that mean something, `visited` names these
 * parts.
 */
void
embark_web_host_set_landmarks (EmbarkWebHost *self, const char *const *fragments)
{
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, EMBARK_TYPE_WEB_HOST));

  EMBARK_WEB_HOST_GET_IFACE (self)->set_landmarks (self, fragments);
}

void
embark_web_host_emit_visited (
    EmbarkWebHost *self, const char *host, const char *code, const char *description, const char *landmark)
{
  g_signal_emit (self, signals[SIGNAL_VISITED], 0, host, code, description, landmark);
}

void
embark_web_host_emit_titled (EmbarkWebHost *self, const char *host, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_TITLED], 0, host, title);
}

void
embark_web_host_emit_failed (EmbarkWebHost *self,
                             EmbarkWebFailure failure,
                             const char *host,
                             const char *detail)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, (int) failure, host, detail);
}

void
embark_web_host_emit_refused (EmbarkWebHost *self,
                              EmbarkWebRefusal refusal,
                              const char *host,
                              const char *detail)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, (int) refusal, host, detail);
}

void
embark_web_host_emit_popup_failed (EmbarkWebHost *self,
                                   EmbarkWebFailure failure,
                                   const char *host,
                                   const char *detail)
{
  g_signal_emit (self, signals[SIGNAL_POPUP_FAILED], 0, (int) failure, host, detail);
}

void
embark_web_host_emit_window_closed (EmbarkWebHost *self, EmbarkWebClosing closing, gboolean popup)
{
  g_signal_emit (self, signals[SIGNAL_WINDOW_CLOSED], 0, (int) closing, popup);
}

static char *
dup_module_path (void)
{
  /* Honoured in every build: who can set our environment can load code into us anyway (LD_PRELOAD, GTK_PATH,
   * GIO_EXTRA_MODULES), and GTK itself refuses to run with raised privileges. A relative path is not, since
   * it would load whatever lies in the folder that the program happened to be started from. */
  const char *dir = g_getenv ("EMBARK_MODULE_DIR");

  if (dir == NULL || !g_path_is_absolute (dir))
    dir = EMBARK_MODULE_DIR;

  return g_build_filename (dir, EMBARK_WEB_MODULE_NAME, NULL);
}

typedef GtkWidget *(*CreateView) (const char *folder);

/* Returns: (nullable): what makes views */
static CreateView
open_module (GError **error)
{
  static CreateView create_view = NULL;

  if (create_view == NULL)
    {
      g_autofree char *path = dup_module_path ();
      gpointer symbol = NULL;
      GModule *module;

      /* Lazy, as most of WebKit's symbols are never called; local, so that no symbol of WebKit's dependencies
       * takes the place of one of ours. */
      module = g_module_open_full (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL, error);
      if (module == NULL)
        return NULL;

      if (!g_module_symbol (module, EMBARK_WEB_MODULE_SYMBOL, &symbol) || symbol == NULL)
        {
          g_set_error (error, G_MODULE_ERROR, G_MODULE_ERROR_FAILED, "%s: no %s", EMBARK_WEB_MODULE_NAME,
                       EMBARK_WEB_MODULE_SYMBOL);
          g_module_close (module);
          return NULL;
        }

      /* Its types stay registered for ever, so must their code. */
      g_module_make_resident (module);
      create_view = symbol;
    }

  return create_view;
}

GtkWidget *
embark_web_host_new (GError **error)
{
  CreateView create_view = open_module (error);

  return create_view != NULL ? create_view (NULL) : NULL;
}

/* A folder of that name that others may read is made private, too: an older umask is no reason to hand out
 * cookies. */
static gboolean
make_private (const char *folder, GError **error)
{
  int saved_errno;

  if (g_mkdir_with_parents (folder, 0700) == 0 && g_chmod (folder, 0700) == 0)
    return TRUE;

  saved_errno = errno;
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), g_strerror (saved_errno));
  return FALSE;
}

GtkWidget *
embark_web_host_new_kept (const char *folder, GError **error)
{
  CreateView create_view;

  g_return_val_if_fail (folder != NULL && g_path_is_absolute (folder), NULL);

  create_view = open_module (error);
  if (create_view == NULL || !make_private (folder, error))
    return NULL;

  return create_view (folder);
}
