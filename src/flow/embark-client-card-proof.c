/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Client ID and Secret are proved at Salesforce's token endpoint, with a code that is invalid on purpose. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-client-card-private.h"
#include "embark-compat.h"
#include "embark-credential-proof.h"
#include "embark-time.h"

/* Returns: @host without the scheme that a stand-in's has */
static const char *
bare_host (const char *host)
{
  const char *end = strstr (host, "://");

  return end != NULL ? end + 3 : host;
}

static char *
dup_host_label (const char *host)
{
  if (g_str_equal (host, "login.salesforce.com"))
    return g_strdup_printf (_ ("Production and Developer Edition (%s)"), host);
  if (g_str_equal (host, "test.salesforce.com"))
    return g_strdup_printf (_ ("Sandbox (%s)"), host);
  if (g_str_has_suffix (host, ".my.salesforce.com"))
    return g_strdup_printf (_ ("My Domain (%s)"), host);
  return g_strdup_printf (_ ("Stand-in on this machine (%s)"), bare_host (host));
}

void
embark_client_card_fill_hosts (EmbarkClientCard *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->filling = TRUE;
  g_clear_pointer (&self->hosts, g_strfreev);
  self->hosts = embark_credential_proof_dup_hosts (self->workspace);
  for (gsize i = 0; self->hosts[i] != NULL; i++)
    gtk_string_list_take (labels, dup_host_label (self->hosts[i]));
  gtk_string_list_append (labels, _ ("Another My Domain…"));
  adw_combo_row_set_model (self->host, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->host, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->domain), self->hosts[0] == NULL);
  self->filling = FALSE;
}

/* Returns: (transfer full): which host is to be asked */
static char *
dup_host (EmbarkClientCard *self)
{
  guint selected = adw_combo_row_get_selected (self->host);

  if (selected < g_strv_length (self->hosts))
    return g_strdup (self->hosts[selected]);
  return g_strstrip (g_strdup (gtk_editable_get_text (self->domain)));
}

static void
show_verdict (EmbarkClientCard *self, EmbarkTone tone, const char *title, const char *text)
{
  embark_tone_apply_to_image (tone, self->verdict_icon);
  gtk_label_set_text (self->verdict_title, title);
  gtk_label_set_text (self->verdict_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_quote), FALSE);
  gtk_label_set_text (self->verdict_meta, "");
  gtk_widget_set_visible (self->verdict, TRUE);
  embark_compat_announce (self->verdict, title);
}

static EmbarkTone
tone_of (EmbarkTokenVerdict verdict)
{
  switch (verdict)
    {
    case EMBARK_TOKEN_ACCEPTED:
      return EMBARK_TONE_OK;
    case EMBARK_TOKEN_ID_UNKNOWN:
    case EMBARK_TOKEN_SECRET_WRONG:
    case EMBARK_TOKEN_FLOW_OFF:
      return EMBARK_TONE_BAD;
    case EMBARK_TOKEN_ID_ONLY:
    case EMBARK_TOKEN_UNCLEAR:
    case EMBARK_TOKEN_NETWORK:
    default:
      return EMBARK_TONE_WARN;
    }
}

static void
show_proof (EmbarkClientCard *self, const EmbarkProof *proof)
{
  g_autofree char *time = embark_time_dup_clock (proof->asked_at);
  g_autofree char *meta = NULL;

  show_verdict (self, tone_of (proof->verdict), proof->title, proof->explanation);
  if (proof->quote != NULL)
    {
      /* Translators: the server's own words */
      g_autofree char *quote = g_strdup_printf (_ ("Salesforce said: “%s”"), proof->quote);

      gtk_label_set_text (self->verdict_quote, quote);
      gtk_widget_set_visible (GTK_WIDGET (self->verdict_quote), TRUE);
    }
  if (proof->code != NULL)
    /* Translators: a host, a time, an error code */
    meta = g_strdup_printf (_ ("Asked %s at %s, answered %s"), proof->login_host, time, proof->code);
  else
    /* Translators: a host, a time */
    meta = g_strdup_printf (_ ("Asked %s at %s"), proof->login_host, time);
  gtk_label_set_text (self->verdict_meta, meta);
}

static gboolean
scroll_cb (GtkWidget *verdict, GdkFrameClock *clock, gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (verdict, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  GtkAdjustment *adjustment;
  double below;

  if (scrolled == NULL || !gtk_widget_compute_bounds (verdict, scrolled, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  below = (double) bounds.origin.y + (double) bounds.size.height - gtk_widget_get_height (scrolled);
  if (below > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + below);
  return G_SOURCE_REMOVE;
}

/* It has its place after the layout that follows this frame's callbacks. */
static gboolean
laid_out_next_cb (GtkWidget *verdict, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_add_tick_callback (verdict, scroll_cb, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
proved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkClientCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkProof) proof = embark_credential_proof_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  embark_client_card_set_busy (self, FALSE);
  /* What was said of another pair is not said of this one. */
  if (!embark_client_card_is_same (self))
    return;
  /* A host is worth noting once it is known to be one. */
  if (proof != NULL && embark_proof_is_of_endpoint (proof)
      && g_str_has_suffix (proof->login_host, ".my.salesforce.com"))
    embark_profile_set_login_host (embark_workspace_get_profile (self->workspace), proof->login_host);
  if (proof != NULL)
    show_proof (self, proof);
  else
    show_verdict (self, EMBARK_TONE_WARN, _ ("Salesforce was not asked"), error->message);
  /* The answer was waited for, and its place may be below what is seen. */
  gtk_widget_add_tick_callback (self->verdict, laid_out_next_cb, NULL, NULL);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkClientCard) self = user_data;
  g_autofree char *host = NULL;

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result)
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  host = dup_host (self);
  gtk_widget_set_visible (self->verdict, FALSE);
  embark_client_card_set_busy (self, TRUE);
  embark_credential_proof_async (self->workspace, host, gtk_editable_get_text (self->client_id),
                                 gtk_editable_get_text (self->client_secret), self->cancellable, proved_cb,
                                 g_object_ref (self));
}

void
embark_client_card_prove (EmbarkClientCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *host = dup_host (self);
  g_autofree char *heading = NULL;

  if (!GTK_IS_WINDOW (root))
    return;
  /* Translators: %s is a host */
  heading = g_strdup_printf (_ ("Ask %s?"), bare_host (host));
  embark_compat_confirm_async (
      GTK_WINDOW (root), heading,
      _ ("The Client ID, the Client Secret and the callback address go to Salesforce’s token endpoint on "
         "that "
         "host, with a code that is invalid on purpose. Which of them it refuses tells whether ID and secret "
         "belong together. Nobody is signed in, and nothing changes at Salesforce."),
      _ ("_Ask Salesforce"), FALSE, self->cancellable, confirmed_cb, g_object_ref (self));
}
