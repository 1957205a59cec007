/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-app-private.h"
#include "embark-secret-clip.h"
#include "embark-secret-store-libsecret.h"
#include "embark-window.h"

/* How long a keyring may take to answer, a prompt to unlock it included (ms); the window can be told not to
 * wait. */
#define KEYRING_DEADLINE 60000
/* How long a user may take over the prompt when a key is to be kept (ms). */
#define KEYRING_PROMPT_DEADLINE 120000
/* How long what is in the air may take after the last window is gone (ms). */
#define DRAIN_DEADLINE 3000

enum
{
  PROP_0,
  PROP_READY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkApp, embark_app, ADW_TYPE_APPLICATION)

/* ---- ending: what is in the air may land ---- */

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkApp) self = user_data;

  embark_journal_get_milestone_finish (EMBARK_JOURNAL (source), result, NULL);
  g_application_release (G_APPLICATION (self));
}

/* The journal does what it is asked in order: once it answers, all that was to be written is. */
static void
flush (EmbarkApp *self)
{
  embark_clock_clear (self->clock, &self->drain_id);
  embark_journal_get_milestone_async (self->journal, "", "", EMBARK_MILESTONE_HANDOVER, NULL, flushed_cb,
                                      g_object_ref (self));
}

static gboolean
drained_cb (gpointer data)
{
  EmbarkApp *self = data;

  self->drain_id = 0;
  flush (self);
  return G_SOURCE_REMOVE;
}

static void
request_queued_cb (EmbarkApp *self)
{
  self->n_requests++;
}

static void
request_unqueued_cb (EmbarkApp *self)
{
  if (self->n_requests > 0)
    self->n_requests--;
  if (self->n_requests == 0 && self->drain_id != 0)
    flush (self);
}

/* An event that was just sent, a link that is being revoked: they get a moment after the last window is gone.
 */
static void
embark_app_window_removed (GtkApplication *application, GtkWindow *window)
{
  EmbarkApp *self = EMBARK_APP (application);
  gboolean last = g_list_length (gtk_application_get_windows (application)) <= 1;

  /* A clipboard may outlive the program. */
  if (last)
    embark_secret_clip_clear ();
  if (last && self->drain_id == 0)
    {
      g_application_hold (G_APPLICATION (self));
      self->drain_id = embark_clock_add_timeout (self->clock, self->n_requests > 0 ? DRAIN_DEADLINE : 0,
                                                 drained_cb, self, NULL);
    }
  GTK_APPLICATION_CLASS (embark_app_parent_class)->window_removed (application, window);
}

/* ---- starting ---- */

static void
started (EmbarkApp *self, GError *error)
{
  if (error != NULL && self->startup_error == NULL)
    self->startup_error = g_error_copy (error);
  if (--self->n_starting > 0)
    return;
  self->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
journal_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkApp) self = user_data;
  g_autoptr (GError) error = NULL;

  embark_journal_open_finish (EMBARK_JOURNAL (source), result, &error);
  started (self, error);
}

static void
profiles_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkApp) self = user_data;
  g_autoptr (GError) error = NULL;

  embark_profile_store_load_finish (EMBARK_PROFILE_STORE (source), result, &error);
  started (self, error);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_css_provider_load_from_resource (provider, EMBARK_RESOURCE_PATH "/ui/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), EMBARK_RESOURCE_PATH "/icons");
}

static void
embark_app_startup (GApplication *application)
{
  EmbarkApp *self = EMBARK_APP (application);
  g_autofree char *profiles_path =
      g_build_filename (g_get_user_config_dir (), "embark", "profiles.ini", NULL);
  g_autofree char *journal_path = g_build_filename (g_get_user_data_dir (), "embark", "journal.sqlite", NULL);
  g_autoptr (GFile) profiles_file = g_file_new_for_path (profiles_path);

  G_APPLICATION_CLASS (embark_app_parent_class)->startup (application);
  load_style ();

  self->clock = embark_clock_system_new ();
  self->session = embark_session_new ();
  g_signal_connect_swapped (self->session, "request-queued", G_CALLBACK (request_queued_cb), self);
  g_signal_connect_swapped (self->session, "request-unqueued", G_CALLBACK (request_unqueued_cb), self);
  self->keyring = embark_secret_store_libsecret_new (self->clock, KEYRING_DEADLINE, KEYRING_PROMPT_DEADLINE);
  self->memory = embark_secret_store_memory_new ();
  self->demo = embark_demo_server_new ();
  self->demo_profile = embark_profile_new_demo ();
  self->profiles = embark_profile_store_new (profiles_file);
  self->journal = embark_journal_new (journal_path);

  self->n_starting = 2;
  embark_journal_open_async (self->journal, NULL, journal_opened_cb, g_object_ref (self));
  embark_profile_store_load_async (self->profiles, NULL, profiles_loaded_cb, g_object_ref (self));
}

static void
embark_app_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (embark_window_new (EMBARK_APP (application)));
  gtk_window_present (window);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  /* Each window may have something to say about it. */
  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (GTK_WINDOW (link->data));
  g_list_free (windows);
}

static void
embark_app_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkApp *self = EMBARK_APP (object);

  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_app_finalize (GObject *object)
{
  EmbarkApp *self = EMBARK_APP (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      soup_session_abort (self->session);
    }
  g_clear_object (&self->demo);
  g_clear_object (&self->demo_profile);
  g_clear_object (&self->journal);
  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);
  g_clear_object (&self->memory);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_error (&self->startup_error);
  G_OBJECT_CLASS (embark_app_parent_class)->finalize (object);
}

static void
embark_app_class_init (EmbarkAppClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->get_property = embark_app_get_property;
  object_class->finalize = embark_app_finalize;
  application_class->startup = embark_app_startup;
  application_class->activate = embark_app_activate;
  GTK_APPLICATION_CLASS (klass)->window_removed = embark_app_window_removed;

  properties[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_app_init (EmbarkApp *self)
{
  static const GActionEntry entries[] = { { "quit", quit_action } };
  /* Of the window and not of the widget with the focus: they work wherever that is. */
  static const struct
  {
    const char *action;
    const char *accel;
  } accels[] = {
    { "app.quit", "<Control>q" },
    { "window.close", "<Control>w" },
    { "win.new-account", "<Control>n" },
    { "win.search-accounts", "<Control>f" },
    { "win.shortcuts", "<Control>question" },
    { "win.refresh", "F5" },
    { "win.next-step", "<Alt>Page_Down" },
    { "win.previous-step", "<Alt>Page_Up" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char *[]){ accels[i].accel, NULL });
}

EmbarkApp *
embark_app_new (void)
{
  return g_object_new (EMBARK_TYPE_APP, "application-id", EMBARK_APP_ID, "flags", G_APPLICATION_DEFAULT_FLAGS,
                       "resource-base-path", EMBARK_RESOURCE_PATH, NULL);
}

EmbarkProfileStore *
embark_app_get_profiles (EmbarkApp *self)
{
  g_return_val_if_fail (EMBARK_IS_APP (self), NULL);

  return self->profiles;
}

EmbarkProfile *
embark_app_get_demo_profile (EmbarkApp *self)
{
  g_return_val_if_fail (EMBARK_IS_APP (self), NULL);

  return self->demo_profile;
}

gboolean
embark_app_get_ready (EmbarkApp *self)
{
  g_return_val_if_fail (EMBARK_IS_APP (self), FALSE);

  return self->ready;
}

const GError *
embark_app_get_startup_error (EmbarkApp *self)
{
  g_return_val_if_fail (EMBARK_IS_APP (self), NULL);

  return self->startup_error;
}
