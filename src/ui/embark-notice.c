/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-notice.h"

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

void
embark_notice_toast (GtkWidget *from, const char *text)
{
  EmbarkNoticeHost *host;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  host = find_host (from);
  if (host != NULL)
    EMBARK_NOTICE_HOST_GET_IFACE (host)->toast (host, text);
}

void
embark_notice_message (GtkWidget *from, const char *title, const char *body, const char *details)
{
  EmbarkNoticeHost *host;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (title != NULL);

  host = find_host (from);
  if (host != NULL)
    EMBARK_NOTICE_HOST_GET_IFACE (host)->message (host, title, body, details);
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
