/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-web-dialog.h"

/* More than this nobody reads, and the window has an end. */
#define MAX_TEXT   1000
#define MAX_HEIGHT 200

struct _EmbarkWebDialog
{
  AdwBin parent_instance;

  WebKitScriptDialog *script_dialog; /* (owned) (nullable): NULL once answered */
  GtkEntry *entry;                   /* (unowned) (nullable): of a question with a text for an answer */
  GtkWidget *first;                  /* (unowned): what takes the keyboard */
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkWebDialog, embark_web_dialog, ADW_TYPE_BIN)

/**
 * embark_web_dialog_answer:
 * @self: a dialog
 * @confirmed: whether the answer is yes
 *
 * Lets the script go on. The owner removes the dialog on `answered`.
 */
void
embark_web_dialog_answer (EmbarkWebDialog *self, gboolean confirmed)
{
  WebKitScriptDialog *script_dialog = g_steal_pointer (&self->script_dialog);

  if (script_dialog == NULL)
    return;

  if (webkit_script_dialog_get_dialog_type (script_dialog) == WEBKIT_SCRIPT_DIALOG_CONFIRM)
    webkit_script_dialog_confirm_set_confirmed (script_dialog, confirmed);
  if (self->entry != NULL && confirmed)
    webkit_script_dialog_prompt_set_text (script_dialog, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  webkit_script_dialog_close (script_dialog);
  webkit_script_dialog_unref (script_dialog);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
}

static void
yes_cb (EmbarkWebDialog *self)
{
  embark_web_dialog_answer (self, TRUE);
}

static void
no_cb (EmbarkWebDialog *self)
{
  embark_web_dialog_answer (self, FALSE);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  embark_web_dialog_answer (EMBARK_WEB_DIALOG (widget), FALSE);
  return TRUE;
}

static char *
dup_shortened (const char *text)
{
  return text != NULL ? g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_TEXT)) : g_strdup ("");
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  g_autofree char *shortened = dup_shortened (text);
  GtkWidget *label = gtk_label_new (shortened);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* However many lines it has, the buttons below stay in the window. */
static GtkWidget *
create_message (const char *text)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_label (text, NULL));

  return scrolled;
}

static GtkWidget *
create_buttons (EmbarkWebDialog *self, WebKitScriptDialogType type)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *ok = gtk_button_new_with_mnemonic (_ ("_OK"));

  if (type != WEBKIT_SCRIPT_DIALOG_ALERT)
    {
      GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

      g_signal_connect_object (cancel, "clicked", G_CALLBACK (no_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (buttons), cancel);
    }

  gtk_widget_add_css_class (ok, "suggested-action");
  g_signal_connect_object (ok, "clicked", G_CALLBACK (yes_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), ok);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  self->first = ok;

  return buttons;
}

static GtkWidget *
create_entry (EmbarkWebDialog *self)
{
  g_autofree char *text = dup_shortened (webkit_script_dialog_prompt_get_default_text (self->script_dialog));

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Answer"),
                                  -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (yes_cb), self, G_CONNECT_SWAPPED);
  self->first = GTK_WIDGET (self->entry);

  return GTK_WIDGET (self->entry);
}

/**
 * embark_web_dialog_new:
 * @script_dialog: what the script wants
 * @host: (nullable): who says so
 *
 * Signal `answered`: the script goes on, the dialog is of no further use.
 *
 * Returns: (transfer floating): the dialog, to be laid over its page
 */
GtkWidget *
embark_web_dialog_new (WebKitScriptDialog *script_dialog, const char *host)
{
  EmbarkWebDialog *self = g_object_new (EMBARK_TYPE_WEB_DIALOG, NULL);
  const WebKitScriptDialogType type = webkit_script_dialog_get_dialog_type (script_dialog);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons;
  g_autofree char *title = NULL;

  self->script_dialog = webkit_script_dialog_ref (script_dialog);
  /* Translators: %s is a host such as login.example.com */
  title = host != NULL ? g_strdup_printf (_ ("%s says"), host) : g_strdup (_ ("The page says"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  gtk_box_append (GTK_BOX (box), create_label (title, "heading"));
  gtk_box_append (GTK_BOX (box), create_message (webkit_script_dialog_get_message (script_dialog)));
  buttons = create_buttons (self, type);
  if (type == WEBKIT_SCRIPT_DIALOG_PROMPT)
    gtk_box_append (GTK_BOX (box), create_entry (self));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  adw_bin_set_child (ADW_BIN (self), box);

  return GTK_WIDGET (self);
}

static gboolean
embark_web_dialog_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EMBARK_WEB_DIALOG (widget)->first);
}

static void
embark_web_dialog_dispose (GObject *object)
{
  EmbarkWebDialog *self = EMBARK_WEB_DIALOG (object);

  /* A script must not wait for an answer that nobody can give any more. */
  embark_web_dialog_answer (self, FALSE);

  G_OBJECT_CLASS (embark_web_dialog_parent_class)->dispose (object);
}

static void
embark_web_dialog_class_init (EmbarkWebDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_web_dialog_dispose;
  widget_class->grab_focus = embark_web_dialog_grab_focus;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
embark_web_dialog_init (EmbarkWebDialog *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 12);
  /* Opaque, and with the border and shadow of what floats. */
  gtk_widget_add_css_class (GTK_WIDGET (self), "background");
  gtk_widget_add_css_class (GTK_WIDGET (self), "frame");
}
