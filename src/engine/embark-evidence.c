/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-evidence.h"
#include "embark-redact.h"
#include "embark-text.h"

G_DEFINE_BOXED_TYPE (EmbarkEvidence, embark_evidence, embark_evidence_copy, embark_evidence_free)

/* Where the strings are, so that a member that is added is copied and freed in one place. */
static const gsize strings[] = {
  G_STRUCT_OFFSET (EmbarkEvidence, door),       G_STRUCT_OFFSET (EmbarkEvidence, hosts),
  G_STRUCT_OFFSET (EmbarkEvidence, code),       G_STRUCT_OFFSET (EmbarkEvidence, description),
  G_STRUCT_OFFSET (EmbarkEvidence, landmark),   G_STRUCT_OFFSET (EmbarkEvidence, title),
  G_STRUCT_OFFSET (EmbarkEvidence, trouble),    G_STRUCT_OFFSET (EmbarkEvidence, symptom),
  G_STRUCT_OFFSET (EmbarkEvidence, login_host), G_STRUCT_OFFSET (EmbarkEvidence, account_name),
  G_STRUCT_OFFSET (EmbarkEvidence, account_id), G_STRUCT_OFFSET (EmbarkEvidence, identifier),
  G_STRUCT_OFFSET (EmbarkEvidence, org),        G_STRUCT_OFFSET (EmbarkEvidence, app_name),
};

EmbarkEvidence *
embark_evidence_new (void)
{
  EmbarkEvidence *self = g_new0 (EmbarkEvidence, 1);

  self->success_seconds = -1;
  return self;
}

EmbarkEvidence *
embark_evidence_new_for_code (const char *code)
{
  EmbarkEvidence *self = embark_evidence_new ();

  self->code = g_strdup (code);
  return self;
}

EmbarkEvidence *
embark_evidence_copy (const EmbarkEvidence *self)
{
  EmbarkEvidence *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    G_STRUCT_MEMBER (char *, copy, strings[i]) = g_strdup (G_STRUCT_MEMBER (char *, self, strings[i]));
  return copy;
}

void
embark_evidence_free (EmbarkEvidence *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (G_STRUCT_MEMBER (char *, self, strings[i]));
  g_free (self);
}

/* Brackets of markup and what makes an address clickable are of no use in a sentence, and of much to somebody
 * who wants a message sent in another's name. */
static char *
make_harmless (const char *text)
{
  GString *harmless = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '<')
      g_string_append (harmless, "‹");
    else if (*p == '>')
      g_string_append (harmless, "›");
    else if (g_str_has_prefix (p, "://"))
      {
        g_string_append (harmless, ": //");
        p += 2;
      }
    else
      g_string_append_c (harmless, *p);
  return g_string_free (harmless, FALSE);
}

char *
embark_evidence_clean (const char *text, guint max_chars)
{
  /* Redaction shortens, so there has to be more than is asked for; but not all of what may be endless. */
  const gsize enough = (gsize) max_chars * 4 + 512;
  g_autofree char *line = embark_text_clean (text, enough);
  g_autofree char *redacted = NULL;
  g_autofree char *harmless = NULL;

  if (line == NULL)
    return NULL;
  if (g_str_has_suffix (line, "…") && (gsize) g_utf8_strlen (line, -1) >= enough - 1)
    {
      /* The last word may be half a secret, which is not known for one any more. */
      char *last = strrchr (line, ' ');

      if (last == NULL)
        return g_strdup (EMBARK_REDACTED);
      strcpy (last, "…");
    }
  redacted = embark_redact_text (line);
  harmless = make_harmless (redacted);
  return embark_text_clean (harmless, max_chars);
}
