/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-page-private.h"
#include "embark-web-popup.h"

struct _EmbarkWebPopup
{
  AdwWindow parent_instance;

  /* (unowned): children */
  GtkImage *lock;
  GtkLabel *host;
  GtkStack *stack;
  AdwStatusPage *failure;
  EmbarkWebPage *page;

  gboolean done; /* the page asked to be closed */
  EmbarkWebClosing closing;
};

G_DEFINE_FINAL_TYPE (EmbarkWebPopup, embark_web_popup, ADW_TYPE_WINDOW)

static void
update_host (EmbarkWebPopup *self)
{
  const char *host = embark_web_page_get_host (self->page);
  const char *icon = NULL;
  const char *meaning = NULL;

  switch (embark_web_page_get_security (self->page))
    {
    case EMBARK_WEB_SECURITY_SECURE:
      icon = "channel-secure-symbolic";
      meaning = _ ("Encrypted connection");
      break;
    case EMBARK_WEB_SECURITY_LOOPBACK:
      icon = "computer-symbolic";
      meaning = _ ("A page of this computer");
      break;
    case EMBARK_WEB_SECURITY_NONE:
    default:
      break;
    }

  gtk_image_set_from_icon_name (self->lock, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->lock), icon != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lock), meaning);
  if (meaning != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->lock), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);

  if (host == NULL)
    host = _ ("New window");
  gtk_label_set_text (self->host, host);
  gtk_window_set_title (GTK_WINDOW (self), host);
}

/* The size that the page wished for, as far as it is a window that a person can read and close. */
static void
ready_cb (EmbarkWebPopup *self)
{
  GdkRectangle wish = { 0 };

  webkit_window_properties_get_geometry (webkit_web_view_get_window_properties (self->page->web), &wish);
  gtk_window_set_default_size (GTK_WINDOW (self), wish.width > 0 ? CLAMP (wish.width, 360, 1100) : 500,
                               wish.height > 0 ? CLAMP (wish.height, 360, 900) : 680);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->page->web));
}

static void
failed_cb (EmbarkWebPopup *self, int failure, const char *host, const char *detail)
{
  g_autofree char *description = g_markup_escape_text (detail != NULL ? detail : "", -1);

  adw_status_page_set_title (self->failure, failure == EMBARK_WEB_FAILURE_CRASHED
                                                ? _ ("The page stopped")
                                                : _ ("The page is not shown"));
  adw_status_page_set_description (self->failure, description);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "popup.reload", self->page->retry_uri != NULL);
  gtk_stack_set_visible_child_name (self->stack, "failure");
  gtk_window_present (GTK_WINDOW (self));
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWebPopup *self = EMBARK_WEB_POPUP (widget);

  gtk_stack_set_visible_child_name (self->stack, "page");
  embark_web_page_reload (self->page);
  gtk_widget_grab_focus (GTK_WIDGET (self->page->web));
}

/* Without the page's leave: a question on the way out would hold the user in a window they want to be rid of.
 */
static gboolean
embark_web_popup_close_request (GtkWindow *window)
{
  EmbarkWebPopup *self = EMBARK_WEB_POPUP (window);

  if (self->done)
    self->closing = self->page->touched ? EMBARK_WEB_CLOSING_PAGE : EMBARK_WEB_CLOSING_UNTOUCHED;
  embark_web_page_end (self->page);

  return GTK_WINDOW_CLASS (embark_web_popup_parent_class)->close_request (window);
}

static void
done_cb (EmbarkWebPopup *self)
{
  self->done = TRUE;
  /* One that was never shown has nothing to close, says GTK. */
  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    gtk_window_close (GTK_WINDOW (self));
  else
    {
      self->closing = EMBARK_WEB_CLOSING_UNTOUCHED;
      embark_web_page_end (self->page);
      gtk_window_destroy (GTK_WINDOW (self));
    }
}

static GtkWidget *
create_header (EmbarkWebPopup *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->lock = GTK_IMAGE (gtk_image_new ());
  self->host = GTK_LABEL (gtk_label_new (NULL));
  /* The end of a host says whose it is. */
  gtk_label_set_ellipsize (self->host, PANGO_ELLIPSIZE_START);
  gtk_label_set_single_line_mode (self->host, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->host), "title");
  gtk_box_append (GTK_BOX (title), GTK_WIDGET (self->lock));
  gtk_box_append (GTK_BOX (title), GTK_WIDGET (self->host));
  gtk_widget_set_halign (title, GTK_ALIGN_CENTER);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), title);

  return header;
}

static GtkWidget *
create_failure (EmbarkWebPopup *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *again = gtk_button_new_with_mnemonic (_ ("_Try Again"));
  GtkWidget *close = gtk_button_new_with_mnemonic (_ ("_Close"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "popup.reload");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "window.close");
  gtk_widget_add_css_class (again, "pill");
  gtk_widget_add_css_class (again, "suggested-action");
  gtk_widget_add_css_class (close, "pill");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), close);
  gtk_box_append (GTK_BOX (buttons), again);

  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_child (self->failure, buttons);

  return GTK_WIDGET (self->failure);
}

static void
embark_web_popup_class_init (EmbarkWebPopupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WINDOW_CLASS (klass)->close_request = embark_web_popup_close_request;

  gtk_widget_class_install_action (widget_class, "popup.reload", NULL, reload_action);
  /* Reached when the page has no use for the key itself. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
embark_web_popup_init (EmbarkWebPopup *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, create_failure (self), "failure");
  gtk_box_append (GTK_BOX (content), create_header (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}

/**
 * embark_web_popup_new:
 * @opener: the page that asked for the window
 * @parent: (nullable): the window of the visit
 *
 * The window shows itself when its page is ready.
 *
 * Returns: (transfer none): the window; it lives until it is closed
 */
EmbarkWebPopup *
embark_web_popup_new (EmbarkWebPage *opener, GtkWindow *parent)
{
  EmbarkWebPopup *self = g_object_new (EMBARK_TYPE_WEB_POPUP, "transient-for", parent, NULL);

  self->page = EMBARK_WEB_PAGE (embark_web_page_new_popup (opener));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page), "page");
  gtk_stack_set_visible_child_name (self->stack, "page");

  g_signal_connect_object (self->page, "notify::host", G_CALLBACK (update_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "notify::security", G_CALLBACK (update_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  update_host (self);

  return self;
}

/* Returns: (transfer none) */
EmbarkWebPage *
embark_web_popup_get_page (EmbarkWebPopup *self)
{
  return self->page;
}

/* Returns: why the window ended; to be asked when it is destroyed */
EmbarkWebClosing
embark_web_popup_get_closing (EmbarkWebPopup *self)
{
  return self->closing;
}
