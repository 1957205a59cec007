/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-brand-preview.h"
#include "embark-brand-window.h"
#include "embark-cause-row.h"
#include "embark-doctor-letter.h"
#include "embark-doctor-page.h"
#include "embark-glib.h"
#include "embark-link-life.h"
#include "embark-link-mail.h"
#include "embark-symptom-popover.h"
#include "ui-test-util.h"

#define NOW (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC)

static GtkWidget *
make_page (const char *code)
{
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code (code);
  GtkWidget *page = g_object_ref_sink (g_object_new (EMBARK_TYPE_DOCTOR_PAGE, NULL));

  embark_set_str (&evidence->door, "embedded");
  embark_set_str (&evidence->hosts, "login.example → kestrel.example");
  embark_set_str (&evidence->account_name, "Kestrel & <b>Sons</b>");
  evidence->time = NOW;
  embark_doctor_page_set_evidence (EMBARK_DOCTOR_PAGE (page), evidence, 2, NOW);
  return page;
}

static EmbarkCauseRow *
get_row (GtkWidget *page, int index)
{
  GtkWidget *list = ui_find (page, GTK_TYPE_LIST_BOX, "boxed-list");

  return EMBARK_CAUSE_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
}

static GtkTextBuffer *
get_message (GtkWidget *page)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (page, GTK_TYPE_TEXT_VIEW, NULL)));
}

static char *
dup_message (GtkWidget *page)
{
  g_autofree char *text = NULL;

  g_object_get (get_message (page), "text", &text, NULL);
  return g_steal_pointer (&text);
}

static void
test_new_destroy (void)
{
  GtkWidget *page = make_page ("OAUTH_EC_APP_NOT_FOUND");

  embark_doctor_page_set_narrow (EMBARK_DOCTOR_PAGE (page), TRUE);
  g_assert_finalize_object (page);
  page = g_object_ref_sink (g_object_new (EMBARK_TYPE_DOCTOR_PAGE, NULL));
  g_assert_finalize_object (page);
}

static void
test_says (void)
{
  GtkWidget *page = make_page ("OAUTH_EC_APP_NOT_FOUND");

  g_assert_nonnull (ui_find_text (page, "The External Client App is not installed in this org"));
  g_assert_nonnull (ui_find_text (page,
                                  "OAUTH_EC_APP_NOT_FOUND · attempt 2 · today 12:00:00 · in this window\n"
                                  "login.example → kestrel.example"));
  g_assert_nonnull (ui_find_text (page, "the Salesforce administrator at Kestrel & <b>Sons</b>"));
  g_assert_true (embark_cause_row_get_open (get_row (page, 0)));
  g_assert_false (embark_cause_row_get_open (get_row (page, 1)));
  g_assert_finalize_object (page);
}

/* One cause is open at a time, the message goes to its owner, and what was written to another is kept. */
static void
test_causes (void)
{
  GtkWidget *page = make_page ("OAUTH_EC_APP_NOT_FOUND");
  GtkWidget *list = ui_find (page, GTK_TYPE_LIST_BOX, "boxed-list");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  gtk_text_buffer_set_text (get_message (page), "My own words", -1);
  g_signal_emit_by_name (list, "row-activated", get_row (page, 1));
  g_assert_false (embark_cause_row_get_open (get_row (page, 0)));
  g_assert_true (embark_cause_row_get_open (get_row (page, 1)));
  g_assert_nonnull (ui_find_text (page, "whoever keeps the app, in your own team"));
  second = dup_message (page);
  g_assert_cmpstr (second, !=, "My own words");
  g_signal_emit_by_name (list, "row-activated", get_row (page, 0));
  first = dup_message (page);
  g_assert_cmpstr (first, ==, "My own words");
  g_signal_emit_by_name (list, "row-activated", get_row (page, 0));
  g_assert_false (embark_cause_row_get_open (get_row (page, 0)));
  again = dup_message (page);
  g_assert_cmpstr (again, ==, "My own words");
  g_assert_finalize_object (page);
}

static void
test_language (void)
{
  GtkWidget *page = make_page ("access_denied");
  GtkDropDown *language = GTK_DROP_DOWN (ui_find (page, GTK_TYPE_DROP_DOWN, NULL));
  g_autofree char *english = dup_message (page);
  g_autofree char *german = NULL;

  g_assert_nonnull (strstr (english, "Hello"));
  gtk_drop_down_set_selected (language, 1);
  german = dup_message (page);
  g_assert_null (strstr (german, "Hello"));
  g_assert_nonnull (strstr (german, "Guten Tag"));
  g_assert_finalize_object (page);
}

static void
count_cb (GtkWidget *page, int cure, int *last)
{
  *last = cure;
}

static void
test_cure (void)
{
  GtkWidget *page = make_page ("OAUTH_EC_APP_NOT_FOUND");
  GtkWidget *button = ui_find_button (page, embark_cure_get_label (EMBARK_CURE_FRESH_SESSION));
  int last = EMBARK_CURE_NONE;

  g_signal_connect (page, "cure", G_CALLBACK (count_cb), &last);
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (last, ==, EMBARK_CURE_FRESH_SESSION);
  g_assert_finalize_object (page);
}

/* Somebody says what they see: that counts, and not the code. */
static void
test_symptom (void)
{
  GtkWidget *page = make_page ("access_denied");
  EmbarkDiagnosis *diagnosis;
  GtkWidget *popover = ui_find (page, EMBARK_TYPE_SYMPTOM_POPOVER, NULL);
  g_autoptr (GPtrArray) symptoms = embark_doctor_list_symptoms (embark_doctor_get_default (), NULL);

  g_assert_nonnull (popover);
  for (guint i = 0; i < symptoms->len; i++)
    {
      const EmbarkSymptom *symptom = g_ptr_array_index (symptoms, i);

      g_signal_emit_by_name (popover, "chosen", symptom->id);
      diagnosis = embark_doctor_page_get_diagnosis (EMBARK_DOCTOR_PAGE (page));
      g_assert_null (embark_diagnosis_get_code (diagnosis));
      g_assert_nonnull (get_row (page, 0));
      g_assert_nonnull (ui_find_text (page, embark_diagnosis_get_title (diagnosis)));
    }
  g_assert_finalize_object (page);
}

/* An earlier attempt is explained by what was found then; an id that is no longer known, anew. */
static void
test_recall (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (EMBARK_TYPE_DOCTOR_PAGE, NULL));
  g_autoptr (EmbarkEvidence) evidence = embark_evidence_new_for_code ("access_denied");

  embark_doctor_page_recall (EMBARK_DOCTOR_PAGE (page), "passkey", evidence, 1, NOW);
  g_assert_cmpstr (embark_diagnosis_get_id (embark_doctor_page_get_diagnosis (EMBARK_DOCTOR_PAGE (page))), ==,
                   "passkey");
  embark_doctor_page_recall (EMBARK_DOCTOR_PAGE (page), "no-such-row", evidence, 1, NOW);
  g_assert_cmpstr (embark_diagnosis_get_id (embark_doctor_page_get_diagnosis (EMBARK_DOCTOR_PAGE (page))), ==,
                   "denied");
  g_assert_finalize_object (page);
}

static void
test_narrow (void)
{
  GtkWidget *page = make_page ("OAUTH_APPROVAL_ERROR_GENERIC");
  int minimum;

  embark_doctor_page_set_narrow (EMBARK_DOCTOR_PAGE (page), TRUE);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_finalize_object (page);
}

static void
test_life (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } rows[] = {
    { -1, "No longer works" },
    { 0, "No longer works" },
    { 59, "59 s left" },
    { 41 * 60 + 5, "41 min left" },
    { 3600, "1 h 0 min left" },
    { 23 * 3600 + 41 * 60, "23 h 41 min left" },
    { 6 * 86400 + 80000, "6 d 22 h left" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = embark_link_life_dup (rows[i].seconds * G_USEC_PER_SEC);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* The draft says everything, in the client's language, and nothing breaks out of the address. */
static void
test_mail (void)
{
  g_autofree char *german =
      embark_link_mail_dup_uri ("de", "A&B?", "https://a.example/connect/x?config_id=1&y=2", NOW);
  g_autofree char *other = embark_link_mail_dup_uri ("fr", NULL, "https://a.example/connect/x", 0);

  g_assert_true (
      g_str_has_prefix (german, "mailto:?subject=Ihr%20Salesforce%20mit%20A%26B%3F%20verbinden&body="));
  g_assert_nonnull (strstr (german, "config_id%3D1%26y%3D2"));
  g_assert_nonnull (strstr (german, "15.06.2026%2C%2012%3A00%20UTC"));
  g_assert_nonnull (strstr (other, "subject=Connecting%20your%20Salesforce&"));
  g_assert_null (strstr (other, "UTC"));
}

static void
test_brand (void)
{
  g_autoptr (EmbarkProfile) profile = embark_profile_new (NULL, "Test", "https://a.example");
  GtkWidget *window;
  GtkWidget *warning;

  g_assert_true (embark_brand_is_color ("#1a5fB4"));
  g_assert_false (embark_brand_is_color ("1a5fb4"));
  g_assert_false (embark_brand_is_color ("#1a5fb"));
  g_assert_false (embark_brand_is_color ("#1a5fbx"));
  g_assert_cmpfloat_with_epsilon (embark_brand_contrast ("#000000", "#ffffff"), 21, 0.01);
  g_assert_cmpfloat_with_epsilon (embark_brand_contrast ("#777777", "#777777"), 1, 0.01);

  embark_profile_set_brand_name (profile, "Lumen Desk");
  embark_profile_set_brand_color (profile, "#ffff00");
  window = embark_brand_window_new (profile);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle ();
  warning =
      ui_find_text (window, "The button hardly stands out from the page. Choose colours that differ more in "
                            "brightness.");
  g_assert_nonnull (warning);
  gtk_widget_activate_action (window, "brand.reset", NULL);
  gtk_widget_activate_action (window, "brand.save", NULL);
  ui_settle ();
  g_assert_null (embark_profile_get_brand_name (profile));
  g_assert_null (embark_profile_get_brand_color (profile));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/flow/doctor-page/new-destroy", test_new_destroy);
  g_test_add_func ("/flow/doctor-page/says", test_says);
  g_test_add_func ("/flow/doctor-page/causes", test_causes);
  g_test_add_func ("/flow/doctor-page/language", test_language);
  g_test_add_func ("/flow/doctor-page/cure", test_cure);
  g_test_add_func ("/flow/doctor-page/symptom", test_symptom);
  g_test_add_func ("/flow/doctor-page/recall", test_recall);
  g_test_add_func ("/flow/doctor-page/narrow", test_narrow);
  g_test_add_func ("/flow/connect/link-life", test_life);
  g_test_add_func ("/flow/connect/link-mail", test_mail);
  g_test_add_func ("/flow/connect/brand", test_brand);
  return g_test_run ();
}
