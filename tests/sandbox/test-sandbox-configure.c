/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The portal's page of settings, and how the portal looks (contract section 16.1). */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

#define ACCOUNT_SYNC "64d1fc268716dc5065128051"
#define LEAD_SOURCE  "w." CREATE_CONTACT ".64da0c11c9ae95561bb0a260"
#define NOTES        "w." ACCOUNT_SYNC ".64da1d00c9ae95561bb0a303"
#define KEEP_DAYS    "w." ACCOUNT_SYNC ".64da1d00c9ae95561bb0a309"
#define CREATE       "w." ACCOUNT_SYNC ".64da1d00c9ae95561bb0a311"
#define TYPES        "w." ACCOUNT_SYNC ".64da1d00c9ae95561bb0a313"
#define REGION       "w." ACCOUNT_SYNC ".64da1d00c9ae95561bb0a315"
#define COUNTRY      "w." ACCOUNT_SYNC ".64da1d00c9ae95561bb0a317"

static JsonObject *
workflow_of_config (Fixture *f, const char *id)
{
  g_assert_cmpuint (fixture_call (f, "GET", API "/slug/salesforce/config", NULL), ==, 200);
  return sandbox_find (sandbox_arr (fixture_object (f), "workflows"), "id", id);
}

static JsonNode *
value_of (Fixture *f, const char *workflow, const char *field)
{
  return sandbox_node (sandbox_find (sandbox_arr (workflow_of_config (f, workflow), "fields"), "id", field),
                       "value");
}

static void
test_page (Fixture *f, gconstpointer data)
{
  g_autofree char *portal = fixture_portal (f, ACCOUNT);
  g_autofree char *path = g_strconcat (portal, "/salesforce/configure", NULL);

  g_assert_cmpuint (fixture_send (f, "GET", path, NULL, NULL), ==, 200);
  g_assert_nonnull (strstr (f->text, "name=\"f.64da0b57c9ae95561bb0a24d\""));
  g_assert_nonnull (strstr (f->text, "name=\"" LEAD_SOURCE "\""));
  g_assert_nonnull (strstr (f->text, "name=\"on." CREATE_CONTACT "\" value=\"on\" disabled"));
  /* Neither what is hidden nor what takes more than an entry. */
  g_assert_null (strstr (f->text, "64da1d00c9ae95561bb0a329"));
  g_assert_null (strstr (f->text, "64da1d00c9ae95561bb0a325"));
  g_assert_cmpuint (fixture_send (f, "GET", "/connect/none/salesforce/configure", NULL, NULL), ==, 401);
}

static void
test_save (Fixture *f, gconstpointer data)
{
  g_autofree char *portal = fixture_portal (f, ACCOUNT);
  g_autofree char *path = g_strconcat (portal, "/salesforce/configure", NULL);
  JsonNode *value;

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  fixture_send (f, "POST", path,
                LEAD_SOURCE "=%3Cb%3EPartner&" NOTES "=%0Aone%0Atwo&on." CREATE_CONTACT "=on&" KEEP_DAYS
                            "=12&" CREATE "=0&" TYPES ".0=on&" TYPES ".3=on&" REGION "=1",
                NULL);
  g_assert_cmpuint (f->status, ==, 200);
  g_assert_nonnull (strstr (f->text, "Saved"));
  g_assert_nonnull (strstr (f->text, "&lt;b&gt;Partner"));
  g_assert_nonnull (strstr (f->text, ">\n\none\ntwo</textarea>"));
  g_assert_true (sandbox_bool (workflow_of_config (f, CREATE_CONTACT), "enabled"));
  g_assert_cmpstr (json_node_get_string (value_of (f, CREATE_CONTACT, "64da0c11c9ae95561bb0a260")), ==,
                   "<b>Partner");
  /* Types are kept. */
  value = value_of (f, ACCOUNT_SYNC, "64da1d00c9ae95561bb0a309");
  g_assert_cmpint (json_node_get_value_type (value), ==, G_TYPE_INT64);
  g_assert_cmpint (json_node_get_int (value), ==, 12);
  g_assert_true (json_node_get_boolean (value_of (f, ACCOUNT_SYNC, "64da1d00c9ae95561bb0a311")));
  g_assert_cmpuint (
      json_array_get_length (json_node_get_array (value_of (f, ACCOUNT_SYNC, "64da1d00c9ae95561bb0a313"))),
      ==, 2);

  /* The choices that follow from another field: those of the page, and only while that field stays. */
  fixture_send (f, "POST", path, KEEP_DAYS "=12&" REGION "=1&" COUNTRY "=0", NULL);
  g_assert_cmpstr (json_node_get_string (value_of (f, ACCOUNT_SYNC, "64da1d00c9ae95561bb0a317")), ==, "US");
  fixture_send (f, "POST", path, KEEP_DAYS "=12&" REGION "=2&" COUNTRY "=1", NULL);
  g_assert_null (value_of (f, ACCOUNT_SYNC, "64da1d00c9ae95561bb0a317"));
  /* Switched off by leaving it out. */
  g_assert_false (sandbox_bool (workflow_of_config (f, CREATE_CONTACT), "enabled"));

  fixture_send (f, "POST", path, KEEP_DAYS "=999&" LEAD_SOURCE "=Web", NULL);
  g_assert_nonnull (strstr (f->text, "Keep history for (days) must be from 0 to 365"));
  g_assert_cmpint (json_node_get_int (value_of (f, ACCOUNT_SYNC, "64da1d00c9ae95561bb0a309")), ==, 12);
}

static void
test_deep_link (Fixture *f, gconstpointer data)
{
  g_autofree char *portal = fixture_portal (f, ACCOUNT);
  g_autofree char *path = g_strconcat (portal, "?config_id=second&workflow=" CREATE_CONTACT, NULL);

  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  g_assert_cmpuint (fixture_send (f, "GET", path, NULL, NULL), ==, 303);
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  g_assert_nonnull (strstr (f->text, LEAD_SOURCE));
  g_assert_null (strstr (f->text, ACCOUNT_SYNC));
  g_assert_null (strstr (f->text, "General"));
  fixture_call (f, "GET", API "/slug/salesforce/configs", NULL);
  g_assert_nonnull (sandbox_find (fixture_array (f), "config_id", "second"));
}

static char *
themed (Fixture *f, const char *body)
{
  g_autofree char *token = fixture_token (f, ACCOUNT);

  fixture_send (f, "POST", API "/connect-url?linked_account_id=" ACCOUNT, body, "bearer", token, NULL);
  g_assert_cmpuint (f->status, ==, 200);
  return fixture_path (f, sandbox_str (fixture_object (f), "hosted_url"));
}

static void
test_theme (Fixture *f, gconstpointer data)
{
  g_autofree char *first =
      themed (f, "{\"color\":\"#aa3311\",\"bgColor\":\"#fff8f0\",\"name\":\"Brio & Co\"}");
  g_autofree char *second = NULL;
  g_autofree char *hostile = NULL;
  g_autofree char *app = NULL;

  fixture_send (f, "GET", first, NULL, NULL);
  g_assert_nonnull (strstr (f->text, "--accent: #aa3311"));
  g_assert_nonnull (strstr (f->text, "--page: #fff8f0"));
  g_assert_nonnull (strstr (f->text, "Brio &amp; Co"));
  fixture_connect (f, ACCOUNT, "dana@northwind.example");
  second = themed (f, "{\"base_color\":\"#112233\",\"button_color\":\"#22aa66\",\"redirect_url\":"
                      "\"https://app.lumendesk.example/done?a=1&b=2\"}");
  app = g_strconcat (second, "/salesforce", NULL);
  fixture_send (f, "GET", app, NULL, NULL);
  g_assert_nonnull (strstr (f->text, "--accent: #22aa66"));
  g_assert_nonnull (strstr (f->text, "href=\"https://app.lumendesk.example/done?a=1&amp;b=2\""));
  g_assert_nonnull (strstr (f->text, "/salesforce/configure"));
  hostile = themed (f, "{\"color\":\"#}</sty\",\"name\":\"<b>\",\"redirect_url\":\"javascript:alert(1)\"}");
  g_clear_pointer (&app, g_free);
  app = g_strconcat (hostile, "/salesforce", NULL);
  fixture_send (f, "GET", app, NULL, NULL);
  g_assert_null (strstr (f->text, "#}</sty"));
  g_assert_null (strstr (f->text, "<b>"));
  g_assert_null (strstr (f->text, "javascript:"));
}

#define ADD(path, test)                                                                                      \
  g_test_add ("/sandbox/configure/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("page", test_page);
  ADD ("save", test_save);
  ADD ("deep-link", test_deep_link);
  ADD ("theme", test_theme);

  return g_test_run ();
}
