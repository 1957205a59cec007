/* SPDX-License-Identifier: GPL-3.0-or-later */

/* User-defined fields come as an array of pairs, and from some servers as the object that they were sent as
 * (register 20): both give the same. */

#include "config.h"

#include "embark-account-udf.h"
#include "embark-json.h"

static EmbarkLinkedAccount *
account (const char *udf)
{
  g_autofree char *text = g_strdup_printf ("{\"account_id\":\"a\",\"udf\":%s}", udf);
  g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);
  EmbarkLinkedAccount *made = embark_linked_account_new_from_json (node, NULL);

  g_assert_nonnull (made);
  return made;
}

static void
test_forms (void)
{
  g_autoptr (EmbarkLinkedAccount) array =
      account ("[{\"key_name\":\"plan\",\"key_value\":\"pro\"},{\"key_name\":\"seats\",\"key_value\":7}]");
  g_autoptr (EmbarkLinkedAccount) object = account ("{\"plan\":\"pro\",\"seats\":7}");
  g_autoptr (EmbarkLinkedAccount) other = account ("{\"plan\":\"pro\",\"seats\":8}");
  g_autoptr (JsonObject) a = embark_account_udf_get (array);
  g_autoptr (JsonObject) b = embark_account_udf_get (object);
  g_autoptr (JsonObject) c = embark_account_udf_get (other);

  g_assert_cmpuint (json_object_get_size (a), ==, 2);
  g_assert_cmpint (json_object_get_int_member (a, "seats"), ==, 7);
  g_assert_true (embark_account_udf_equal (a, b));
  g_assert_false (embark_account_udf_equal (a, c));
}

static void
test_none (void)
{
  static const char *const bodies[] = { "null", "[]", "{}", "7", "[7,{\"key_name\":7}]" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (EmbarkLinkedAccount) one = account (bodies[i]);
      g_autoptr (JsonObject) udf = embark_account_udf_get (one);

      g_assert_cmpuint (json_object_get_size (udf), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/account-udf/forms", test_forms);
  g_test_add_func ("/engine/account-udf/none", test_none);

  return g_test_run ();
}
