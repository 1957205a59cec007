/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one thing that the window and the module with the embedded view both know. It has an include directory
 * of its own, so that the module sees this and nothing else of the window. */

#pragma once

#include <gtk/gtk.h>
#include "embark-glib.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_WEB_SECURITY_NONE,     /* nothing loaded yet */
  EMBARK_WEB_SECURITY_SECURE,   /* https with a valid certificate */
  EMBARK_WEB_SECURITY_LOOPBACK, /* plain http to this machine */
} EmbarkWebSecurity;

typedef enum
{
  EMBARK_WEB_FAILURE_NETWORK,
  EMBARK_WEB_FAILURE_TLS,     /* detail says which check failed */
  EMBARK_WEB_FAILURE_CRASHED, /* the page's process ended */
  EMBARK_WEB_FAILURE_BLOCKED, /* an address that the policy does not allow */
} EmbarkWebFailure;

/**
 * EmbarkWebHost:
 *
 * A widget that shows one visit to a web page in a session of its own, which is forgotten with it.
 *
 * Properties every implementation has (notify on change): `host` (string, nullable: host of the page on top,
 * popups included, punycode where scripts are mixed), `security` (EmbarkWebSecurity as int), `loading`
 * (boolean), `popups` (uint: how many are open).
 *
 * Signals of the interface:
 *  - `visited` (const char *host, const char *code): an address of @host was passed through (redirects
 *    included) or reached, in the view or a popup; @host is as in the property, @code is (nullable) the OAuth
 *    error code of the address. Never an address.
 *  - `failed` (int EmbarkWebFailure, const char *host, const char *detail): nothing is shown any more but
 *    what the window puts there; load() or reload() starts over with the same cookies. @host is (nullable),
 *    @detail a sentence to show.
 *  - `refused` (const char *host, const char *detail): something that the page asked for was not done (a
 *    download, the camera, a link that is not a web page) and the page stays as it is. @host is (nullable),
 *    @detail a sentence, for a toast.
 *  - `popup-failed` (int EmbarkWebFailure, const char *host, const char *detail): as `failed`, in a popup,
 *    which shows it in its own window; for the record of the attempt.
 *
 * @detail can quote the server (the issuer of a certificate): it is text, never markup.
 */
#define EMBARK_TYPE_WEB_HOST (embark_web_host_get_type ())
EMBARK_EXPORT GType embark_web_host_get_type (void);
typedef struct _EmbarkWebHost EmbarkWebHost;
typedef struct _EmbarkWebHostInterface EmbarkWebHostInterface;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkWebHost, g_object_unref)
G_GNUC_UNUSED static inline EmbarkWebHost *
EMBARK_WEB_HOST (gpointer ptr)
{
  return G_TYPE_CHECK_INSTANCE_CAST (ptr, embark_web_host_get_type (), EmbarkWebHost);
}
G_GNUC_UNUSED static inline EmbarkWebHostInterface *
EMBARK_WEB_HOST_GET_IFACE (gpointer ptr)
{
  return G_TYPE_INSTANCE_GET_INTERFACE (ptr, embark_web_host_get_type (), EmbarkWebHostInterface);
}

struct _EmbarkWebHostInterface
{
  GTypeInterface parent;

  void (*load) (EmbarkWebHost *self, const char *uri);
  void (*reload) (EmbarkWebHost *self);
  void (*close) (EmbarkWebHost *self);
};

/* @uri: a secret (a connect address is a credential); the implementation keeps it out of logs and titles */
void embark_web_host_load (EmbarkWebHost *self, const char *uri);
void embark_web_host_reload (EmbarkWebHost *self);
/* Ends the visit: closes popups, stops loading, drops the session. The widget is of no further use. */
void embark_web_host_close (EmbarkWebHost *self);

/* For implementations. */
EMBARK_EXPORT void embark_web_host_emit_visited (EmbarkWebHost *self, const char *host, const char *code);
EMBARK_EXPORT void embark_web_host_emit_failed (EmbarkWebHost *self,
                                                EmbarkWebFailure failure,
                                                const char *host,
                                                const char *detail);
EMBARK_EXPORT void embark_web_host_emit_refused (EmbarkWebHost *self, const char *host, const char *detail);
EMBARK_EXPORT void embark_web_host_emit_popup_failed (EmbarkWebHost *self,
                                                      EmbarkWebFailure failure,
                                                      const char *host,
                                                      const char *detail);

/* Name of the module's file and of the function in it: GtkWidget *(*) (void), a floating EmbarkWebHost. */
#define EMBARK_WEB_MODULE_NAME   "libembark-web.so"
#define EMBARK_WEB_MODULE_SYMBOL "embark_web_module_create_view"

/**
 * embark_web_host_new:
 *
 * Opens the module when first called (this is where WebKit is loaded) and makes a view. The module is
 * looked for in $EMBARK_MODULE_DIR if that is an absolute path (for runs out of the build tree), else where
 * it was installed.
 *
 * Returns: (transfer floating) (nullable): the view; %NULL with an error of G_MODULE_ERROR: consent then
 * needs the browser
 */
GtkWidget *embark_web_host_new (GError **error);

G_END_DECLS
