/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-client-card-private.h"
#include "embark-compat.h"
#include "embark-notice.h"
#include "embark-secret-clip.h"

G_DEFINE_FINAL_TYPE (EmbarkClientCard, embark_client_card, ADW_TYPE_BIN)

static EmbarkProfile *
profile_of (EmbarkClientCard *self)
{
  return embark_workspace_get_profile (self->workspace);
}

/* ---- what is so now ---- */

static void
update_kept (EmbarkClientCard *self)
{
  EmbarkKept kept = embark_client_credentials_get_kept (self->credentials);

  gtk_widget_set_visible (GTK_WIDGET (self->kept), kept != EMBARK_KEPT_NOWHERE);
  if (kept == EMBARK_KEPT_KEYRING)
    embark_chip_set (self->kept, EMBARK_TONE_OK, _ ("In your keyring"));
  else if (kept == EMBARK_KEPT_MEMORY)
    embark_chip_set (self->kept, EMBARK_TONE_NOW, _ ("For this run only"));
}

static gboolean
differs (GtkEditable *editable, const char *kept)
{
  return g_strcmp0 (gtk_editable_get_text (editable), kept != NULL ? kept : "") != 0;
}

static void
mark (GtkEditable *editable, EmbarkShape shape)
{
  gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (editable), "warning");
  if (shape == EMBARK_SHAPE_WRONG)
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  else if (shape == EMBARK_SHAPE_ODD)
    gtk_widget_add_css_class (GTK_WIDGET (editable), "warning");
}

static void
say_reasons (EmbarkClientCard *self, const char *id, const char *secret, gboolean changed, gboolean usable)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (id != NULL)
    /* Translators: what is odd about the Client ID, in a sentence */
    g_string_append_printf (text, _ ("Client ID: %s"), id);
  if (secret != NULL)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: what is odd about the Client Secret, in a sentence */
      g_string_append_printf (text, _ ("Client Secret: %s"), secret);
    }
  if (changed && text->len == 0)
    g_string_append (text, _ ("Blanks or line breaks were pasted along. They are left out."));
  gtk_widget_remove_css_class (GTK_WIDGET (self->reasons), usable ? "error-text" : "warning-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->reasons), usable ? "warning-text" : "error-text");
  gtk_label_set_text (self->reasons, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), text->len > 0);
}

void
embark_client_card_update (EmbarkClientCard *self)
{
  const char *id = gtk_editable_get_text (self->client_id);
  const char *secret = gtk_editable_get_text (self->client_secret);
  const char *id_reason = NULL;
  const char *secret_reason = NULL;
  gboolean id_changed = FALSE;
  gboolean secret_changed = FALSE;
  EmbarkShape id_shape = embark_client_id_check (id, NULL, &id_changed, &id_reason);
  EmbarkShape secret_shape = embark_client_secret_check (secret, NULL, &secret_changed, &secret_reason);
  gboolean usable = id_shape != EMBARK_SHAPE_WRONG && secret_shape != EMBARK_SHAPE_WRONG;
  gboolean both = id_shape != EMBARK_SHAPE_EMPTY && secret_shape != EMBARK_SHAPE_EMPTY;
  gboolean new =
      self->credentials != NULL
      && (differs (self->client_id, embark_client_credentials_get_client_id (self->credentials))
          || differs (self->client_secret, embark_client_credentials_get_client_secret (self->credentials)));
  gboolean domain = gtk_widget_get_visible (GTK_WIDGET (self->domain));

  mark (self->client_id, id_shape);
  mark (self->client_secret, secret_shape);
  say_reasons (self, id_reason, secret_reason, id_changed || secret_changed, usable);
  gtk_widget_set_sensitive (self->copy_id, id_shape != EMBARK_SHAPE_EMPTY);
  gtk_widget_set_sensitive (self->copy_secret, secret_shape != EMBARK_SHAPE_EMPTY);
  gtk_widget_set_sensitive (self->keep, new &&usable && !self->busy && (*id != '\0' || *secret != '\0'));
  gtk_widget_set_sensitive (self->prove, both && usable && !self->busy
                                             && (!domain || *gtk_editable_get_text (self->domain) != '\0'));
  gtk_widget_set_sensitive (
      self->forget,
      !self->busy
          && (*id != '\0' || *secret != '\0'
              || (self->credentials != NULL
                  && embark_client_credentials_get_kept (self->credentials) != EMBARK_KEPT_NOWHERE)));
  gtk_widget_set_visible (self->spinner, self->busy);
  if (self->credentials != NULL)
    update_kept (self);
}

void
embark_client_card_set_busy (EmbarkClientCard *self, gboolean busy)
{
  self->busy = busy;
  if (busy)
    self->asked_at = self->n_edits;
  embark_client_card_update (self);
}

gboolean
embark_client_card_is_same (EmbarkClientCard *self)
{
  return self->asked_at == self->n_edits;
}

static void
show_trouble (EmbarkClientCard *self, const char *text, gboolean this_run)
{
  gtk_widget_set_visible (self->trouble, text != NULL);
  gtk_widget_set_visible (self->this_run, this_run);
  gtk_label_set_text (self->trouble_text, text != NULL ? text : "");
}

/* What was said of another pair is not said of this one. */
static void
typed_cb (EmbarkClientCard *self)
{
  if (self->filling || self->workspace == NULL)
    return;
  self->n_edits++;
  gtk_widget_set_visible (self->verdict, FALSE);
  embark_client_card_update (self);
}

static void
host_chosen_cb (EmbarkClientCard *self)
{
  gboolean other;

  if (self->filling || self->hosts == NULL)
    return;
  other = adw_combo_row_get_selected (self->host) >= g_strv_length (self->hosts);
  gtk_widget_set_visible (GTK_WIDGET (self->domain), other);
  if (other)
    gtk_widget_grab_focus (GTK_WIDGET (self->domain));
  typed_cb (self);
}

/* ---- keeping ---- */

static void
fill (EmbarkClientCard *self)
{
  const char *id = embark_client_credentials_get_client_id (self->credentials);
  const char *secret = embark_client_credentials_get_client_secret (self->credentials);

  self->filling = TRUE;
  gtk_editable_set_text (self->client_id, id != NULL ? id : "");
  gtk_editable_set_text (self->client_secret, secret != NULL ? secret : "");
  self->filling = FALSE;
  embark_client_card_update (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean loaded =
      embark_client_credentials_load_finish (EMBARK_CLIENT_CREDENTIALS (source), result, &error);
  EmbarkClientCard *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_CLIENT_CARD (user_data);
  if (EMBARK_CLIENT_CREDENTIALS (source) != self->credentials)
    return;
  self->busy = FALSE;
  if (!loaded)
    show_trouble (self, error->message, FALSE);
  /* What somebody typed while the keyring was asked stays. */
  if (loaded && *gtk_editable_get_text (self->client_id) == '\0'
      && *gtk_editable_get_text (self->client_secret) == '\0')
    fill (self);
  embark_client_card_update (self);
}

void
embark_client_card_refresh (EmbarkClientCard *self)
{
  EmbarkClientCredentials *credentials;

  g_return_if_fail (EMBARK_IS_CLIENT_CARD (self));

  if (self->workspace == NULL)
    return;
  credentials = embark_workspace_get_client_credentials (self->workspace);
  if (credentials == self->credentials)
    return;
  if (self->credentials != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->credentials, self);
      self->filling = TRUE;
      gtk_editable_set_text (self->client_id, "");
      gtk_editable_set_text (self->client_secret, "");
      self->filling = FALSE;
      self->n_edits++;
      gtk_widget_set_visible (self->verdict, FALSE);
    }
  g_set_object (&self->credentials, credentials);
  g_signal_connect_object (credentials, "notify::kept", G_CALLBACK (embark_client_card_update), self,
                           G_CONNECT_SWAPPED);
  embark_client_card_set_busy (self, TRUE);
  embark_client_credentials_load_async (credentials, self->cancellable, loaded_cb, self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkClientCard) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = embark_client_credentials_save_finish (EMBARK_CLIENT_CREDENTIALS (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->busy = FALSE;
  show_trouble (self, kept ? NULL : error->message, !kept);
  if (kept)
    {
      if (embark_client_card_is_same (self))
        fill (self);
      embark_notice_toast (GTK_WIDGET (self),
                           embark_client_credentials_get_kept (self->credentials) == EMBARK_KEPT_KEYRING
                               ? _ ("Kept in your keyring")
                               : _ ("Kept for this run only"));
    }
  embark_client_card_update (self);
}

static void
keep (EmbarkClientCard *self, gboolean this_run_only)
{
  show_trouble (self, NULL, FALSE);
  embark_client_card_set_busy (self, TRUE);
  /* Not called off with the page: a new ID beside the old secret would be left in the keyring. */
  embark_client_credentials_save_async (
      self->credentials, gtk_editable_get_text (self->client_id), gtk_editable_get_text (self->client_secret),
      embark_profile_get_name (profile_of (self)), this_run_only, NULL, kept_cb, g_object_ref (self));
}

static void
keep_clicked_cb (EmbarkClientCard *self)
{
  keep (self, FALSE);
}

static void
this_run_clicked_cb (EmbarkClientCard *self)
{
  keep (self, TRUE);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkClientCard) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean forgotten =
      embark_client_credentials_forget_finish (EMBARK_CLIENT_CREDENTIALS (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->busy = FALSE;
  show_trouble (self, forgotten ? NULL : error->message, FALSE);
  if (forgotten)
    {
      if (embark_client_card_is_same (self))
        fill (self);
      embark_notice_toast (GTK_WIDGET (self), _ ("Client ID and Secret are forgotten"));
    }
  embark_client_card_update (self);
}

static void
forget_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkClientCard) self = user_data;

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result)
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  embark_secret_clip_clear ();
  gtk_widget_set_visible (self->verdict, FALSE);
  embark_client_card_set_busy (self, TRUE);
  embark_client_credentials_forget_async (self->credentials, NULL, forgotten_cb, g_object_ref (self));
}

static void
forget_clicked_cb (EmbarkClientCard *self)
{
  embark_compat_confirm_async (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Forget Client ID and Secret?"),
      _ ("Both leave your keyring and this page. Nothing changes in Cobalt or at Salesforce, where they can "
         "be "
         "copied again."),
      _ ("_Forget"), TRUE, self->cancellable, forget_confirmed_cb, g_object_ref (self));
}

/* ---- copying ---- */

static void
copy (EmbarkClientCard *self, GtkEditable *editable, const char *toast)
{
  embark_secret_clip_copy (GTK_WIDGET (self), gtk_editable_get_text (editable),
                           embark_workspace_get_clock (self->workspace), toast);
}

static void
copy_id_cb (EmbarkClientCard *self)
{
  copy (self, self->client_id, _ ("Client ID copied for 60 seconds"));
}

static void
copy_secret_cb (EmbarkClientCard *self)
{
  copy (self, self->client_secret, _ ("Client Secret copied for 60 seconds"));
}

/* ---- the class ---- */

/* libadwaita's row listens to its text, which lives on while it has the focus, and is told of the focus when
 * the row is gone. */
static void
let_go_of_text (GtkEditable *row)
{
  GtkEditable *text = gtk_editable_get_delegate (row);

  if (text != NULL)
    g_signal_handlers_disconnect_by_data (text, row);
}

static void
embark_client_card_dispose (GObject *object)
{
  EmbarkClientCard *self = EMBARK_CLIENT_CARD (object);

  g_cancellable_cancel (self->cancellable);
  if (self->client_secret != NULL)
    let_go_of_text (self->client_secret);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_CLIENT_CARD);
  G_OBJECT_CLASS (embark_client_card_parent_class)->dispose (object);
}

static void
embark_client_card_finalize (GObject *object)
{
  EmbarkClientCard *self = EMBARK_CLIENT_CARD (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->credentials);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->hosts, g_strfreev);
  G_OBJECT_CLASS (embark_client_card_parent_class)->finalize (object);
}

static void
embark_client_card_class_init (EmbarkClientCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_client_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_client_card_finalize;

  g_type_ensure (EMBARK_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-client-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, kept);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, client_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, copy_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, client_secret);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, copy_secret);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, host);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, domain);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, prove);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, keep);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, forget);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, trouble);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, this_run);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, verdict_title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, verdict_text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, verdict_quote);
  gtk_widget_class_bind_template_child (widget_class, EmbarkClientCard, verdict_meta);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_id_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_secret_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, this_run_clicked_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "prove_clicked_cb",
                                                G_CALLBACK (embark_client_card_prove));
}

static void
embark_client_card_init (EmbarkClientCard *self)
{
  self->cancellable = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_compat_name_peek_button (ADW_PASSWORD_ENTRY_ROW (self->client_secret));
  self->filling = FALSE;
}

void
embark_client_card_set_workspace (EmbarkClientCard *self, EmbarkWorkspace *workspace)
{
  g_return_if_fail (EMBARK_IS_CLIENT_CARD (self));
  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  if (embark_profile_get_demo (profile_of (self)))
    gtk_button_set_label (GTK_BUTTON (self->keep), _ ("_Keep for This Run"));
  embark_client_card_fill_hosts (self);
  embark_client_card_refresh (self);
}

void
embark_client_card_set_narrow (EmbarkClientCard *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_CLIENT_CARD (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->forget, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}
