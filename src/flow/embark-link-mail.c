/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-doctor.h"
#include "embark-link-mail.h"

/* In the client's language, whatever that of the window is: so the texts are here and not in a catalogue. */
static const struct
{
  const char *language;
  const char *subject;
  const char *subject_named; /* of whom */
  const char *greeting;
  const char *request;
  const char *until;       /* until when */
  const char *time_format; /* in numbers: names of months come in the window's language */
  const char *warning;
} texts[] = {
  { "en", "Connecting your Salesforce", "Connecting your Salesforce with %s", "Hello,",
    "open this address, choose Salesforce, sign in and allow access:", "It works until %s.",
    "%Y-%m-%d, %H:%M UTC", "Whoever holds this address can act for your account: do not pass it on." },
  { "de", "Ihr Salesforce verbinden", "Ihr Salesforce mit %s verbinden", "Guten Tag,",
    "öffnen Sie diese Adresse, wählen Sie Salesforce, melden Sie sich an und erlauben Sie den Zugriff:",
    "Sie gilt bis %s.", "%d.%m.%Y, %H:%M UTC",
    "Wer diese Adresse hat, kann für Ihr Konto handeln: Geben Sie sie nicht weiter." },
};

static char *
dup_until (guint index, gint64 expires_at)
{
  g_autoptr (GDateTime) utc =
      expires_at > 0 ? g_date_time_new_from_unix_utc (expires_at / G_USEC_PER_SEC) : NULL;
  g_autofree char *time = NULL;
  g_auto (GStrv) parts = NULL;

  if (utc == NULL)
    return NULL;
  time = g_date_time_format (utc, texts[index].time_format);
  parts = g_strsplit (texts[index].until, "%s", 2);
  return g_strjoinv (time, parts);
}

char *
embark_link_mail_dup_uri (const char *language, const char *sender, const char *address, gint64 expires_at)
{
  guint index = 0;
  g_autofree char *until = NULL;
  g_auto (GStrv) parts = NULL;
  EmbarkDoctorMessage message = { NULL, NULL };
  char *uri;

  g_return_val_if_fail (address != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (texts[i].language, language) == 0)
      index = i;
  until = dup_until (index, expires_at);
  parts = g_strsplit (texts[index].subject_named, "%s", 2);
  message.subject = sender != NULL ? g_strjoinv (sender, parts) : g_strdup (texts[index].subject);
  message.body =
      g_strconcat (texts[index].greeting, "\n\n", texts[index].request, "\n\n", address, "\n\n",
                   until != NULL ? until : "", until != NULL ? "\n" : "", texts[index].warning, "\n", NULL);
  uri = embark_doctor_message_dup_mailto (&message, NULL);
  g_free (message.subject);
  g_free (message.body);
  return uri;
}
