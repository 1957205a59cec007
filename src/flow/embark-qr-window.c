/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "embark-link-life.h"
#include "embark-qr-window.h"

#define MARGIN 24

/* Its life is told in minutes until the last of them. */
#define LAST_MINUTES (5 * 60 * G_USEC_PER_SEC)

/* What the line under the name needs, as long as the window is there. */
typedef struct
{
  GtkLabel *line;           /* (unowned): in the window */
  EmbarkClock *clock;       /* (owned) */
  EmbarkLinkRecord *record; /* (owned) */
  guint tick_id;
} Life;

static void
life_free (gpointer data)
{
  Life *life = data;

  if (life->tick_id != 0)
    embark_clock_clear (life->clock, &life->tick_id);
  g_object_unref (life->clock);
  g_object_unref (life->record);
  g_free (life);
}

static gboolean
tick_cb (gpointer data)
{
  Life *life = data;
  const char *recipient = embark_link_record_get_label (life->record);
  const gint64 left =
      embark_link_record_get_expires_at (life->record) - embark_clock_get_real_time (life->clock);
  g_autofree char *words = embark_link_life_dup (left);
  /* Translators: for whom a link is, and how long it lives */
  g_autofree char *line =
      recipient != NULL ? g_strdup_printf (_ ("for %s · %s"), recipient, words) : g_strdup (words);

  life->tick_id = 0;
  gtk_label_set_text (life->line, line);
  if (left > 0)
    life->tick_id =
        embark_clock_add_timeout (life->clock, left > LAST_MINUTES ? 15000 : 1000, tick_cb, life, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
}

/* A code that opens nothing any more would send somebody to a dead end. */
static void
address_cb (EmbarkLinkRecord *record, GParamSpec *pspec, GtkWindow *window)
{
  if (!embark_link_record_get_has_address (record))
    gtk_window_destroy (window);
}

/* Adds a line of text to @box. @css_class: how it looks */
static GtkWidget *
add_line (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify",
                    GTK_JUSTIFY_CENTER, "margin-start", MARGIN, "margin-end", MARGIN, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return label;
}

/* Two clients in one call must not scan each other's code: it says whose it is. */
static GtkWidget *
new_content (GtkWidget *window, EmbarkOnboarding *onboarding, EmbarkQrView *qr, EmbarkLinkRecord *record)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  const char *name = account != NULL ? embark_linked_account_get_display_name (account) : "";
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *large = embark_qr_view_new ();
  GtkWidget *line;
  Life *life = g_new0 (Life, 1);
  /* Translators: %s is the name of the client */
  g_autofree char *what = g_strdup_printf (_ ("QR code of the connect link for %s"), name);

  gtk_widget_add_css_class (bar, "flat");
  gtk_box_append (GTK_BOX (box), bar);
  line = add_line (GTK_BOX (box), name, "title-2");
  /* A name may be a page long, and the code needs the room. */
  g_object_set (line, "lines", 2, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  life->line = GTK_LABEL (add_line (GTK_BOX (box), "", "numeric"));
  gtk_widget_set_margin_bottom (GTK_WIDGET (life->line), 12);
  life->clock = g_object_ref (embark_workspace_get_clock (embark_onboarding_get_workspace (onboarding)));
  life->record = g_object_ref (record);
  g_object_set_data_full (G_OBJECT (window), "embark-life", life, life_free);
  tick_cb (life);

  embark_qr_view_copy (EMBARK_QR_VIEW (large), qr);
  gtk_accessible_update_property (GTK_ACCESSIBLE (large), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_widget_set_vexpand (large, TRUE);
  gtk_widget_set_margin_start (large, MARGIN);
  gtk_widget_set_margin_end (large, MARGIN);
  gtk_box_append (GTK_BOX (box), large);
  line = add_line (GTK_BOX (box),
                   _ ("Whoever scans this can act for the account. The code is as secret as the link."),
                   "dim-label");
  gtk_widget_set_margin_top (line, 12);
  gtk_widget_set_margin_bottom (line, MARGIN);
  return box;
}

void
embark_qr_window_present (GtkWindow *parent,
                          EmbarkOnboarding *onboarding,
                          EmbarkQrView *qr,
                          EmbarkLinkRecord *record)
{
  GtkWidget *window;
  int side;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (EMBARK_IS_ONBOARDING (onboarding));
  g_return_if_fail (EMBARK_IS_QR_VIEW (qr));
  g_return_if_fail (EMBARK_IS_LINK_RECORD (record));

  side = CLAMP (MIN (gtk_widget_get_width (GTK_WIDGET (parent)), gtk_widget_get_height (GTK_WIDGET (parent))),
                360, 900);
  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), new_content (window, onboarding, qr, record));
  gtk_window_set_title (GTK_WINDOW (window), _ ("Connect Link"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), side - MARGIN, side);
  add_escape (window);
  g_signal_connect_object (record, "notify::has-address", G_CALLBACK (address_cb), window, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}
