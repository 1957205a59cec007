/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-page-private.h"
#include "embark-web-session.h"
#include "embark-web-text.h"

/* See connection_failed() in embark-web-page-navigation.c. */
#define MAX_RETRIES 3

enum
{
  PROP_0,
  PROP_HOST,
  PROP_SECURITY,
  PROP_LOADING,
  PROP_SLOW,
  N_PROPS
};

enum
{
  SIGNAL_VISITED,
  SIGNAL_TITLED,
  SIGNAL_FAILED,
  SIGNAL_REFUSED,
  SIGNAL_OPEN,
  SIGNAL_READY,
  SIGNAL_DONE,
  SIGNAL_TOUCHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkWebPage, embark_web_page, ADW_TYPE_BIN)

static void
set_host (EmbarkWebPage *self, const char *host, EmbarkWebSecurity security)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (embark_set_str (&self->host, host))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOST]);
  if (self->security != security)
    {
      self->security = security;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECURITY]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Judged by what was loaded, never by what is being loaded: until a page is there its host is a promise. */
static EmbarkWebSecurity
judge_security (EmbarkWebPage *self, const char *uri)
{
  GTlsCertificateFlags errors = 0;

  if (g_str_has_prefix (uri, "http:") && embark_web_policy_is_loopback (uri))
    return EMBARK_WEB_SECURITY_LOOPBACK;
  if (g_str_has_prefix (uri, "https:") && webkit_web_view_get_tls_info (self->web, NULL, &errors)
      && errors == 0)
    return EMBARK_WEB_SECURITY_SECURE;

  return EMBARK_WEB_SECURITY_NONE;
}

void
embark_web_page_set_shown (EmbarkWebPage *self, const char *uri)
{
  g_autofree char *host = embark_web_policy_dup_host (uri);

  embark_set_str (&self->shown_uri, uri);
  set_host (self, host, uri != NULL ? judge_security (self, uri) : EMBARK_WEB_SECURITY_NONE);
}

void
embark_web_page_set_loading (EmbarkWebPage *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  embark_web_page_watch_loading (self);
}

void
embark_web_page_set_slow (EmbarkWebPage *self, gboolean slow)
{
  if (self->slow == slow)
    return;

  self->slow = slow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLOW]);
}

void
embark_web_page_tell_visited (EmbarkWebPage *self, const char *uri)
{
  if (uri != NULL && embark_set_str (&self->told_uri, uri))
    g_signal_emit (self, signals[SIGNAL_VISITED], 0, uri);
}

void
embark_web_page_tell_titled (EmbarkWebPage *self, const char *title)
{
  if (self->host != NULL)
    g_signal_emit (self, signals[SIGNAL_TITLED], 0, self->host, title);
}

void
embark_web_page_refuse (EmbarkWebPage *self, EmbarkWebRefusal refusal, const char *host, const char *detail)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, (int) refusal, host, detail);
}

/* Ends what is shown. @uri: (nullable): what failed; @retry_uri: (nullable): what reload() opens */
void
embark_web_page_fail (
    EmbarkWebPage *self, EmbarkWebFailure failure, const char *uri, const char *retry_uri, const char *detail)
{
  g_autofree char *host = embark_web_policy_dup_host (uri);

  if (self->failed || self->web == NULL)
    return;

  embark_set_str (&self->retry_uri, retry_uri);
  self->failed = TRUE;
  self->provisional = FALSE;
  embark_web_page_mute (self);
  gtk_widget_set_visible (GTK_WIDGET (self->web), FALSE);
  set_host (self, host, EMBARK_WEB_SECURITY_NONE);
  embark_web_page_set_loading (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, (int) failure, host, detail);
}

/* Returns: (transfer none) (nullable): the page of the window that the owner made for @uri */
EmbarkWebPage *
embark_web_page_open_popup (EmbarkWebPage *self, const char *uri, gboolean by_hand)
{
  GObject *popup = NULL;

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, uri, by_hand, &popup);
  if (popup == NULL)
    return NULL;

  /* The emission gave us a reference of our own; the window holds another. */
  g_object_unref (popup);
  return EMBARK_WEB_PAGE (popup);
}

void
embark_web_page_say_ready (EmbarkWebPage *self)
{
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

void
embark_web_page_say_touched (EmbarkWebPage *self)
{
  self->touched = TRUE;
  g_signal_emit (self, signals[SIGNAL_TOUCHED], 0);
}

void
embark_web_page_say_done (EmbarkWebPage *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* Returns: (transfer full) */
static WebKitSettings *
create_settings (void)
{
  /* User agent: WebKit's own, everywhere. Sign-in pages may judge by it, and passing for another browser is
   * what they forbid; WebKit's workarounds for single sites do just that. */
  return webkit_settings_new_with_settings (
      /* The platform opens its login window after an awaited call, outside of any click.
       * embark_web_policy_decide() judges what comes of it. */
      "javascript-can-open-windows-automatically", TRUE,
      /* Nothing of a page outlives it, and Back never shows a page without asking its server. */
      "enable-page-cache", FALSE, "enable-back-forward-navigation-gestures", FALSE, "enable-developer-extras",
      FALSE, "enable-fullscreen", FALSE, "enable-webrtc", FALSE,
      /* The camera can be asked for, so that the user hears why it stays off; see permission_cb(). */
      "enable-media-stream", TRUE, "enable-site-specific-quirks", FALSE,
      "media-playback-requires-user-gesture", TRUE, "javascript-can-access-clipboard", FALSE,
      "enable-write-console-messages-to-stdout", FALSE, NULL);
}

/* Returns: (transfer full): no sound nobody asked for; a spoken check for humans still can be started */
static WebKitWebsitePolicies *
create_policies (void)
{
  return webkit_website_policies_new_with_policies ("autoplay", WEBKIT_AUTOPLAY_DENY, NULL);
}

static void
adopt (EmbarkWebPage *self, WebKitWebView *web)
{
  self->web = g_object_ref_sink (web);
  self->session = g_object_ref (webkit_web_view_get_network_session (web));
  gtk_widget_set_hexpand (GTK_WIDGET (web), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (web), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (web), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sign-in page"),
                                  -1);
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (web));
  embark_web_page_connect_navigation (self);
  embark_web_page_connect_requests (self);
  embark_web_page_connect_watch (self);
}

/**
 * embark_web_page_new:
 * @folder: (nullable): where the session is kept
 *
 * Returns: (transfer floating): a page in a session of its own that nothing is kept of; with @folder in the
 * one that lives there
 */
GtkWidget *
embark_web_page_new (const char *folder)
{
  EmbarkWebPage *self = g_object_new (EMBARK_TYPE_WEB_PAGE, NULL);
  g_autoptr (WebKitSettings) settings = create_settings ();
  g_autoptr (WebKitWebsitePolicies) policies = create_policies ();
  g_autoptr (WebKitNetworkSession) session = embark_web_session_new (folder);

  adopt (self, g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", session, "settings", settings,
                             "website-policies", policies, NULL));

  return GTK_WIDGET (self);
}

/**
 * embark_web_page_new_popup:
 * @opener: the page that asked for a window
 *
 * Returns: (transfer floating): a page that shares the session of @opener and knows it
 */
GtkWidget *
embark_web_page_new_popup (EmbarkWebPage *opener)
{
  EmbarkWebPage *self = g_object_new (EMBARK_TYPE_WEB_PAGE, NULL);
  g_autoptr (WebKitWebsitePolicies) policies = create_policies ();

  self->depth = opener->depth + 1;
  /* Session and context come with the opener and must not be given a second time. */
  adopt (self, g_object_new (WEBKIT_TYPE_WEB_VIEW, "related-view", opener->web, "settings",
                             webkit_web_view_get_settings (opener->web), "website-policies", policies, NULL));

  return GTK_WIDGET (self);
}

static void
start (EmbarkWebPage *self, const char *uri)
{
  self->failed = FALSE;
  embark_web_page_mute (self);
  g_clear_pointer (&self->told_uri, g_free);
  g_clear_pointer (&self->denied_detail, g_free);
  embark_set_str (&self->own_uri, uri);
  self->retries = MAX_RETRIES;
  self->asked = EMBARK_WEB_REFUSAL_OTHER;
  gtk_widget_set_visible (GTK_WIDGET (self->web), TRUE);
  webkit_web_view_load_uri (self->web, uri);
}

void
embark_web_page_load (EmbarkWebPage *self, const char *uri)
{
  EmbarkWebVerdict verdict;

  g_return_if_fail (EMBARK_IS_WEB_PAGE (self));

  if (self->web == NULL)
    return;

  embark_set_str (&self->start_uri, uri);
  self->failed = FALSE;
  self->touched = FALSE;
  verdict = embark_web_policy_decide (uri, EMBARK_WEB_NAVIGATION_LOAD, 0, 0);
  if (verdict != EMBARK_WEB_VERDICT_ALLOW)
    {
      g_autofree char *host = embark_web_policy_dup_host (uri);
      g_autofree char *detail = embark_web_text_dup_denied (verdict, host);

      webkit_web_view_stop_loading (self->web);
      embark_web_page_fail (self, EMBARK_WEB_FAILURE_BLOCKED, uri, uri, detail);
      return;
    }

  start (self, uri);
}

/**
 * embark_web_page_reload:
 * @self: a page
 *
 * Opens again what failed, or reloads what is shown. The session and its cookies are the same.
 */
void
embark_web_page_reload (EmbarkWebPage *self)
{
  g_return_if_fail (EMBARK_IS_WEB_PAGE (self));

  if (self->web == NULL)
    return;
  if (!self->failed)
    {
      webkit_web_view_reload (self->web);
      return;
    }
  if (self->retry_uri != NULL)
    {
      g_autofree char *uri = g_steal_pointer (&self->retry_uri);

      if (embark_web_policy_decide (uri, EMBARK_WEB_NAVIGATION_LOAD, 0, 0) == EMBARK_WEB_VERDICT_ALLOW)
        start (self, uri);
      else
        embark_web_page_load (self, uri);
    }
}

/**
 * embark_web_page_end:
 * @self: a page
 *
 * Stops the page and lets go of it and of the session. Its handlers are gone before it is, so that nothing it
 * does on its way out is taken for an event of the visit.
 */
void
embark_web_page_end (EmbarkWebPage *self)
{
  g_return_if_fail (EMBARK_IS_WEB_PAGE (self));

  if (self->web == NULL)
    return;

  embark_web_page_mute (self);
  embark_web_page_stop_watching (self);
  g_signal_handlers_disconnect_by_data (self->web, self);
  webkit_web_view_stop_loading (self->web);
  /* Asked to end, a page that is busy would go on until it likes. Popups live in the process of their opener.
   */
  if (self->depth == 0)
    webkit_web_view_terminate_web_process (self->web);
  gtk_overlay_set_child (self->overlay, NULL);
  g_clear_object (&self->web);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  set_host (self, NULL, EMBARK_WEB_SECURITY_NONE);
  embark_web_page_set_loading (self, FALSE);
  embark_web_page_set_slow (self, FALSE);
  g_clear_pointer (&self->start_uri, g_free);
  g_clear_pointer (&self->shown_uri, g_free);
  g_clear_pointer (&self->told_uri, g_free);
  g_clear_pointer (&self->retry_uri, g_free);
  g_clear_pointer (&self->own_uri, g_free);
  g_clear_pointer (&self->denied_detail, g_free);
}

const char *
embark_web_page_get_host (EmbarkWebPage *self)
{
  return self->host;
}

EmbarkWebSecurity
embark_web_page_get_security (EmbarkWebPage *self)
{
  return self->security;
}

gboolean
embark_web_page_get_loading (EmbarkWebPage *self)
{
  return self->loading;
}

gboolean
embark_web_page_get_slow (EmbarkWebPage *self)
{
  return self->slow;
}

unsigned int
embark_web_page_get_depth (EmbarkWebPage *self)
{
  return self->depth;
}

static void
embark_web_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  EmbarkWebPage *self = EMBARK_WEB_PAGE (object);

  switch (id)
    {
    case PROP_HOST:
      g_value_set_string (value, self->host);
      break;
    case PROP_SECURITY:
      g_value_set_int (value, self->security);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_SLOW:
      g_value_set_boolean (value, self->slow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
embark_web_page_grab_focus (GtkWidget *widget)
{
  EmbarkWebPage *self = EMBARK_WEB_PAGE (widget);

  if (self->dialog != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->dialog));

  return self->web != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->web));
}

static gboolean
has_focus (EmbarkWebPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL
         && (focus == GTK_WIDGET (self->web) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->web)));
}

static gboolean
tab_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, EmbarkWebPage *self)
{
  const guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));

  if (key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab && key != GDK_KEY_KP_Tab)
    {
      self->tab_time = 0;
      return GDK_EVENT_PROPAGATE;
    }

  self->tab_returned = time != 0 && time == self->tab_time;
  if (!self->tab_returned && self->tab_swallowed)
    self->tabs_are_single = TRUE;
  self->tab_swallowed = FALSE;
  self->tab_time = time;
  return GDK_EVENT_PROPAGATE;
}

/* The page moves the focus about in itself and asks us only to leave or to enter it. Left alone, GTK would
 * not leave, but go on to a text view that WebKit keeps inside itself to translate keys with, and never come
 * out of that. */
static gboolean
embark_web_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  EmbarkWebPage *self = EMBARK_WEB_PAGE (widget);

  if (self->dialog != NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->dialog), direction);
  if (self->web == NULL)
    return FALSE;
  if (has_focus (self))
    {
      self->tab_swallowed = self->tab_time != 0 && !self->tab_returned && !self->tabs_are_single;
      return self->tab_swallowed;
    }

  self->tab_time = 0;
  return gtk_widget_grab_focus (GTK_WIDGET (self->web));
}

static void
embark_web_page_dispose (GObject *object)
{
  embark_web_page_end (EMBARK_WEB_PAGE (object));

  G_OBJECT_CLASS (embark_web_page_parent_class)->dispose (object);
}

static void
embark_web_page_finalize (GObject *object)
{
  EmbarkWebPage *self = EMBARK_WEB_PAGE (object);

  g_clear_pointer (&self->host, g_free);

  G_OBJECT_CLASS (embark_web_page_parent_class)->finalize (object);
}

static void
embark_web_page_class_init (EmbarkWebPageClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GType type = G_TYPE_FROM_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_web_page_get_property;
  object_class->dispose = embark_web_page_dispose;
  object_class->finalize = embark_web_page_finalize;

  GTK_WIDGET_CLASS (klass)->grab_focus = embark_web_page_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = embark_web_page_focus;

  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  properties[PROP_SECURITY] =
      g_param_spec_int ("security", NULL, NULL, EMBARK_WEB_SECURITY_NONE, EMBARK_WEB_SECURITY_LOOPBACK,
                        EMBARK_WEB_SECURITY_NONE, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_SLOW] = g_param_spec_boolean ("slow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* With the address, a secret: the view tells of it what may be told. */
  signals[SIGNAL_VISITED] =
      g_signal_new ("visited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TITLED] = g_signal_new ("titled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  /* The owner's answer: (transfer full) (nullable): the EmbarkWebPage of a new window */
  signals[SIGNAL_OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_first_wins,
                                       NULL, NULL, EMBARK_TYPE_WEB_PAGE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_READY] =
      g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TOUCHED] =
      g_signal_new ("touched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
embark_web_page_init (EmbarkWebPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (tab_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  embark_web_page_watch_touches (self);

  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->overlay));
}
