/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-connection-card.h"
#include "embark-doctor.h"

struct _EmbarkConnectionCard
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *owner;
  GtkWidget *same_box;
  GtkLabel *same;
  GtkWidget *disconnect;

  char *checked;             /* (owned) (nullable): the identity whose org was looked for among the others */
  GCancellable *cancellable; /* (owned) (nullable): of that */
};

enum
{
  DISCONNECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkConnectionCard, embark_connection_card, ADW_TYPE_BIN)

static void
disconnect_clicked_cb (EmbarkConnectionCard *self)
{
  g_signal_emit (self, signals[DISCONNECT], 0);
}

static void
stop_checking (EmbarkConnectionCard *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->same_box, FALSE);
}

static void
embark_connection_card_dispose (GObject *object)
{
  EmbarkConnectionCard *self = EMBARK_CONNECTION_CARD (object);

  stop_checking (self);
  g_clear_pointer (&self->checked, g_free);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_CONNECTION_CARD);
  G_OBJECT_CLASS (embark_connection_card_parent_class)->dispose (object);
}

static void
embark_connection_card_class_init (EmbarkConnectionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_connection_card_dispose;

  signals[DISCONNECT] = g_signal_new ("disconnect", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-connection-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, detail);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, owner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, same_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, same);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConnectionCard, disconnect);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_clicked_cb);
}

static void
embark_connection_card_init (EmbarkConnectionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (EmbarkConnectionCard *self, EmbarkTone tone, const char *title, const char *detail, const char *owner)
{
  embark_tone_apply_to_image (tone, self->icon);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_label_set_text (self->owner, owner != NULL ? owner : "");
  gtk_widget_set_visible (GTK_WIDGET (self->owner), owner != NULL);
}

/* ---- identity guard ---- */

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  EmbarkSameOrg how;
  g_auto (GStrv) names = embark_identity_guard_check_finish (result, &how, &error);
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;
  EmbarkConnectionCard *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_CONNECTION_CARD (user_data);
  if (names == NULL || names[0] == NULL)
    return;
  list = g_strjoinv (_ (", "), names);
  if (how == EMBARK_SAME_ORG_MAYBE)
    /* Translators: %s are names of other linked accounts */
    text = g_strdup_printf (_ ("%s may be connected to the same Salesforce org: what is known of both looks "
                               "alike. Compare them and, if that is not meant, disconnect and sign in to the "
                               "right org."),
                            list);
  else
    /* Translators: %s are names of other linked accounts */
    text = g_strdup_printf (
        _ ("The same Salesforce org is connected to %s as well. If that is not meant, disconnect and "
           "sign in to the right org."),
        list);
  gtk_label_set_text (self->same, text);
  gtk_widget_set_visible (self->same_box, TRUE);
}

/* Two clients in one org is nearly always a mistake: a browser that was still signed in to the other one. */
static void
check_identity (EmbarkConnectionCard *self, EmbarkOnboarding *onboarding)
{
  g_autoptr (EmbarkIdentity) identity = embark_onboarding_dup_identity (onboarding);
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  const char *text = identity != NULL && account != NULL ? identity->text : NULL;

  if (g_strcmp0 (self->checked, text) == 0)
    return;
  g_free (self->checked);
  self->checked = g_strdup (text);
  stop_checking (self);
  if (text == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  embark_identity_guard_check_async (embark_onboarding_get_workspace (onboarding),
                                     embark_linked_account_get_id (account), identity, self->cancellable,
                                     checked_cb, self);
}

/* ---- what is so ---- */

static void
show_connected (EmbarkConnectionCard *self, EmbarkOnboarding *onboarding)
{
  EmbarkApplication *application = embark_onboarding_get_application (onboarding);
  gint64 at = application != NULL ? embark_application_get_connected_at (application) : 0;
  g_autoptr (GDateTime) time = at > 0 ? g_date_time_new_from_unix_local (at / G_USEC_PER_SEC) : NULL;
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%x, %R") : NULL;
  g_autofree char *sentence = embark_connection_card_dup_sentence (onboarding);
  g_autofree char *since = NULL;

  /* Translators: %s is a date and time */
  since = when != NULL ? g_strdup_printf (_ ("Since %s"), when) : NULL;
  show (self, EMBARK_TONE_OK, sentence, since, NULL);
}

static void
show_refused (EmbarkConnectionCard *self, const EmbarkFactsData *facts)
{
  g_autoptr (EmbarkDiagnosis) diagnosis = embark_doctor_diagnose_link (embark_doctor_get_default (), facts);
  const char *label = embark_owner_get_label (diagnosis != NULL ? embark_diagnosis_get_owner (diagnosis)
                                                                : EMBARK_OWNER_CLIENT_USER);
  const char *code = diagnosis != NULL ? embark_diagnosis_get_code (diagnosis) : NULL;
  g_autofree char *owner = NULL;

  owner = code != NULL
              /* Translators: first who has to act, then the code that Salesforce gave */
              ? g_strdup_printf (_ ("%s must act · code %s"), label, code)
              /* Translators: who has to act, for example “Client’s Salesforce admin” */
              : g_strdup_printf (_ ("%s must act"), label);
  if (diagnosis != NULL)
    show (self, EMBARK_TONE_BAD, embark_diagnosis_get_title (diagnosis),
          embark_diagnosis_get_text (diagnosis), owner);
  else
    show (self, EMBARK_TONE_BAD, _ ("The last attempt to connect failed"), _ ("Open the sign-in again."),
          owner);
}

void
embark_connection_card_update (EmbarkConnectionCard *self, EmbarkOnboarding *onboarding)
{
  const EmbarkFactsData *facts;

  g_return_if_fail (EMBARK_IS_CONNECTION_CARD (self));
  g_return_if_fail (EMBARK_IS_ONBOARDING (onboarding));

  facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  gtk_widget_set_visible (GTK_WIDGET (self), facts->link == EMBARK_LINK_CONNECTED
                                                 || facts->link == EMBARK_LINK_EXPIRED
                                                 || facts->link == EMBARK_LINK_REFUSED);
  check_identity (self, onboarding);
  gtk_widget_set_visible (self->disconnect,
                          facts->link == EMBARK_LINK_CONNECTED || facts->link == EMBARK_LINK_EXPIRED);
  switch (facts->link)
    {
    case EMBARK_LINK_CONNECTED:
      show_connected (self, onboarding);
      break;
    case EMBARK_LINK_EXPIRED:
      show (self, EMBARK_TONE_WARN, _ ("They need to sign in again"),
            _ ("Salesforce no longer accepts this connection. Its settings are kept; sign in the same way as "
               "the "
               "first time."),
            NULL);
      break;
    case EMBARK_LINK_REFUSED:
      show_refused (self, facts);
      break;
    case EMBARK_LINK_UNKNOWN:
    case EMBARK_LINK_NONE:
    case EMBARK_LINK_WAITING:
    default:
      break;
    }
}

void
embark_connection_card_set_narrow (EmbarkConnectionCard *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_CARD (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->icon), narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}

char *
embark_connection_card_dup_sentence (EmbarkOnboarding *onboarding)
{
  EmbarkConnectionWatcher *watcher;
  EmbarkApplication *application = NULL;
  g_autoptr (EmbarkIdentity) identity = NULL;

  g_return_val_if_fail (EMBARK_IS_ONBOARDING (onboarding), NULL);

  watcher = embark_onboarding_get_watcher (onboarding);
  if (watcher != NULL)
    application = embark_connection_watcher_get_application (watcher);
  if (application == NULL)
    application = embark_onboarding_get_application (onboarding);
  identity = application != NULL ? embark_identity_new_for_application (application) : NULL;
  if (identity == NULL)
    return g_strdup (_ ("Connected"));
  if (identity->user != NULL && identity->org != NULL)
    /* Translators: first who signed in to Salesforce, then the org */
    return g_strdup_printf (_ ("Connected as %s, to the org %s"), identity->user, identity->org);
  /* Translators: %s is who signed in to Salesforce, usually an e-mail address or an org */
  return g_strdup_printf (_ ("Connected as %s"), identity->text);
}
