/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page asks of the computer: nearly always no. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-page-private.h"

/* More dialogs than this on one page are a trap, not a question. */
#define MAX_DIALOGS 5

/* Seconds that a cancelled download is held for. */
#define LINGER 30

static gboolean
permission_cb (WebKitWebView *web, WebKitPermissionRequest *request, EmbarkWebPage *self)
{
  webkit_permission_request_deny (request);

  /* The rest is asked for in the background; for these two somebody is waiting in front of the page. */
  if (WEBKIT_IS_USER_MEDIA_PERMISSION_REQUEST (request))
    embark_web_page_refuse (
        self, EMBARK_WEB_REFUSAL_PERMISSION, self->host,
        _ ("The camera and microphone are not available here. Use the browser for this step."));
  else if (WEBKIT_IS_GEOLOCATION_PERMISSION_REQUEST (request))
    embark_web_page_refuse (
        self, EMBARK_WEB_REFUSAL_PERMISSION, self->host,
        _ ("The location is not given away here. Use the browser if this step needs it."));

  return TRUE;
}

static gboolean
permission_state_cb (WebKitWebView *web, WebKitPermissionStateQuery *query, EmbarkWebPage *self)
{
  webkit_permission_state_query_finish (query, WEBKIT_PERMISSION_STATE_DENIED);
  return TRUE;
}

static gboolean
file_chooser_cb (WebKitWebView *web, WebKitFileChooserRequest *request, EmbarkWebPage *self)
{
  webkit_file_chooser_request_cancel (request);
  embark_web_page_refuse (self, EMBARK_WEB_REFUSAL_FILE_CHOOSER, self->host,
                          _ ("Files are not handed to pages here. Use the browser for this step."));
  return TRUE;
}

static gboolean
color_chooser_cb (WebKitWebView *web, WebKitColorChooserRequest *request, EmbarkWebPage *self)
{
  webkit_color_chooser_request_cancel (request);
  return TRUE;
}

static void
answered_cb (EmbarkWebPage *self, EmbarkWebDialog *dialog)
{
  const gboolean had_focus =
      gtk_widget_get_focus_child (GTK_WIDGET (self)) == GTK_WIDGET (self->overlay)
      && gtk_widget_get_focus_child (GTK_WIDGET (self->overlay)) == GTK_WIDGET (dialog);

  self->dialog = NULL;
  gtk_overlay_remove_overlay (self->overlay, GTK_WIDGET (dialog));
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Answers what is being asked and all that follows on this page with no, until another page is shown. */
void
embark_web_page_mute (EmbarkWebPage *self)
{
  self->dialogs = MAX_DIALOGS;
  if (self->dialog != NULL)
    embark_web_dialog_answer (self->dialog, FALSE);
}

/* What would hold the user is answered for them: a question on the way out, and whatever comes without end.
 */
static gboolean
script_dialog_cb (WebKitWebView *web, WebKitScriptDialog *script_dialog, EmbarkWebPage *self)
{
  if (webkit_script_dialog_get_dialog_type (script_dialog) == WEBKIT_SCRIPT_DIALOG_BEFORE_UNLOAD_CONFIRM)
    {
      webkit_script_dialog_confirm_set_confirmed (script_dialog, TRUE);
      return TRUE;
    }

  /* Hidden, it could never be answered and its page would wait for ever. */
  if (self->failed || self->dialog != NULL || !gtk_widget_get_mapped (GTK_WIDGET (web))
      || self->dialogs >= MAX_DIALOGS)
    return TRUE;

  self->dialogs++;
  self->dialog = EMBARK_WEB_DIALOG (embark_web_dialog_new (script_dialog, self->host));
  g_signal_connect_object (self->dialog, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->dialog));
  return TRUE;
}

/* A dialog over the page would hide which page asks, and what asks like this, a gateway or a check of the
 * device, does not let an embedded view in anyway. Going on without an answer lets the server say what it
 * thinks of that; while a page is still to come, its end is awaited (see embark_web_page_settle_asked()). */
static gboolean
authenticate_cb (WebKitWebView *web, WebKitAuthenticationRequest *request, EmbarkWebPage *self)
{
  self->asked = EMBARK_WEB_REFUSAL_HTTP_AUTH;
  if (webkit_authentication_request_get_scheme (request)
      == WEBKIT_AUTHENTICATION_SCHEME_CLIENT_CERTIFICATE_REQUESTED)
    self->asked = EMBARK_WEB_REFUSAL_CLIENT_CERTIFICATE;
  webkit_authentication_request_set_can_save_credentials (request, FALSE);
  webkit_authentication_request_authenticate (request, NULL);
  if (!self->provisional && self->own_uri == NULL)
    embark_web_page_settle_asked (self, webkit_authentication_request_get_host (request));

  return TRUE;
}

/* Tells that what was asked of the user was left unanswered, where the page goes on without. */
void
embark_web_page_settle_asked (EmbarkWebPage *self, const char *host)
{
  const EmbarkWebRefusal asked = self->asked;

  self->asked = EMBARK_WEB_REFUSAL_OTHER;
  if (asked == EMBARK_WEB_REFUSAL_OTHER)
    return;

  embark_web_page_refuse (
      self, asked, host,
      asked == EMBARK_WEB_REFUSAL_HTTP_AUTH
          ? _ (
              "The page asked for a name and password in a window of its own. Use the browser for this step.")
          : _ ("The server asked for a client certificate. Use the browser for this step."));
}

/* The same, where there is no page without an answer. */
void
embark_web_page_fail_asked (EmbarkWebPage *self, const char *uri)
{
  const EmbarkWebRefusal asked = self->asked;
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *detail = NULL;

  self->asked = EMBARK_WEB_REFUSAL_OTHER;
  /* Translators: %s is a host such as login.example.com */
  detail = g_strdup_printf (
      asked == EMBARK_WEB_REFUSAL_HTTP_AUTH
          ? _ ("%s asks for a name and password in a window of its own. Use the browser for this step.")
          : _ ("%s asks for a client certificate. Use the browser for this step."),
      host != NULL ? host : "?");
  embark_web_page_fail (self,
                        asked == EMBARK_WEB_REFUSAL_HTTP_AUTH ? EMBARK_WEB_FAILURE_HTTP_AUTH
                                                              : EMBARK_WEB_FAILURE_CLIENT_CERTIFICATE,
                        uri, uri, detail);
}

static gboolean
print_cb (WebKitWebView *web, WebKitPrintOperation *operation, EmbarkWebPage *self)
{
  embark_web_page_refuse (self, EMBARK_WEB_REFUSAL_OTHER, self->host,
                          _ ("Pages are not printed from here. Use the browser to print."));
  return TRUE;
}

static gboolean
refuse_cb (WebKitWebView *web)
{
  return TRUE;
}

static gboolean
notification_cb (WebKitWebView *web, WebKitNotification *notification, EmbarkWebPage *self)
{
  return TRUE;
}

static gboolean
menu_item_is_kept (WebKitContextMenuItem *item)
{
  const WebKitContextMenuAction action = webkit_context_menu_item_get_stock_action (item);

  return action == WEBKIT_CONTEXT_MENU_ACTION_CUT || action == WEBKIT_CONTEXT_MENU_ACTION_COPY
         || action == WEBKIT_CONTEXT_MENU_ACTION_PASTE || action == WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL;
}

static gboolean
context_menu_cb (WebKitWebView *web, WebKitContextMenu *menu, WebKitHitTestResult *hit, EmbarkWebPage *self)
{
  g_autoptr (GList) items = g_list_copy (webkit_context_menu_get_items (menu));

  for (GList *l = items; l != NULL; l = l->next)
    if (!menu_item_is_kept (l->data))
      webkit_context_menu_remove (menu, l->data);

  return webkit_context_menu_get_n_items (menu) == 0;
}

static gboolean
let_go_cb (gpointer download)
{
  g_object_unref (download);
  return G_SOURCE_REMOVE;
}

static void
download_started_cb (WebKitNetworkSession *session, WebKitDownload *download, EmbarkWebPage *self)
{
  WebKitWebView *web = webkit_download_get_web_view (download);

  /* The session may have several pages: once. WebKit calls back into the download when it has been cancelled,
   * and does not survive that it is gone by then, as it is when its failure is told first. */
  if (g_object_get_data (G_OBJECT (download), "embark-cancelled") == NULL)
    {
      g_object_set_data (G_OBJECT (download), "embark-cancelled", GINT_TO_POINTER (TRUE));
      g_timeout_add_seconds (LINGER, let_go_cb, g_object_ref (download));
      webkit_download_cancel (download);
    }
  if (web != NULL && web != self->web)
    return;

  embark_web_page_refuse (
      self, EMBARK_WEB_REFUSAL_DOWNLOAD, self->host,
      _ ("The page offered a file, and files are not saved here. Use the browser to get it."));
}

void
embark_web_page_connect_requests (EmbarkWebPage *self)
{
  g_signal_connect (self->web, "permission-request", G_CALLBACK (permission_cb), self);
  g_signal_connect (self->web, "query-permission-state", G_CALLBACK (permission_state_cb), self);
  g_signal_connect (self->web, "run-file-chooser", G_CALLBACK (file_chooser_cb), self);
  g_signal_connect (self->web, "run-color-chooser", G_CALLBACK (color_chooser_cb), self);
  g_signal_connect (self->web, "script-dialog", G_CALLBACK (script_dialog_cb), self);
  g_signal_connect (self->web, "authenticate", G_CALLBACK (authenticate_cb), self);
  g_signal_connect (self->web, "print", G_CALLBACK (print_cb), self);
  g_signal_connect (self->web, "show-notification", G_CALLBACK (notification_cb), self);
  g_signal_connect (self->web, "enter-fullscreen", G_CALLBACK (refuse_cb), NULL);
  g_signal_connect (self->web, "context-menu", G_CALLBACK (context_menu_cb), self);
  /* Several pages can share one. */
  g_signal_connect (self->session, "download-started", G_CALLBACK (download_started_cb), self);
}
