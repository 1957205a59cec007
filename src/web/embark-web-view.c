/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-page-private.h"
#include "embark-web-popup.h"
#include "embark-web-view.h"

#define MAX_REFUSALS 10
#define MAX_UNASKED  10

struct _EmbarkWebView
{
  AdwBin parent_instance;

  EmbarkWebPage *page; /* (unowned) (nullable): the child; NULL once disposed */
  char **landmarks;    /* (owned) (nullable) */
  GPtrArray *popups;   /* (owned) (element-type EmbarkWebPopup): the oldest first; windows own themselves */

  /* Since the user last did something: a page that goes on without end is not obeyed, and not told of, for
   * ever. */
  unsigned int refusals; /* told */
  unsigned int unasked;  /* windows that came without a click */

  /* As last told, so that notify comes on change only. */
  char *host; /* (owned) (nullable) */
  EmbarkWebSecurity security;
  gboolean loading;
  gboolean slow;
  unsigned int n_popups;
};

enum
{
  PROP_0,
  PROP_HOST,
  PROP_SECURITY,
  PROP_LOADING,
  PROP_POPUPS,
  PROP_SLOW
};

static void embark_web_view_host_init (EmbarkWebHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkWebView,
                               embark_web_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_WEB_HOST, embark_web_view_host_init))

static EmbarkWebPage *
get_top_page (EmbarkWebView *self)
{
  if (self->popups->len == 0)
    return self->page;

  return embark_web_popup_get_page (g_ptr_array_index (self->popups, self->popups->len - 1));
}

static void
update_top (EmbarkWebView *self)
{
  EmbarkWebPage *top;

  /* Parts notify on their way out, too. */
  if (self->page == NULL)
    return;

  top = get_top_page (self);
  g_object_freeze_notify (G_OBJECT (self));
  /* Of the page in the view: a popup says its own host in its own window, and over this one it would lend it
   * its name. */
  if (embark_set_str (&self->host, embark_web_page_get_host (self->page)))
    g_object_notify (G_OBJECT (self), "host");
  if (self->security != embark_web_page_get_security (self->page))
    {
      self->security = embark_web_page_get_security (self->page);
      g_object_notify (G_OBJECT (self), "security");
    }
  if (self->loading != embark_web_page_get_loading (top))
    {
      self->loading = embark_web_page_get_loading (top);
      g_object_notify (G_OBJECT (self), "loading");
    }
  if (self->slow != embark_web_page_get_slow (top))
    {
      self->slow = embark_web_page_get_slow (top);
      g_object_notify (G_OBJECT (self), "slow");
    }
  if (self->n_popups != self->popups->len)
    {
      self->n_popups = self->popups->len;
      g_object_notify (G_OBJECT (self), "popups");
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
popup_destroyed_cb (EmbarkWebView *self, EmbarkWebPopup *popup)
{
  if (!g_ptr_array_remove (self->popups, popup))
    return;

  update_top (self);
  embark_web_host_emit_window_closed (EMBARK_WEB_HOST (self), embark_web_popup_get_closing (popup), TRUE);
}

/* A popup hears this itself. */
static void
done_cb (EmbarkWebView *self, EmbarkWebPage *page)
{
  if (page == self->page)
    embark_web_host_emit_window_closed (
        EMBARK_WEB_HOST (self), page->touched ? EMBARK_WEB_CLOSING_PAGE : EMBARK_WEB_CLOSING_UNTOUCHED,
        FALSE);
}

static void
close_popups (EmbarkWebView *self)
{
  while (self->popups->len > 0)
    {
      g_autoptr (GtkWindow) popup = g_object_ref (g_ptr_array_index (self->popups, self->popups->len - 1));

      g_ptr_array_remove_index (self->popups, self->popups->len - 1);
      embark_web_page_end (embark_web_popup_get_page (EMBARK_WEB_POPUP (popup)));
      gtk_window_destroy (popup);
    }

  update_top (self);
}

static void
failed_cb (EmbarkWebView *self, int failure, const char *host, const char *detail, EmbarkWebPage *page)
{
  if (page != self->page)
    {
      embark_web_host_emit_popup_failed (EMBARK_WEB_HOST (self), failure, host, detail);
      return;
    }

  /* Nobody is left for them to answer to. */
  close_popups (self);
  embark_web_host_emit_failed (EMBARK_WEB_HOST (self), failure, host, detail);
}

static void connect_page (EmbarkWebView *self, EmbarkWebPage *page);

/* Returns: (transfer full) (nullable): the page of a new window */
static EmbarkWebPage *
open_cb (EmbarkWebView *self, const char *uri, gboolean by_hand, EmbarkWebPage *opener)
{
  EmbarkWebVerdict verdict;
  EmbarkWebPopup *popup;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  verdict = embark_web_policy_decide (uri, EMBARK_WEB_NAVIGATION_NEW_WINDOW,
                                      embark_web_page_get_depth (opener) + 1, self->popups->len);
  if (verdict == EMBARK_WEB_VERDICT_ALLOW && !by_hand && self->unasked++ >= MAX_UNASKED)
    verdict = EMBARK_WEB_VERDICT_DENY_DEPTH;
  if (verdict != EMBARK_WEB_VERDICT_ALLOW)
    {
      embark_web_page_deny (opener, verdict, uri);
      return NULL;
    }

  popup = embark_web_popup_new (opener, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_ptr_array_add (self->popups, popup);
  g_signal_connect_object (popup, "destroy", G_CALLBACK (popup_destroyed_cb), self, G_CONNECT_SWAPPED);
  connect_page (self, embark_web_popup_get_page (popup));
  update_top (self);

  return g_object_ref (embark_web_popup_get_page (popup));
}

static void
visited_cb (EmbarkWebView *self, const char *uri)
{
  g_autofree char *host = embark_web_policy_dup_host (uri);
  g_autofree char *code = embark_web_policy_dup_oauth_error (uri);
  g_autofree char *description = embark_web_policy_dup_oauth_description (uri);

  if (host != NULL)
    embark_web_host_emit_visited (
        EMBARK_WEB_HOST (self), host, code, description,
        embark_web_policy_find_landmark (uri, (const char *const *) self->landmarks));
}

static void
titled_cb (EmbarkWebView *self, const char *host, const char *title)
{
  embark_web_host_emit_titled (EMBARK_WEB_HOST (self), host, title);
}

static void
refused_cb (EmbarkWebView *self, int refusal, const char *host, const char *detail)
{
  if (self->refusals++ < MAX_REFUSALS)
    embark_web_host_emit_refused (EMBARK_WEB_HOST (self), refusal, host, detail);
}

static void
touched_cb (EmbarkWebView *self)
{
  self->refusals = 0;
  self->unasked = 0;
}

static void
connect_page (EmbarkWebView *self, EmbarkWebPage *page)
{
  g_signal_connect_object (page, "notify", G_CALLBACK (update_top), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "visited", G_CALLBACK (visited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "titled", G_CALLBACK (titled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "touched", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
}

static void
embark_web_view_load (EmbarkWebHost *host, const char *uri)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (host);

  close_popups (self);
  touched_cb (self);
  embark_web_page_load (self->page, uri);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
embark_web_view_reload (EmbarkWebHost *host)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (host);

  touched_cb (self);
  embark_web_page_reload (get_top_page (self));
  if (self->popups->len == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
embark_web_view_close (EmbarkWebHost *host)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (host);

  close_popups (self);
  embark_web_page_end (self->page);
}

static void
embark_web_view_set_landmarks (EmbarkWebHost *host, const char *const *fragments)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (host);
  char **copy = g_strdupv ((char **) fragments);

  g_strfreev (self->landmarks);
  self->landmarks = copy;
}

static void
embark_web_view_host_init (EmbarkWebHostInterface *iface)
{
  iface->set_landmarks = embark_web_view_set_landmarks;
  iface->load = embark_web_view_load;
  iface->reload = embark_web_view_reload;
  iface->close = embark_web_view_close;
}

static void
embark_web_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (object);

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
    case PROP_POPUPS:
      g_value_set_uint (value, self->n_popups);
      break;
    case PROP_SLOW:
      g_value_set_boolean (value, self->slow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
embark_web_view_grab_focus (GtkWidget *widget)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (widget);

  return self->page != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

/* Without this, GTK would take the view itself for a stop on the way backwards, and never get past it. */
static gboolean
embark_web_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (widget);

  return self->page != NULL && gtk_widget_child_focus (GTK_WIDGET (self->page), direction);
}

static void
embark_web_view_dispose (GObject *object)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (object);

  if (self->page != NULL)
    {
      embark_web_view_close (EMBARK_WEB_HOST (self));
      self->page = NULL;
      adw_bin_set_child (ADW_BIN (self), NULL);
    }

  G_OBJECT_CLASS (embark_web_view_parent_class)->dispose (object);
}

static void
embark_web_view_finalize (GObject *object)
{
  EmbarkWebView *self = EMBARK_WEB_VIEW (object);

  g_clear_pointer (&self->popups, g_ptr_array_unref);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->landmarks, g_strfreev);

  G_OBJECT_CLASS (embark_web_view_parent_class)->finalize (object);
}

static void
embark_web_view_class_init (EmbarkWebViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_web_view_get_property;
  object_class->dispose = embark_web_view_dispose;
  object_class->finalize = embark_web_view_finalize;

  GTK_WIDGET_CLASS (klass)->grab_focus = embark_web_view_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = embark_web_view_focus;

  g_object_class_override_property (object_class, PROP_HOST, "host");
  g_object_class_override_property (object_class, PROP_SECURITY, "security");
  g_object_class_override_property (object_class, PROP_LOADING, "loading");
  g_object_class_override_property (object_class, PROP_POPUPS, "popups");
  g_object_class_override_property (object_class, PROP_SLOW, "slow");
}

static void
embark_web_view_init (EmbarkWebView *self)
{
  self->popups = g_ptr_array_new ();
}

/**
 * embark_web_view_new:
 * @folder: (nullable): where the session is kept
 *
 * Returns: (transfer floating): a view with nothing loaded, in a session that is forgotten with it; with
 * @folder in the one that lives there
 */
GtkWidget *
embark_web_view_new (const char *folder)
{
  EmbarkWebView *self = g_object_new (EMBARK_TYPE_WEB_VIEW, NULL);

  self->page = EMBARK_WEB_PAGE (embark_web_page_new (folder));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
  connect_page (self, self->page);

  return GTK_WIDGET (self);
}

EmbarkWebPage *
embark_web_view_get_page (EmbarkWebView *self)
{
  return self->page;
}

EmbarkWebPage *
embark_web_view_get_popup (EmbarkWebView *self, unsigned int index)
{
  return index < self->popups->len ? embark_web_popup_get_page (g_ptr_array_index (self->popups, index))
                                   : NULL;
}
