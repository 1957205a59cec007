/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "embark-json.h"
#include "embark-webhook-headers.h"

/* What may stand in the name of an HTTP header besides letters and digits (RFC 9110, token). */
#define NAME_MARKS "!#$%&'*+-.^_`|~"

/* One header. */
typedef struct
{
  GtkWidget *line;     /* (unowned): in the box */
  GtkEditable *name;   /* (unowned) */
  GtkEditable *value;  /* (unowned) */
  JsonNode *original;  /* (owned) (nullable): as it came */
  char *original_text; /* (owned) (nullable): the same as it was shown */
} Header;

struct _EmbarkWebhookHeaders
{
  AdwBin parent_instance;

  GtkBox *lines;      /* (unowned): in the bin */
  GPtrArray *headers; /* (owned) (element-type Header) */
  gboolean filling;   /* what changes is no user's doing */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkWebhookHeaders, embark_webhook_headers, ADW_TYPE_BIN)

static void
header_free (gpointer data)
{
  Header *header = data;

  g_clear_pointer (&header->original, json_node_unref);
  g_free (header->original_text);
  g_free (header);
}

static void
changed (EmbarkWebhookHeaders *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_clicked_cb (GtkWidget *button, EmbarkWebhookHeaders *self)
{
  GtkWidget *line = gtk_widget_get_parent (button);

  for (guint i = 0; i < self->headers->len; i++)
    {
      Header *header = self->headers->pdata[i];

      if (header->line != line)
        continue;
      gtk_box_remove (self->lines, line);
      g_ptr_array_remove_index (self->headers, i);
      break;
    }
  changed (self);
}

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static Header *
add_line (EmbarkWebhookHeaders *self, const char *name, const char *value)
{
  Header *header = g_new0 (Header, 1);
  GtkWidget *name_entry = gtk_entry_new ();
  GtkWidget *value_entry = gtk_password_entry_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  header->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  header->name = GTK_EDITABLE (name_entry);
  header->value = GTK_EDITABLE (value_entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (name_entry), _ ("Header"));
  g_object_set (value_entry, "placeholder-text", _ ("Value"), "show-peek-icon", TRUE, NULL);
  gtk_editable_set_width_chars (header->name, 8);
  gtk_editable_set_width_chars (header->value, 8);
  gtk_widget_set_hexpand (name_entry, TRUE);
  gtk_widget_set_hexpand (value_entry, TRUE);
  set_label (name_entry, _ ("Name of the header"));
  set_label (value_entry, _ ("Value of the header"));
  set_label (button, _ ("Remove Header"));
  gtk_widget_set_tooltip_text (button, _ ("Remove Header"));
  gtk_widget_add_css_class (button, "flat");
  gtk_editable_set_text (header->name, name);
  gtk_editable_set_text (header->value, value);

  gtk_box_append (GTK_BOX (header->line), name_entry);
  gtk_box_append (GTK_BOX (header->line), value_entry);
  gtk_box_append (GTK_BOX (header->line), button);
  gtk_box_append (self->lines, header->line);
  g_ptr_array_add (self->headers, header);
  g_signal_connect_object (name_entry, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (value_entry, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_DEFAULT);
  return header;
}

static void
add_clicked_cb (EmbarkWebhookHeaders *self)
{
  Header *header = add_line (self, "", "");

  gtk_widget_grab_focus (GTK_WIDGET (header->name));
  changed (self);
}

static void
embark_webhook_headers_dispose (GObject *object)
{
  EmbarkWebhookHeaders *self = EMBARK_WEBHOOK_HEADERS (object);

  g_ptr_array_set_size (self->headers, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (embark_webhook_headers_parent_class)->dispose (object);
}

static void
embark_webhook_headers_finalize (GObject *object)
{
  g_ptr_array_unref (EMBARK_WEBHOOK_HEADERS (object)->headers);
  G_OBJECT_CLASS (embark_webhook_headers_parent_class)->finalize (object);
}

static void
embark_webhook_headers_class_init (EmbarkWebhookHeadersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_webhook_headers_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_webhook_headers_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
embark_webhook_headers_init (EmbarkWebhookHeaders *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("Add _Header"));

  self->headers = g_ptr_array_new_with_free_func (header_free);
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_add_css_class (add, "small-button");
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  gtk_box_append (GTK_BOX (box), add);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
embark_webhook_headers_set (EmbarkWebhookHeaders *self, JsonObject *headers)
{
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;

  g_return_if_fail (EMBARK_IS_WEBHOOK_HEADERS (self));

  self->filling = TRUE;
  while (self->headers->len > 0)
    {
      gtk_box_remove (self->lines, ((Header *) self->headers->pdata[0])->line);
      g_ptr_array_remove_index (self->headers, 0);
    }
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (headers, l->data);
      const char *string = embark_json_get_string (headers, l->data, NULL);
      g_autofree char *text = string != NULL ? g_strdup (string) : embark_json_to_string (node, FALSE);
      Header *header = add_line (self, l->data, text);

      header->original = json_node_ref (node);
      header->original_text = g_strdup (gtk_editable_get_text (header->value));
    }
  self->filling = FALSE;
}

JsonNode *
embark_webhook_headers_to_json (EmbarkWebhookHeaders *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (EMBARK_IS_WEBHOOK_HEADERS (self), NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = self->headers->pdata[i];
      const char *name = gtk_editable_get_text (header->name);
      const char *value = gtk_editable_get_text (header->value);

      if (*name == '\0')
        continue;
      if (header->original != NULL && g_strcmp0 (value, header->original_text) == 0)
        json_object_set_member (object, name, json_node_copy (header->original));
      else
        json_object_set_string_member (object, name, value);
    }
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
is_name (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (NAME_MARKS, *c) == NULL)
      return FALSE;
  return TRUE;
}

const char *
embark_webhook_headers_get_problem (EmbarkWebhookHeaders *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (EMBARK_IS_WEBHOOK_HEADERS (self), NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = self->headers->pdata[i];
      const char *name = gtk_editable_get_text (header->name);

      if (*name == '\0' && *gtk_editable_get_text (header->value) != '\0')
        return _ ("A header has a value and no name.");
      if (!is_name (name))
        return _ ("The name of a header has letters, digits and dashes only.");
      if (*name != '\0' && !g_hash_table_add (seen, g_ascii_strdown (name, -1)))
        return _ ("Two headers have the same name.");
    }
  return NULL;
}
