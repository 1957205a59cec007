/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-compat.h"
#include "embark-notice.h"

/* On a toast overlay: what it says at the moment. */
#define TOAST_KEY "embark-toast"

G_DEFINE_INTERFACE (EmbarkNoticeHost, embark_notice_host, GTK_TYPE_WIDGET)

static void
embark_notice_host_default_init (EmbarkNoticeHostInterface *iface)
{
}

static EmbarkNoticeHost *
find_host (GtkWidget *from)
{
  GtkWidget *host =
      EMBARK_IS_NOTICE_HOST (from) ? from : gtk_widget_get_ancestor (from, EMBARK_TYPE_NOTICE_HOST);

  /* A dialog of its own stands over a window that can say it. */
  if (host == NULL && GTK_IS_WINDOW (gtk_widget_get_root (from)))
    {
      GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (gtk_widget_get_root (from)));

      if (parent != NULL && EMBARK_IS_NOTICE_HOST (parent))
        host = GTK_WIDGET (parent);
    }
  return host != NULL ? EMBARK_NOTICE_HOST (host) : NULL;
}

static void
dismissed_cb (AdwToast *toast, AdwToastOverlay *toasts)
{
  if (g_object_get_data (G_OBJECT (toasts), TOAST_KEY) == toast)
    g_object_set_data (G_OBJECT (toasts), TOAST_KEY, NULL);
}

static void
show_toast (AdwToastOverlay *toasts, const char *text)
{
  AdwToast *shown = g_object_get_data (G_OBJECT (toasts), TOAST_KEY);
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  /* They would queue up, and a page that is refused something again and again would be heard of for hours:
   * the newest takes the place of the one before, and what is being said is not said again. */
  if (shown != NULL && g_str_equal (adw_toast_get_title (shown), escaped))
    return;
  if (shown != NULL)
    adw_toast_dismiss (shown);
  toast = adw_toast_new (escaped);
  g_object_set_data_full (G_OBJECT (toasts), TOAST_KEY, g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), toasts, G_CONNECT_DEFAULT);
  adw_toast_overlay_add_toast (toasts, toast);
}

void
embark_notice_toast (GtkWidget *from, const char *text)
{
  EmbarkNoticeHost *host;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  host = find_host (from);
  if (host != NULL)
    show_toast (EMBARK_NOTICE_HOST_GET_IFACE (host)->get_toasts (host), text);
}

void
embark_notice_message (GtkWidget *from, const char *title, const char *body, const char *details)
{
  EmbarkNoticeHost *host;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (title != NULL);

  host = find_host (from);
  if (host != NULL)
    embark_compat_show_message (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (host))), title, body, details);
}

void
embark_notice_copy (GtkWidget *from, const char *text, const char *toast)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text);
  if (toast != NULL)
    embark_notice_toast (from, toast);
}
