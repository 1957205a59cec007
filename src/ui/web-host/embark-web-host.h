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
  EMBARK_WEB_FAILURE_TLS,                /* detail says which checks failed, whose certificate it is and for when */
  EMBARK_WEB_FAILURE_CRASHED,            /* the page's process ended */
  EMBARK_WEB_FAILURE_BLOCKED,            /* an address that the policy does not allow */
  EMBARK_WEB_FAILURE_HTTP_AUTH,          /* the server, or a proxy, asks for a name and password outside of the page */
  EMBARK_WEB_FAILURE_CLIENT_CERTIFICATE, /* the server shows nothing without a client certificate */
  EMBARK_WEB_FAILURE_REDIRECTS,          /* it was sent on and on, without end */
} EmbarkWebFailure;

/* What a page asked for and did not get. */
typedef enum
{
  EMBARK_WEB_REFUSAL_DOWNLOAD,
  EMBARK_WEB_REFUSAL_PERMISSION, /* camera, microphone, location… */
  EMBARK_WEB_REFUSAL_SCHEME,     /* an address that is not http or https, or a disguised or unreadable one */
  EMBARK_WEB_REFUSAL_PLAIN_HTTP, /* http to another machine */
  EMBARK_WEB_REFUSAL_HTTP_AUTH,
  EMBARK_WEB_REFUSAL_CLIENT_CERTIFICATE,
  EMBARK_WEB_REFUSAL_FILE_CHOOSER,
  EMBARK_WEB_REFUSAL_WINDOWS, /* one window too many, or too deep */
  EMBARK_WEB_REFUSAL_OTHER, /* printing… */
} EmbarkWebRefusal;

/* How a window came to its end. */
typedef enum
{
  EMBARK_WEB_CLOSING_USER,      /* by hand: perhaps given up, perhaps done; ask the API once more before saying so */
  EMBARK_WEB_CLOSING_PAGE,      /* by script: the usual end of a sign-in */
  EMBARK_WEB_CLOSING_UNTOUCHED, /* by script, and nobody had pressed a key or a button in it: most likely the portal
                                   takes the account for connected already (an app that is still active, or another
                                   account of it), so no sign-in took place; disconnect first, or use the browser */
} EmbarkWebClosing;

/**
 * EmbarkWebHost:
 *
 * A widget that shows one visit to a web page, in a session of its own that is forgotten with it (or, see
 * embark_web_host_new_kept(), in one that is kept).
 *
 * Properties every implementation has (notify on change): `host` (string, nullable: host of the page in the
 * view, never of a popup, which says its own in its own window; punycode where scripts are mixed), `security`
 * (EmbarkWebSecurity as int, of that page), `loading`
 * (boolean), `popups` (uint: how many are open), `slow` (boolean: the page on top has been loading for so long,
 * or does not answer to keys and buttons any more, that the user should hear of it; Cancel and the browser are the ways
 * on).
 *
 * Signals of the interface:
 *  - `visited` (const char *host, const char *code, const char *description, const char *landmark): an address
 *    of @host was passed through (redirects included) or reached, in the view or a popup; @host is as in the
 *    property, @code is (nullable) the error code of the address (of OAuth's callback or of one of Salesforce's
 *    own error pages), @description (nullable) what the address says about it: one line of at most 300
 *    characters, secrets, control characters and marks of direction taken out. @landmark (nullable) is the
 *    first of the strings of embark_web_host_set_landmarks() that occurs in the path. Never an address.
 *  - `titled` (const char *host, const char *title): the page of @host is called @title, as clean as a
 *    description and of at most 200 characters. The page chooses it: it is a symptom, and never stands where
 *    the user looks for the host. At most once a second for each page.
 *  - `failed` (int EmbarkWebFailure, const char *host, const char *detail): nothing is shown any more but
 *    what the window puts there; load() or reload() starts over with the same cookies. @host is (nullable),
 *    @detail sentences to show.
 *  - `refused` (int EmbarkWebRefusal, const char *host, const char *detail): something that the page asked for
 *    was not done and the page stays as it is. @host is (nullable), @detail a sentence, for a toast. A page
 *    that asks without end is not told about without end.
 *  - `popup-failed` (int EmbarkWebFailure, const char *host, const char *detail): as `failed`, in a popup,
 *    which shows it in its own window; for the record of the attempt.
 *  - `window-closed` (int EmbarkWebClosing, gboolean popup): a popup was closed, by its page or by hand; or
 *    (not @popup) the view's own page asked to be closed, which the view leaves to its owner. Not for popups
 *    that load(), close() or a failure of the view take away.
 *
 * What the strings quote of a server is text, never markup.
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
  void (*set_landmarks) (EmbarkWebHost *self, const char *const *fragments);
};

/* @uri: a secret (a connect address is a credential); the implementation keeps it out of logs and titles */
void embark_web_host_load (EmbarkWebHost *self, const char *uri);
void embark_web_host_reload (EmbarkWebHost *self);
/* Ends the visit: closes popups, stops loading, drops the session. The widget is of no further use. */
void embark_web_host_close (EmbarkWebHost *self);
/* @fragments: (nullable): parts of paths ("RemoteAccessErrorPage") that `visited` is to name; copied */
void embark_web_host_set_landmarks (EmbarkWebHost *self, const char *const *fragments);

/* For implementations. */
EMBARK_EXPORT void embark_web_host_emit_visited (EmbarkWebHost *self,
                                                 const char *host,
                                                 const char *code,
                                                 const char *description,
                                                 const char *landmark);
EMBARK_EXPORT void embark_web_host_emit_titled (EmbarkWebHost *self, const char *host, const char *title);
EMBARK_EXPORT void embark_web_host_emit_failed (EmbarkWebHost *self,
                                                EmbarkWebFailure failure,
                                                const char *host,
                                                const char *detail);
EMBARK_EXPORT void embark_web_host_emit_refused (EmbarkWebHost *self,
                                                 EmbarkWebRefusal refusal,
                                                 const char *host,
                                                 const char *detail);
EMBARK_EXPORT void embark_web_host_emit_popup_failed (EmbarkWebHost *self,
                                                      EmbarkWebFailure failure,
                                                      const char *host,
                                                      const char *detail);
EMBARK_EXPORT void embark_web_host_emit_window_closed (EmbarkWebHost *self, EmbarkWebClosing closing, gboolean popup);

/* Name of the module's file and of the function in it: GtkWidget *(*) (const char *folder), a floating EmbarkWebHost;
 * without a folder its session is forgotten with it. */
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
/**
 * embark_web_host_new_kept:
 * @folder: absolute path of the folder that keeps the session: cookies and what else pages store; a secret's place,
 *   made for this user alone
 *
 * As embark_web_host_new(), but who signs in stays signed in: for pages that staff come back to, such as the
 * platform's dashboard, and never for a client's sign-in. Everything else is as strict. Two views on one folder share
 * the session.
 *
 * Returns: (transfer floating) (nullable): the view; %NULL with an error of G_MODULE_ERROR, or of G_FILE_ERROR when
 * the folder cannot be used
 */
GtkWidget *embark_web_host_new_kept (const char *folder, GError **error);

G_END_DECLS
