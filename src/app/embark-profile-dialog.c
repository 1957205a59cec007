/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-problem-view.h"
#include "embark-problem.h"
#include "embark-profile-dialog.h"

struct _EmbarkProfileDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *save;
  GtkWidget *spinner;
  EmbarkProblemView *problem;
  GtkEditable *name;
  GtkEditable *address;
  GtkEditable *key;
  GtkLabel *hint;

  EmbarkApp *app;            /* (owned) */
  EmbarkProfile *profile;    /* (owned) (nullable): the one that is edited */
  EmbarkProfile *result;     /* (owned) (nullable): what is being kept */
  EmbarkWorkspace *trial;    /* (owned) (nullable): the key is tried with it */
  char *base_uri;            /* (owned) (nullable): as it will be kept */
  GCancellable *cancellable; /* (owned) */
  gboolean busy;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkProfileDialog, embark_profile_dialog, ADW_TYPE_WINDOW)

static char *
typed (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

/* A key that is kept goes nowhere but to the address it was kept for. */
static gboolean
address_changed (EmbarkProfileDialog *self)
{
  g_autofree char *address = typed (self->address);
  g_autofree char *normal = embark_client_normalize_base_uri (address, NULL);

  return self->profile != NULL && g_strcmp0 (normal, embark_profile_get_base_uri (self->profile)) != 0;
}

static const char *
key_hint (const char *key, gboolean editing, gboolean moved)
{
  if (*key == '\0' && editing && moved)
    return _ ("The address is another one: type the key that belongs to it.");
  if (*key == '\0')
    return editing
               ? _ ("The key that is kept stays when this is left empty.")
               : _ ("You find the key in the dashboard: Settings, Credentials. It goes into your keyring and "
                    "nowhere else.");
  if (g_str_has_prefix (key, "tk"))
    return _ ("A key of the test environment.");
  if (g_str_has_prefix (key, "pk"))
    return _ ("A key of the production environment: what you do with it is real.");
  return _ ("Keys begin with tk (test) or pk (production); this one begins with neither.");
}

static void
update (EmbarkProfileDialog *self)
{
  g_autofree char *name = typed (self->name);
  g_autofree char *address = typed (self->address);
  g_autofree char *key = typed (self->key);
  gboolean editing = self->profile != NULL;
  gboolean moved = address_changed (self);
  gboolean complete = *name != '\0' && *address != '\0' && (*key != '\0' || (editing && !moved));

  gtk_label_set_text (self->hint, key_hint (key, editing, moved));
  gtk_widget_set_sensitive (self->save, complete && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->key), !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
changed_cb (EmbarkProfileDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->key), "error");
  update (self);
}

static void
set_busy (EmbarkProfileDialog *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

/* A window keeps its height when its content grows: ask for the natural one again. */
static void
fit (EmbarkProfileDialog *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

static void
show_problem (EmbarkProfileDialog *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

  if (problem != NULL)
    {
      g_autofree char *details = embark_problem_to_text (problem);

      embark_problem_view_set (self->problem, problem->title, problem->explanation, problem->quote,
                               problem->request_id, details, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  fit (self);
}

static void
show_words (EmbarkProfileDialog *self, const char *title, const char *explanation)
{
  embark_problem_view_set (self->problem, title, explanation, NULL, NULL, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  fit (self);
}

/* ---- keeping ---- */

static void keep (EmbarkProfileDialog *self, gboolean this_run_only);

static void
this_run_only_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkProfileDialog) self = user_data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (embark_compat_confirm_finish (GTK_WINDOW (source), result))
    keep (self, TRUE);
  else
    set_busy (self, FALSE);
}

static void
ask_this_run_only (EmbarkProfileDialog *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *body = NULL;

  /* Translators: first why the keyring failed, then what is offered instead */
  body = g_strdup_printf (
      _ ("%s The key can be kept in memory until Embark is closed; it is never written to a file."),
      problem != NULL ? problem->explanation : "");
  embark_compat_confirm_async (
      GTK_WINDOW (self), problem != NULL ? problem->title : _ ("The keyring did not keep the key"), body,
      _ ("_Keep for This Run Only"), FALSE, self->cancellable, this_run_only_cb, g_object_ref (self));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = embark_app_save_profile_finish (EMBARK_APP (source), result, &error);
  EmbarkProfileDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_PROFILE_DIALOG (user_data);
  if (kept)
    {
      g_signal_emit (self, signals[SAVED], 0, self->result);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (error->domain == EMBARK_SECRET_ERROR)
    ask_this_run_only (self, error);
  else
    {
      show_problem (self, error);
      set_busy (self, FALSE);
    }
}

static void
keep (EmbarkProfileDialog *self, gboolean this_run_only)
{
  g_autofree char *name = typed (self->name);
  g_autofree char *key = typed (self->key);

  if (self->result == NULL)
    self->result = self->profile != NULL ? g_object_ref (self->profile)
                                         : embark_profile_new (NULL, name, self->base_uri);
  embark_app_save_profile_async (self->app, self->result, name, self->base_uri, *key != '\0' ? key : NULL,
                                 this_run_only, self->cancellable, kept_cb, self);
}

/* ---- trying ---- */

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean reached = embark_workspace_check_finish (EMBARK_WORKSPACE (source), result, &error);
  EmbarkProfileDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_PROFILE_DIALOG (user_data);
  if (reached && embark_workspace_get_key_state (EMBARK_WORKSPACE (source)) == EMBARK_KEY_ACCEPTED)
    {
      keep (self, FALSE);
      return;
    }
  if (reached)
    {
      show_words (self, _ ("Cobalt refused the API key"),
                  _ ("Check that the whole key was copied, that it belongs to this address, and that nobody "
                     "revoked it "
                     "in the dashboard: Settings, Credentials."));
      gtk_widget_add_css_class (GTK_WIDGET (self->key), "error");
    }
  else
    show_problem (self, error);
  set_busy (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (reached ? self->key : self->address));
}

static void
save_clicked_cb (EmbarkProfileDialog *self)
{
  g_autofree char *address = typed (self->address);
  g_autofree char *key = typed (self->key);
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  g_free (self->base_uri);
  self->base_uri = embark_client_normalize_base_uri (address, &error);
  if (self->base_uri == NULL)
    {
      show_words (
          self, _ ("The base address cannot be used"),
          _ ("It has to be an address like https://app.refold.ai, without a path to a page, a user name or a "
             "question mark. Plain http is possible to this machine only."));
      gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  set_busy (self, TRUE);
  if (*key == '\0')
    {
      /* Only name or address change; the key that is kept is tried when the profile is opened again. */
      keep (self, FALSE);
      return;
    }
  g_clear_object (&self->trial);
  self->trial = embark_app_try_profile (self->app, self->base_uri, key);
  embark_workspace_check_async (self->trial, self->cancellable, checked_cb, self);
}

static void
cancel_clicked_cb (EmbarkProfileDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
embark_profile_dialog_dispose (GObject *object)
{
  EmbarkProfileDialog *self = EMBARK_PROFILE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->trial);
  g_clear_object (&self->result);
  g_clear_object (&self->profile);
  g_clear_object (&self->app);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_PROFILE_DIALOG);
  G_OBJECT_CLASS (embark_profile_dialog_parent_class)->dispose (object);
}

static void
embark_profile_dialog_finalize (GObject *object)
{
  EmbarkProfileDialog *self = EMBARK_PROFILE_DIALOG (object);

  g_free (self->base_uri);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_profile_dialog_parent_class)->finalize (object);
}

static void
embark_profile_dialog_class_init (EmbarkProfileDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_profile_dialog_dispose;
  object_class->finalize = embark_profile_dialog_finalize;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, EMBARK_TYPE_PROFILE);

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-profile-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, save);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, address);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, key);
  gtk_widget_class_bind_template_child (widget_class, EmbarkProfileDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
embark_profile_dialog_init (EmbarkProfileDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_compat_name_peek_button (ADW_PASSWORD_ENTRY_ROW (self->key));
}

EmbarkProfileDialog *
embark_profile_dialog_new (EmbarkApp *app, GtkWindow *parent, EmbarkProfile *profile)
{
  EmbarkProfileDialog *self = g_object_new (EMBARK_TYPE_PROFILE_DIALOG, "transient-for", parent, NULL);
  const char *title = profile != NULL ? _ ("Edit Profile") : _ ("Connect to Cobalt");

  self->app = g_object_ref (app);
  self->profile = profile != NULL ? g_object_ref (profile) : NULL;
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  if (profile != NULL)
    gtk_editable_set_text (self->name, embark_profile_get_name (profile));
  gtk_editable_set_text (self->address, profile != NULL ? embark_profile_get_base_uri (profile)
                                                        : EMBARK_PROFILE_DEFAULT_BASE_URI);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}

void
embark_profile_dialog_focus_key (EmbarkProfileDialog *self)
{
  g_return_if_fail (EMBARK_IS_PROFILE_DIALOG (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->key));
}
