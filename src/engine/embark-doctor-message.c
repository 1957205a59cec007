/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The message to whoever has to act. Plain text in their language: what happened, what to check and in which
 * order, what is known of the attempt, and for an admin what to look up when that does not help. */

#include "config.h"

#include "embark-doctor-private.h"
#include "embark-json.h"

typedef struct
{
  DoctorBase *base;
  EmbarkDiagnosis *diagnosis;
  const char *language;
  GString *text; /* (owned) by the caller */
} Letter;

static void
add_paragraph (Letter *letter, const char *pattern)
{
  g_autofree char *filled =
      doctor_fill (letter->base, pattern, letter->diagnosis->evidence, letter->language);

  if (*filled != '\0')
    g_string_append_printf (letter->text, "%s%s", letter->text->len > 0 ? "\n\n" : "", filled);
}

static void
add_heading (Letter *letter, const char *name)
{
  g_string_append_printf (letter->text, "\n\n%s:", doctor_base_phrase (letter->base, name, letter->language));
}

/* Adds a line for what is known; nothing is said about the rest. */
static void
add_fact (Letter *letter, const char *name, gboolean *any)
{
  g_autofree char *pattern =
      g_strconcat ("[", doctor_base_phrase (letter->base, name, letter->language), "]", NULL);
  g_autofree char *filled =
      doctor_fill (letter->base, pattern, letter->diagnosis->evidence, letter->language);

  if (*filled == '\0')
    return;
  if (!*any)
    add_heading (letter, "facts");
  *any = TRUE;
  g_string_append_printf (letter->text, "\n- %s", filled);
}

static void
add_facts (Letter *letter, EmbarkOwner owner)
{
  const gboolean ours = owner == EMBARK_OWNER_US || owner == EMBARK_OWNER_PLATFORM;
  gboolean any = FALSE;

  if (ours)
    add_fact (letter, "fact-client", &any);
  add_fact (letter, "fact-org", &any);
  add_fact (letter, "fact-user", &any);
  add_fact (letter, "fact-time", &any);
  add_fact (letter, "fact-code", &any);
  add_fact (letter, "fact-quote", &any);
  if (ours)
    add_fact (letter, "fact-hosts", &any);
}

static void
add_cause (Letter *letter, JsonObject *source)
{
  JsonObject *check = doctor_check (source, letter->diagnosis->evidence);
  JsonArray *steps = embark_json_get_array (source, "steps");

  g_string_append_printf (letter->text, "\n%s%s%s", doctor_text (source, "statement", letter->language),
                          check != NULL ? " " : "",
                          check != NULL ? doctor_text (check, "because", letter->language) : "");
  for (guint i = 0; i < doctor_length (steps); i++)
    g_string_append_printf (letter->text, "\n%u. %s", i + 1, doctor_text_at (steps, i, letter->language));
}

/* The same person may have to look at more: one message instead of three. */
static void
add_other_causes (Letter *letter, guint index)
{
  const DiagnosisCause *chosen = g_ptr_array_index (letter->diagnosis->causes, index);

  for (guint i = 0; i < letter->diagnosis->causes->len; i++)
    {
      const DiagnosisCause *other = g_ptr_array_index (letter->diagnosis->causes, i);

      if (i == index || other->row != chosen->row || other->cause.owner != chosen->cause.owner
          || other->cause.standing == EMBARK_STANDING_RULED_OUT)
        continue;
      add_heading (letter, "then");
      add_cause (letter, other->source);
    }
}

static void
add_admin_evidence (Letter *letter)
{
  JsonArray *list = embark_json_get_array (letter->base->base, "admin_evidence");

  add_heading (letter, "evidence");
  for (guint i = 0; i < doctor_length (list); i++)
    g_string_append_printf (letter->text, "\n- %s", doctor_text_at (list, i, letter->language));
}

EmbarkDoctorMessage *
doctor_message_new (DoctorBase *base, EmbarkDiagnosis *diagnosis, guint index, const char *language)
{
  const DiagnosisCause *chosen = g_ptr_array_index (diagnosis->causes, index);
  const EmbarkOwner owner = chosen->cause.owner;
  const char *nick = doctor_owner_nick (owner);
  JsonObject *words = embark_json_get_object (embark_json_get_object (chosen->row, "messages"), nick);
  JsonObject *frame = embark_json_get_object (embark_json_get_object (base->base, "frames"), nick);
  g_autoptr (GString) text = g_string_new (NULL);
  Letter letter = { base, diagnosis, language, text };
  EmbarkDoctorMessage *message = g_new0 (EmbarkDoctorMessage, 1);

  message->subject =
      doctor_fill (base, doctor_text (words, "subject", language), diagnosis->evidence, language);
  add_paragraph (&letter, doctor_text (frame, "greeting", language));
  add_paragraph (&letter, doctor_text (words, "body", language));
  if (diagnosis->certainty == EMBARK_CERTAINTY_SEVERAL)
    add_paragraph (&letter, doctor_base_phrase (base, "tentative", language));
  add_heading (&letter, "cause");
  add_cause (&letter, chosen->source);
  add_other_causes (&letter, index);
  add_facts (&letter, owner);
  if (owner == EMBARK_OWNER_CLIENT_ADMIN)
    add_admin_evidence (&letter);
  add_paragraph (&letter, doctor_text (frame, "closing", language));
  g_string_append_c (text, '\n');
  message->body = g_strdup (text->str);
  return message;
}

void
embark_doctor_message_free (EmbarkDoctorMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

char *
embark_doctor_message_dup_mailto (const EmbarkDoctorMessage *self, const char *address)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *crlf = NULL;
  g_autofree char *body = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* Lines of a mailto: body end with CR LF (RFC 6068). */
  lines = g_strsplit (self->body, "\n", -1);
  crlf = g_strjoinv ("\r\n", lines);
  body = g_uri_escape_string (crlf, NULL, FALSE);
  subject = g_uri_escape_string (self->subject, NULL, FALSE);
  to = g_uri_escape_string (address != NULL ? address : "", "@", FALSE);
  return g_strconcat ("mailto:", to, "?subject=", subject, "&body=", body, NULL);
}

char *
embark_doctor_message_dup_text (const EmbarkDoctorMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strconcat (self->subject, "\n\n", self->body, NULL);
}
