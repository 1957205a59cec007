/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a page goes: what it may open, what became of it, and which windows it makes. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-page-private.h"
#include "embark-web-text.h"

/* Milliseconds between two tellings of an address that changes without a load. */
#define GATHER 200

/* WebKit's own limit; it does not say so when that is reached. */
#define MAX_REDIRECTS 20

/* Says that @uri was not opened. */
void
embark_web_page_deny (EmbarkWebPage *self, EmbarkWebVerdict verdict, const char *uri)
{
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *detail = embark_web_text_dup_denied (verdict, host);
  EmbarkWebRefusal refusal = EMBARK_WEB_REFUSAL_SCHEME;

  if (verdict == EMBARK_WEB_VERDICT_DENY_PLAIN)
    refusal = EMBARK_WEB_REFUSAL_PLAIN_HTTP;
  else if (verdict == EMBARK_WEB_VERDICT_DENY_DEPTH)
    refusal = EMBARK_WEB_REFUSAL_WINDOWS;

  embark_web_page_refuse (self, refusal, host, detail);
}

/* WebKit does not say whether the page itself was to go somewhere or a frame inside it, but only a page that
 * was on its way by redirects fails for it: a dead end, which load-failed then tells. In every other case the
 * page stays as it is, and what was refused is told in passing: each time when it was asked for by hand, once
 * a page when a script tries. */
static void
deny_navigation (EmbarkWebPage *self,
                 WebKitNavigationAction *action,
                 const char *uri,
                 EmbarkWebVerdict verdict)
{
  const gboolean by_hand =
      webkit_navigation_action_is_user_gesture (action)
      || webkit_navigation_action_get_navigation_type (action) != WEBKIT_NAVIGATION_TYPE_OTHER;

  if (webkit_navigation_action_is_redirect (action))
    {
      g_autofree char *host = embark_web_policy_dup_host (uri);
      g_autofree char *detail = embark_web_text_dup_denied (verdict, host);

      embark_set_str (&self->denied_detail, detail);
      return;
    }
  if (!by_hand && self->denial_told)
    return;

  self->denial_told = TRUE;
  embark_web_page_deny (self, verdict, uri);
}

static gboolean
decide_navigation (EmbarkWebPage *self, WebKitPolicyDecision *decision, EmbarkWebNavigation navigation)
{
  WebKitNavigationAction *action;
  EmbarkWebVerdict verdict;
  const char *uri;

  action =
      webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  /* How deep a window would lie is judged when it is made. */
  verdict = embark_web_policy_decide (uri, navigation, 0, 0);

  if (verdict == EMBARK_WEB_VERDICT_ALLOW && !self->failed)
    {
      webkit_policy_decision_use (decision);
      return TRUE;
    }

  if (!self->failed)
    deny_navigation (self, action, uri, verdict);
  webkit_policy_decision_ignore (decision);
  return TRUE;
}

static gboolean
is_attachment (WebKitURIResponse *response)
{
  SoupMessageHeaders *headers = webkit_uri_response_get_http_headers (response);
  g_autofree char *disposition = NULL;

  return headers != NULL && soup_message_headers_get_content_disposition (headers, &disposition, NULL)
         && g_ascii_strcasecmp (disposition, "attachment") == 0;
}

/* By the answer and not by what WebKit asked before: that comes from another process, and may overtake the
 * beginning of the load. Kerberos alone is no password, and what comes with it often is a page to sign in at.
 */
static gboolean
asks_for_password (WebKitURIResponse *response)
{
  const guint status = webkit_uri_response_get_status_code (response);
  SoupMessageHeaders *headers = webkit_uri_response_get_http_headers (response);
  const char *name = NULL;
  const char *schemes;

  if (status == SOUP_STATUS_UNAUTHORIZED)
    name = "WWW-Authenticate";
  else if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    name = "Proxy-Authenticate";
  if (name == NULL || headers == NULL)
    return FALSE;

  schemes = soup_message_headers_get_list (headers, name);
  return schemes != NULL
         && g_regex_match_simple ("(^|,)\\s*(basic|digest|ntlm)\\b", schemes, G_REGEX_CASELESS, 0);
}

static gboolean
decide_response (EmbarkWebPage *self, WebKitPolicyDecision *decision)
{
  WebKitResponsePolicyDecision *response_decision = WEBKIT_RESPONSE_POLICY_DECISION (decision);
  WebKitURIResponse *response = webkit_response_policy_decision_get_response (response_decision);
  const char *uri = webkit_uri_response_get_uri (response);
  g_autofree char *host = embark_web_policy_dup_host (uri);
  const char *detail =
      _ ("The page offered a file, and files are not saved here. Use the browser to get it.");

  if (asks_for_password (response)
      && webkit_response_policy_decision_is_main_frame_main_resource (response_decision))
    {
      /* What comes with it is often nothing, and a white page explains nothing. */
      webkit_policy_decision_ignore (decision);
      self->asked = EMBARK_WEB_REFUSAL_HTTP_AUTH;
      embark_web_page_fail_asked (self, uri);
      return TRUE;
    }

  if (webkit_response_policy_decision_is_mime_type_supported (response_decision) && !is_attachment (response))
    {
      webkit_policy_decision_use (decision);
      return TRUE;
    }

  webkit_policy_decision_ignore (decision);
  g_clear_pointer (&self->denied_detail, g_free);
  if (self->shown_uri == NULL
      && webkit_response_policy_decision_is_main_frame_main_resource (response_decision))
    embark_web_page_fail (self, EMBARK_WEB_FAILURE_BLOCKED, uri, self->start_uri, detail);
  else
    embark_web_page_refuse (self, EMBARK_WEB_REFUSAL_DOWNLOAD, host, detail);
  return TRUE;
}

static gboolean
decide_policy_cb (WebKitWebView *web,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  EmbarkWebPage *self)
{
  switch (type)
    {
    case WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION:
      return decide_navigation (self, decision, EMBARK_WEB_NAVIGATION_PAGE);
    case WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION:
      return decide_navigation (self, decision, EMBARK_WEB_NAVIGATION_NEW_WINDOW);
    case WEBKIT_POLICY_DECISION_TYPE_RESPONSE:
      return decide_response (self, decision);
    default:
      webkit_policy_decision_ignore (decision);
      return TRUE;
    }
}

static void
load_changed_cb (WebKitWebView *web, WebKitLoadEvent event, EmbarkWebPage *self)
{
  /* After a failure WebKit still finishes, with the address of the page before. */
  if (self->failed)
    return;

  switch (event)
    {
    case WEBKIT_LOAD_STARTED:
      self->provisional = TRUE;
      self->redirects = 0;
      /* What we asked for ourselves may have been asked about before. */
      if (self->own_uri == NULL)
        self->asked = EMBARK_WEB_REFUSAL_OTHER;
      g_clear_pointer (&self->denied_detail, g_free);
      break;
    case WEBKIT_LOAD_REDIRECTED:
      self->redirects++;
      g_clear_pointer (&self->own_uri, g_free);
      embark_web_page_tell_visited (self, webkit_web_view_get_uri (web));
      break;
    case WEBKIT_LOAD_COMMITTED:
      g_clear_pointer (&self->own_uri, g_free);
      self->provisional = FALSE;
      self->dialogs = 0;
      self->denial_told = FALSE;
      embark_web_page_set_shown (self, webkit_web_view_get_uri (web));
      embark_web_page_tell_visited (self, webkit_web_view_get_uri (web));
      embark_web_page_settle_asked (self, self->host);
      break;
    case WEBKIT_LOAD_FINISHED:
    default:
      self->provisional = FALSE;
      break;
    }
}

static void
take_address (EmbarkWebPage *self)
{
  const char *uri = webkit_web_view_get_uri (self->web);

  if (self->failed || self->provisional || g_strcmp0 (uri, self->shown_uri) == 0
      || !embark_web_policy_is_same_origin (uri, self->shown_uri))
    return;

  embark_set_str (&self->shown_uri, uri);
  embark_web_page_tell_visited (self, uri);
}

static gboolean
gathered_cb (gpointer data)
{
  EmbarkWebPage *self = data;

  self->gather_id = 0;
  take_address (self);
  return G_SOURCE_REMOVE;
}

/* Portals of one page change their address without a load, and may put an error's code there. A script can do
 * so thousands of times a second, and all that follows from each would hold the window: after one, the next
 * has to wait. */
static void
uri_cb (WebKitWebView *web, GParamSpec *pspec, EmbarkWebPage *self)
{
  if (self->gather_id != 0 || self->failed || self->provisional)
    return;

  self->gather_id = g_timeout_add (GATHER, gathered_cb, self);
  take_address (self);
}

static void
is_loading_cb (WebKitWebView *web, GParamSpec *pspec, EmbarkWebPage *self)
{
  embark_web_page_set_loading (self, !self->failed && webkit_web_view_is_loading (web));
}

static gboolean
policy_failed (EmbarkWebPage *self, const char *uri, const GError *error)
{
  g_autofree char *detail = g_steal_pointer (&self->denied_detail);

  g_clear_pointer (&self->own_uri, g_free);
  if (detail == NULL
      && !g_error_matches (error, WEBKIT_POLICY_ERROR,
                           WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE))
    detail = embark_web_text_dup_denied (EMBARK_WEB_VERDICT_DENY_SCHEME, NULL);
  if (detail != NULL)
    embark_web_page_fail (self, EMBARK_WEB_FAILURE_BLOCKED, uri, self->start_uri, detail);

  return TRUE;
}

/* Nobody but WebKit's network process cancels in GIO's name. It does so when it connects ahead of the
 * request, refuses the certificate there, and the request that waited for that connection loses it: now and
 * then a bad certificate comes out like this, without its flags. Our own requests, plain GETs, are repeated
 * until they are told properly. */
static gboolean
connection_failed (EmbarkWebPage *self, const char *uri)
{
  g_autofree char *host = NULL;
  g_autofree char *detail = NULL;

  if (self->retries > 0 && g_strcmp0 (uri, self->own_uri) == 0)
    {
      self->retries--;
      webkit_web_view_load_uri (self->web, self->own_uri);
      return TRUE;
    }

  host = embark_web_policy_dup_host (uri);
  detail = embark_web_text_dup_tls (NULL, G_TLS_CERTIFICATE_GENERIC_ERROR, host);
  embark_web_page_fail (self, EMBARK_WEB_FAILURE_TLS, uri, uri, detail);
  return TRUE;
}

/* TRUE everywhere: WebKit's own page for errors is never shown. */
static gboolean
load_failed_cb (
    WebKitWebView *web, WebKitLoadEvent event, const char *uri, GError *error, EmbarkWebPage *self)
{
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *detail = NULL;
  EmbarkWebVerdict verdict;

  self->provisional = FALSE;
  if (error->domain == WEBKIT_POLICY_ERROR)
    return policy_failed (self, uri, error);
  /* Another load took its place, or stop was pressed. */
  if (g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED)
      || error->domain == WEBKIT_MEDIA_ERROR)
    return TRUE;
  /* A connection made ahead of the request can be the one that was asked. */
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    self->asked = EMBARK_WEB_REFUSAL_CLIENT_CERTIFICATE;
  if (self->asked != EMBARK_WEB_REFUSAL_OTHER)
    {
      embark_web_page_fail_asked (self, uri);
      return TRUE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && event != WEBKIT_LOAD_COMMITTED)
    return connection_failed (self, uri);

  /* Some redirects, to a script for one, WebKit refuses before it asks. */
  verdict = embark_web_policy_decide (uri, EMBARK_WEB_NAVIGATION_PAGE, 0, 0);
  if (verdict != EMBARK_WEB_VERDICT_ALLOW)
    {
      detail = embark_web_text_dup_denied (verdict, host);
      embark_web_page_fail (self, EMBARK_WEB_FAILURE_BLOCKED, uri, self->start_uri, detail);
      return TRUE;
    }

  if (self->redirects >= MAX_REDIRECTS)
    {
      embark_web_page_fail (
          self, EMBARK_WEB_FAILURE_REDIRECTS, uri, self->start_uri,
          _ ("The page leads from one address to the next without end. Start again with a new "
             "link, or use the browser."));
      return TRUE;
    }

  detail = embark_web_text_dup_network (error, host);
  embark_web_page_fail (self, EMBARK_WEB_FAILURE_NETWORK, uri, uri, detail);
  return TRUE;
}

static gboolean
tls_failed_cb (WebKitWebView *web,
               const char *uri,
               GTlsCertificate *certificate,
               GTlsCertificateFlags errors,
               EmbarkWebPage *self)
{
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *detail = embark_web_text_dup_tls (certificate, errors, host);

  embark_web_page_fail (self, EMBARK_WEB_FAILURE_TLS, uri, uri, detail);
  return TRUE;
}

static void
terminated_cb (WebKitWebView *web, WebKitWebProcessTerminationReason reason, EmbarkWebPage *self)
{
  g_autofree char *uri = g_strdup (self->shown_uri != NULL ? self->shown_uri : self->start_uri);
  const char *detail = _ ("The page stopped working. Load it again to go on; you stay signed in.");

  if (reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT)
    detail = _ ("The page used too much memory and was stopped. Load it again to go on; you stay signed in.");

  embark_web_page_fail (self, EMBARK_WEB_FAILURE_CRASHED, uri, uri, detail);
}

/* Returns: (transfer none): GtkWidget; WebKit takes no reference, the window holds the page */
static GtkWidget *
create_cb (WebKitWebView *web, WebKitNavigationAction *action, EmbarkWebPage *self)
{
  EmbarkWebPage *popup;

  if (self->failed)
    return NULL;

  popup = embark_web_page_open_popup (
      self, webkit_uri_request_get_uri (webkit_navigation_action_get_request (action)),
      webkit_navigation_action_is_user_gesture (action));
  return popup != NULL ? GTK_WIDGET (popup->web) : NULL;
}

static void
ready_to_show_cb (WebKitWebView *web, EmbarkWebPage *self)
{
  /* Can come twice. */
  g_signal_handlers_disconnect_by_func (web, ready_to_show_cb, self);
  embark_web_page_say_ready (self);
}

static void
close_cb (WebKitWebView *web, EmbarkWebPage *self)
{
  embark_web_page_say_done (self);
}

void
embark_web_page_connect_navigation (EmbarkWebPage *self)
{
  g_signal_connect (self->web, "decide-policy", G_CALLBACK (decide_policy_cb), self);
  g_signal_connect (self->web, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (self->web, "load-failed", G_CALLBACK (load_failed_cb), self);
  g_signal_connect (self->web, "load-failed-with-tls-errors", G_CALLBACK (tls_failed_cb), self);
  g_signal_connect (self->web, "web-process-terminated", G_CALLBACK (terminated_cb), self);
  g_signal_connect (self->web, "notify::uri", G_CALLBACK (uri_cb), self);
  g_signal_connect (self->web, "notify::is-loading", G_CALLBACK (is_loading_cb), self);
  g_signal_connect (self->web, "create", G_CALLBACK (create_cb), self);
  g_signal_connect (self->web, "ready-to-show", G_CALLBACK (ready_to_show_cb), self);
  g_signal_connect (self->web, "close", G_CALLBACK (close_cb), self);
}
