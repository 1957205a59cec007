/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-link-list.h"
#include "embark-notice.h"
#include "embark-problem.h"
#include "embark-time.h"

/* More than these are history, shown when asked for. */
#define FEW 3

struct _EmbarkLinkList
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkListBox *list;
  GtkWidget *all;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  guint update_id;
  gboolean whole;
};

G_DEFINE_FINAL_TYPE (EmbarkLinkList, embark_link_list, ADW_TYPE_BIN)

static EmbarkLinkBook *
book_of (EmbarkLinkList *self)
{
  return self->onboarding != NULL ? embark_onboarding_get_links (self->onboarding) : NULL;
}

static gint64
now_of (EmbarkLinkList *self)
{
  return embark_clock_get_real_time (
      embark_workspace_get_clock (embark_onboarding_get_workspace (self->onboarding)));
}

static const char *
door_title (const char *door)
{
  if (g_str_equal (door, "embedded"))
    return _ ("Opened here");
  return g_str_equal (door, "browser") ? _ ("Opened in the browser") : _ ("Link to send");
}

static EmbarkTone
tone_of (EmbarkLinkRecordState state)
{
  switch (state)
    {
    case EMBARK_LINK_RECORD_LIVE:
      return EMBARK_TONE_NOW;
    case EMBARK_LINK_RECORD_USED:
      return EMBARK_TONE_OK;
    case EMBARK_LINK_RECORD_REVOKED:
    case EMBARK_LINK_RECORD_EXPIRED:
    case EMBARK_LINK_RECORD_REPLACED:
    default:
      return EMBARK_TONE_IDLE;
    }
}

/* ---- a row ---- */

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkLinkList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkProblem) problem = NULL;

  if (embark_link_book_revoke_finish (EMBARK_LINK_BOOK (source), result, &error))
    {
      embark_notice_toast (GTK_WIDGET (self), _ ("Link revoked"));
      return;
    }
  problem = embark_problem_new (error);
  if (problem != NULL)
    embark_notice_message (GTK_WIDGET (self), _ ("The link was not revoked"), problem->explanation, NULL);
}

static void
revoke_clicked_cb (GtkWidget *button, EmbarkLinkList *self)
{
  EmbarkLinkRecord *record = g_object_get_data (G_OBJECT (button), "embark-record");

  gtk_widget_set_sensitive (button, FALSE);
  embark_link_book_revoke_async (book_of (self), record, NULL, revoked_cb, g_object_ref (self));
}

static void
add_suffix (EmbarkLinkList *self, AdwActionRow *row, EmbarkLinkRecord *record)
{
  GtkWidget *suffix;

  if (embark_link_record_get_busy (record))
    {
      suffix = gtk_spinner_new ();
      gtk_spinner_start (GTK_SPINNER (suffix));
      gtk_accessible_update_property (GTK_ACCESSIBLE (suffix), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Revoking"),
                                      -1);
      adw_action_row_add_suffix (row, suffix);
      return;
    }
  if (!embark_link_record_can_revoke (record))
    return;
  suffix = gtk_button_new_with_mnemonic (_ ("_Revoke"));
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (suffix, "flat");
  /* Which of the links it is about, for who does not see the row it stands in. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (suffix), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_action_row_get_subtitle (row), -1);
  g_object_set_data_full (G_OBJECT (suffix), "embark-record", g_object_ref (record), g_object_unref);
  g_signal_connect_object (suffix, "clicked", G_CALLBACK (revoke_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (row, suffix);
}

static GtkWidget *
new_row (EmbarkLinkList *self, EmbarkLinkRecord *record)
{
  const gint64 now = now_of (self);
  const char *label = embark_link_record_get_label (record);
  const char *door = door_title (embark_link_record_get_door (record));
  g_autofree char *when = embark_time_dup_moment (embark_link_record_get_issued_at (record), now);
  g_autofree char *sentence = embark_link_record_dup_sentence (record, now);
  /* Translators: by which door a link was issued, and for whom */
  g_autofree char *title = label != NULL ? g_strdup_printf (_ ("%s, for %s"), door, label) : g_strdup (door);
  /* Translators: when a link was issued, and what became of it */
  g_autofree char *subtitle = g_strdup_printf (_ ("Issued %s. %s"), when, sentence);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);

  embark_tone_apply_to_image (tone_of (embark_link_record_get_state (record)), GTK_IMAGE (icon));
  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  add_suffix (self, ADW_ACTION_ROW (row), record);
  return row;
}

/* ---- the list ---- */

/* Appends those that still open something, or those that do not. Returns: how many rows there are then */
static guint
append (EmbarkLinkList *self, gboolean live, guint n_rows, guint most)
{
  GListModel *book = G_LIST_MODEL (book_of (self));
  const guint n = book != NULL ? g_list_model_get_n_items (book) : 0;

  for (guint i = 0; i < n && n_rows < most; i++)
    {
      g_autoptr (EmbarkLinkRecord) record = g_list_model_get_item (book, i);

      if ((embark_link_record_get_state (record) == EMBARK_LINK_RECORD_LIVE) != live)
        continue;
      gtk_list_box_append (self->list, new_row (self, record));
      n_rows++;
    }
  return n_rows;
}

static void
update (EmbarkLinkList *self)
{
  EmbarkLinkBook *book = book_of (self);
  const guint n = book != NULL ? g_list_model_get_n_items (G_LIST_MODEL (book)) : 0;
  GtkListBoxRow *row;
  guint shown;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  /* What can be revoked is never behind what cannot. */
  shown = append (self, TRUE, 0, n);
  shown = append (self, FALSE, shown, self->whole ? n : MAX (FEW, shown));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_widget_set_visible (self->all, n > shown);
}

static gboolean
update_cb (gpointer data)
{
  EmbarkLinkList *self = data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (EmbarkLinkList *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
watch_records (EmbarkLinkList *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (EmbarkLinkRecord) record = g_list_model_get_item (G_LIST_MODEL (book_of (self)), i);

      g_signal_handlers_disconnect_by_func (record, changed_cb, self);
      g_signal_connect_object (record, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  changed_cb (self);
}

static void
items_changed_cb (GListModel *book, guint position, guint removed, guint added, EmbarkLinkList *self)
{
  watch_records (self, position, removed, added);
}

static void
all_clicked_cb (EmbarkLinkList *self)
{
  self->whole = TRUE;
  update (self);
}

static void
forget (EmbarkLinkList *self)
{
  EmbarkLinkBook *book = book_of (self);
  const guint n = book != NULL ? g_list_model_get_n_items (G_LIST_MODEL (book)) : 0;

  g_clear_handle_id (&self->update_id, g_source_remove);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkLinkRecord) record = g_list_model_get_item (G_LIST_MODEL (book), i);

      g_signal_handlers_disconnect_by_func (record, changed_cb, self);
    }
  if (book != NULL)
    g_signal_handlers_disconnect_by_data (book, self);
}

static void
embark_link_list_dispose (GObject *object)
{
  EmbarkLinkList *self = EMBARK_LINK_LIST (object);

  embark_link_list_set_onboarding (self, NULL);
  g_clear_handle_id (&self->update_id, g_source_remove);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_LINK_LIST);
  G_OBJECT_CLASS (embark_link_list_parent_class)->dispose (object);
}

static void
embark_link_list_class_init (EmbarkLinkListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_link_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-link-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkList, heading);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkList, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkList, all);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
embark_link_list_init (EmbarkLinkList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
embark_link_list_set_onboarding (EmbarkLinkList *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_LINK_LIST (self));

  if (self->onboarding == onboarding)
    return;
  forget (self);
  g_set_object (&self->onboarding, onboarding);
  if (book_of (self) == NULL)
    return;
  g_signal_connect_object (book_of (self), "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_DEFAULT);
  watch_records (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (book_of (self))));
}
