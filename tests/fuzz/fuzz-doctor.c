/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The doctor: whatever an address, a page and a person say, what it makes of that can be shown and sent. */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-doctor.h"

#define SIGNATURE "dGhlLXNpZ25hdHVyZS1vZi1hLXNlc3Npb24tdG9rZW4"
#define TOKEN     "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3ODIwMDAwMDB9." SIGNATURE
#define N_FIELDS  6

static void
check (const char *text, gboolean hides)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strpbrk (text, "<>\r\t\x1b"));
  g_assert_null (strstr (text, "\u202e"));
  if (hides)
    g_assert_null (strstr (text, SIGNATURE));
}

static void
check_diagnosis (EmbarkDiagnosis *diagnosis, gboolean hides)
{
  EmbarkDoctor *doctor = embark_doctor_get_default ();

  check (embark_diagnosis_get_title (diagnosis), hides);
  check (embark_diagnosis_get_text (diagnosis), hides);
  g_assert_cmpuint (embark_diagnosis_get_n_causes (diagnosis), >, 0);
  for (guint i = 0; i < embark_diagnosis_get_n_causes (diagnosis); i++)
    {
      g_autoptr (EmbarkDoctorMessage) message =
          embark_doctor_dup_message (doctor, diagnosis, i, i % 2 == 0 ? "en" : "de");
      g_autofree char *mailto = embark_doctor_message_dup_mailto (message, NULL);

      check (message->subject, hides);
      check (message->body, hides);
      check (mailto, hides);
      g_assert_null (strpbrk (mailto, " \n\""));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) fields = g_strsplit (text, "\n", N_FIELDS);
  const gsize n = g_strv_length (fields);
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new ();
  g_autoptr (EmbarkDiagnosis) diagnosis = NULL;

  evidence->code = g_strdup (n > 0 ? fields[0] : NULL);
  evidence->description = g_strconcat (n > 1 ? fields[1] : "", " " TOKEN " ", n > 2 ? fields[2] : "", NULL);
  evidence->title = g_strdup (n > 2 ? fields[2] : NULL);
  evidence->hosts = g_strdup (n > 3 ? fields[3] : NULL);
  evidence->org = g_strdup (n > 4 ? fields[4] : NULL);
  evidence->identifier = g_strdup (n > 5 ? fields[5] : NULL);
  diagnosis = embark_doctor_diagnose (embark_doctor_get_default (), evidence, "en");
  /* What a text says of itself is no secret of ours. */
  check_diagnosis (diagnosis, strstr (text, SIGNATURE) == NULL);

  return 0;
}
