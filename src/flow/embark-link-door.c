/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-link-door.h"
#include "embark-link-life.h"
#include "embark-link-mail.h"
#include "embark-notice.h"
#include "embark-qr-view.h"
#include "embark-qr-window.h"
#include "embark-secret-clip.h"

#define LAST_MINUTES (5 * 60 * G_USEC_PER_SEC)

struct _EmbarkLinkDoor
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkStack *stack;
  GtkWidget *create;
  GtkWidget *recipient;
  GtkWidget *qr_button;
  EmbarkQrView *qr;
  GtkWidget *life_box;
  GtkLabel *life;
  GtkWidget *revoke;
  GtkWidget *actions;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  EmbarkLinkRecord *record;     /* (owned) (nullable): the live one that is shown */
  GCancellable *cancellable;    /* (owned) */
  guint tick_id;                /* on the clock of the workspace */
  gboolean creating;
};

enum
{
  CREATED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkLinkDoor, embark_link_door, ADW_TYPE_BIN)

static EmbarkClock *
clock_of (EmbarkLinkDoor *self)
{
  return embark_workspace_get_clock (embark_onboarding_get_workspace (self->onboarding));
}

static EmbarkLinkBook *
book_of (EmbarkLinkDoor *self)
{
  return self->onboarding != NULL ? embark_onboarding_get_links (self->onboarding) : NULL;
}

/* ---- what is shown ---- */

/* Returns: (transfer full) (nullable): the newest link for sending that can still be shown */
static EmbarkLinkRecord *
find_record (EmbarkLinkDoor *self)
{
  EmbarkLinkBook *book = book_of (self);
  guint n = book != NULL ? g_list_model_get_n_items (G_LIST_MODEL (book)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkLinkRecord) record = g_list_model_get_item (G_LIST_MODEL (book), i);

      if (g_str_equal (embark_link_record_get_door (record), "link")
          && embark_link_record_get_state (record) == EMBARK_LINK_RECORD_LIVE
          && embark_link_record_get_has_address (record))
        return g_steal_pointer (&record);
    }
  return NULL;
}

static void show_life (EmbarkLinkDoor *self);

static gboolean
tick_cb (gpointer data)
{
  EmbarkLinkDoor *self = data;

  self->tick_id = 0;
  show_life (self);
  return G_SOURCE_REMOVE;
}

static void
stop_ticking (EmbarkLinkDoor *self)
{
  if (self->tick_id != 0)
    embark_clock_clear (clock_of (self), &self->tick_id);
}

/* How long it lives still, counted while somebody looks: by the second only at the end. */
static void
show_life (EmbarkLinkDoor *self)
{
  gint64 left;
  g_autofree char *text = NULL;

  stop_ticking (self);
  if (self->record == NULL)
    return;
  left = embark_link_record_get_expires_at (self->record) - embark_clock_get_real_time (clock_of (self));
  text = embark_link_life_dup (left);
  gtk_label_set_text (self->life, text);
  if (left > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id =
        embark_clock_add_timeout (clock_of (self), left > LAST_MINUTES ? 15000 : 1000, tick_cb, self, NULL);
}

static void
show_qr (EmbarkLinkDoor *self)
{
  char *uri = self->record != NULL ? embark_link_record_dup_uri (self->record) : NULL;
  const gboolean fits = embark_qr_view_set_text (self->qr, uri);

  gtk_widget_set_visible (self->qr_button, uri != NULL && fits);
  if (uri != NULL)
    memset (uri, 0, strlen (uri));
  g_free (uri);
}

static void
update (EmbarkLinkDoor *self)
{
  g_autoptr (EmbarkLinkRecord) record = find_record (self);
  const char *page = self->creating ? "creating" : record != NULL ? "link" : "none";
  const gboolean busy = record != NULL && embark_link_record_get_busy (record);

  if (g_set_object (&self->record, record))
    show_qr (self);
  gtk_stack_set_visible_child_name (self->stack, page);
  /* For whom it is comes before the button that makes it; the code comes before what can be done with it. */
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->stack),
                               record != NULL ? NULL : gtk_widget_get_last_child (GTK_WIDGET (self->box)));
  gtk_widget_set_visible (self->life_box, record != NULL);
  gtk_widget_set_visible (self->actions, record != NULL);
  gtk_widget_set_visible (self->recipient, record == NULL);
  gtk_widget_set_sensitive (self->recipient, !self->creating);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.create", book_of (self) != NULL && !self->creating);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.revoke", record != NULL && !busy);
  show_life (self);
}

/* ---- making one ---- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkLinkRecord) record =
      embark_link_book_create_finish (EMBARK_LINK_BOOK (source), result, &error);
  EmbarkLinkDoor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_LINK_DOOR (user_data);
  self->creating = FALSE;
  if (record != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->recipient), "");
  update (self);
  if (record != NULL)
    {
      gtk_widget_child_focus (self->actions, GTK_DIR_TAB_FORWARD);
      g_signal_emit (self, signals[CREATED], 0, record);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (widget);
  const char *recipient = gtk_editable_get_text (GTK_EDITABLE (self->recipient));
  const EmbarkBranding branding = embark_link_door_get_branding (self->onboarding);

  if (self->creating || book_of (self) == NULL)
    return;
  self->creating = TRUE;
  embark_link_book_create_async (book_of (self), "link", *recipient != '\0' ? recipient : NULL, &branding,
                                 NULL, self->cancellable, created_cb, self);
  update (self);
}

/* ---- using it ---- */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (widget);
  g_autofree char *uri = self->record != NULL ? embark_link_record_dup_uri (self->record) : NULL;

  if (uri != NULL)
    embark_secret_clip_copy (widget, uri, clock_of (self),
                             _ ("Link copied; it leaves the clipboard in a minute"));
}

static void
mail_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkLinkDoor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error))
    embark_notice_message (GTK_WIDGET (self), _ ("No e-mail program could be opened"),
                           _ ("Copy the link instead, and paste it where you write to the client."), NULL);
}

static void
email_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (widget);
  EmbarkProfile *profile;
  g_autofree char *uri = self->record != NULL ? embark_link_record_dup_uri (self->record) : NULL;
  g_autofree char *mail = NULL;

  if (uri == NULL)
    return;
  profile = embark_workspace_get_profile (embark_onboarding_get_workspace (self->onboarding));
  mail = embark_link_mail_dup_uri (g_variant_get_string (parameter, NULL),
                                   embark_profile_get_brand_name (profile), uri,
                                   embark_link_record_get_expires_at (self->record));
  embark_compat_open_uri_async (GTK_WINDOW (gtk_widget_get_root (widget)), mail, NULL, mail_opened_cb,
                                g_object_ref (self));
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkLinkDoor) self = user_data;
  g_autoptr (GError) error = NULL;

  const gboolean revoked = embark_link_book_revoke_finish (EMBARK_LINK_BOOK (source), result, &error);

  if (self->onboarding != NULL)
    update (self);
  /* The button that was pressed is gone. */
  if (revoked && self->record == NULL && gtk_widget_get_mapped (self->create))
    gtk_widget_grab_focus (self->create);
  if (revoked)
    embark_notice_toast (GTK_WIDGET (self), _ ("Link revoked"));
  else if (!g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
revoke_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (widget);

  if (self->record == NULL)
    return;
  embark_secret_clip_clear ();
  embark_link_book_revoke_async (book_of (self), self->record, NULL, revoked_cb, g_object_ref (self));
  update (self);
}

static void
enlarge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (widget);

  if (self->record != NULL)
    embark_qr_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->onboarding, self->qr,
                              self->record);
}

/* ---- the class ---- */

static void
embark_link_door_map (GtkWidget *widget)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (widget);

  GTK_WIDGET_CLASS (embark_link_door_parent_class)->map (widget);
  show_life (self);
}

static void
embark_link_door_unmap (GtkWidget *widget)
{
  stop_ticking (EMBARK_LINK_DOOR (widget));
  GTK_WIDGET_CLASS (embark_link_door_parent_class)->unmap (widget);
}

static void
embark_link_door_dispose (GObject *object)
{
  EmbarkLinkDoor *self = EMBARK_LINK_DOOR (object);

  g_cancellable_cancel (self->cancellable);
  embark_link_door_set_onboarding (self, NULL);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_LINK_DOOR);
  G_OBJECT_CLASS (embark_link_door_parent_class)->dispose (object);
}

static void
embark_link_door_finalize (GObject *object)
{
  g_clear_object (&EMBARK_LINK_DOOR (object)->cancellable);
  G_OBJECT_CLASS (embark_link_door_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-link-door.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, create);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, recipient);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, qr_button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, qr);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, life_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, life);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, revoke);
  gtk_widget_class_bind_template_child (widget_class, EmbarkLinkDoor, actions);
}

static void
embark_link_door_class_init (EmbarkLinkDoorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_link_door_dispose;
  object_class->finalize = embark_link_door_finalize;
  widget_class->map = embark_link_door_map;
  widget_class->unmap = embark_link_door_unmap;

  signals[CREATED] = g_signal_new ("created", EMBARK_TYPE_LINK_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, EMBARK_TYPE_LINK_RECORD);
  signals[FAILED] = g_signal_new ("failed", EMBARK_TYPE_LINK_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "link.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "link.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "link.email", "s", email_action);
  gtk_widget_class_install_action (widget_class, "link.revoke", NULL, revoke_action);
  gtk_widget_class_install_action (widget_class, "link.enlarge", NULL, enlarge_action);

  g_type_ensure (EMBARK_TYPE_QR_VIEW);
  bind_children (widget_class);
}

static void
embark_link_door_init (EmbarkLinkDoor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_link_door_set_onboarding (EmbarkLinkDoor *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_LINK_DOOR (self));

  if (self->onboarding == onboarding)
    return;
  if (self->onboarding != NULL)
    {
      stop_ticking (self);
      if (book_of (self) != NULL)
        g_signal_handlers_disconnect_by_data (book_of (self), self);
      g_clear_object (&self->record);
    }
  g_set_object (&self->onboarding, onboarding);
  if (onboarding == NULL)
    return;
  if (book_of (self) != NULL)
    {
      g_signal_connect_object (book_of (self), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (book_of (self), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

void
embark_link_door_set_narrow (EmbarkLinkDoor *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_LINK_DOOR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

EmbarkLinkRecord *
embark_link_door_get_record (EmbarkLinkDoor *self)
{
  g_return_val_if_fail (EMBARK_IS_LINK_DOOR (self), NULL);

  return self->record;
}

EmbarkBranding
embark_link_door_get_branding (EmbarkOnboarding *onboarding)
{
  EmbarkProfile *profile = embark_workspace_get_profile (embark_onboarding_get_workspace (onboarding));
  const EmbarkBranding branding = {
    .name = embark_profile_get_brand_name (profile),
    .color = embark_profile_get_brand_color (profile),
    .background = embark_profile_get_brand_background (profile),
  };

  return branding;
}
