/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a burst makes its events of, and how it counts answers. No server. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-burst-data.h"
#include "embark-burst-stats.h"
#include "embark-burst.h"
#include "embark-json.h"

static EmbarkBurstData *
read_text (const char *text, gssize length, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("embark-data-XXXXXX", &stream, &local);
  EmbarkBurstData *data;

  g_assert_no_error (local);
  g_assert_true (g_file_replace_contents (file, text, length < 0 ? strlen (text) : (gsize) length, NULL,
                                          FALSE, G_FILE_CREATE_NONE, NULL, NULL, &local));
  data = embark_burst_data_read (file, NULL, error);
  g_file_delete (file, NULL, NULL);
  return data;
}

static void
assert_payload (EmbarkBurstData *data, const char *template, guint index, const char *wanted)
{
  const EmbarkTemplateContext context = { .seed = 1 + index, .index = index + 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = embark_burst_data_make_payload (data, template, context, index, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (payload, ==, wanted);
  g_assert_true (embark_json_check (payload, -1, NULL, NULL, &error));
}

static void
test_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkBurstData) data = read_text (
      "\xef\xbb\xbfname; city ;note\n\"Ada; \"\"L\"\"\";Köln;{}\n\nGrace;\"New\nYork\"\n", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (embark_burst_data_get_n_rows (data), ==, 2);
  g_assert_cmpuint (strlen (embark_burst_data_get_sum (data)), ==, 64);
  assert_payload (data, "{\"n\":{{n}},\"who\":\"{{row.name}} of {{row.city}}\",\"x\":{{row.note}}}", 0,
                  "{\"n\":1,\"who\":\"Ada; \\\"L\\\" of Köln\",\"x\":\"{}\"}");
  /* A cell that is not there is empty, and a line end within one stays JSON. */
  assert_payload (data, "{\"who\":\"{{row.name}} of {{row.city}}\",\"x\":{{row.note}}}", 1,
                  "{\"who\":\"Grace of New\\u000aYork\",\"x\":\"\"}");
  /* From the start again. */
  assert_payload (data, "[{{row.city}}]", 2, "[\"Köln\"]");
  assert_payload (data, "", 1, "{\"name\":\"Grace\",\"city\":\"New\\nYork\",\"note\":\"\"}");
}

static void
test_array (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkBurstData) data = read_text (
      " [{\"name\":\"A\\\"b\",\"age\":36,\"rate\":1.50,\"on\":true,\"gone\":null,\"tags\":[1,\"x\"]}, {}]",
      -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (embark_burst_data_get_n_rows (data), ==, 2);
  assert_payload (data, "{\"a\":{{row.age}},\"b\":\"{{row.age}}\",\"c\":{{row.on}},\"d\":{{row.gone}}}", 0,
                  "{\"a\":36,\"b\":\"36\",\"c\":true,\"d\":null}");
  assert_payload (data, "[{{row.name}},\"{{row.tags}}\"]", 0, "[\"A\\\"b\",\"[1,\\\"x\\\"]\"]");
  assert_payload (
      data, NULL, 0,
      "{\"name\":\"A\\\"b\",\"age\":36,\"rate\":1.5,\"on\":true,\"gone\":null,\"tags\":[1,\"x\"]}");
  assert_payload (data, NULL, 1, "{}");
  assert_payload (data, NULL, 3, "{}");
  assert_payload (NULL, NULL, 7, "{}");
}

static void
test_missing_column (void)
{
  const EmbarkTemplateContext context = { .index = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkBurstData) data = read_text ("[{\"a\":1},{\"b\":2}]", -1, &error);
  g_autofree char *payload = embark_burst_data_make_payload (data, "[{{row.a}}]", context, 1, &error);

  g_assert_null (payload);
  g_assert_error (error, EMBARK_TEMPLATE_ERROR, EMBARK_TEMPLATE_ERROR_UNKNOWN);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *words;
  } cases[] = {
    { "", -1, "no rows" },
    { "   \n", -1, "no rows" },
    { "only,names\n", -1, "no rows" },
    { "[]", -1, "no rows" },
    { "{\"a\":1}", -1, "not a list" },
    { "[1]", -1, "Element 1" },
    { "[{},\"x\"]", -1, "Element 2" },
    { "[{\"a\":1}", -1, "not JSON" },
    { "[{\"a\":1}]x", -1, "not JSON" },
    { "[{\"a\":1,\"a\":2}]", -1, "not JSON" },
    { "a,b\n1,2,3\n", -1, "Row 2" },
    { "a,b\n1,2\n\"3,4\n", -1, "Row 3" },
    { "a,b\n\xff,2\n", -1, "Row 2" },
    { "a,b\nx\0y,2\n", 10, "Row 2" },
    { "a,a\n1,2\n", -1, "Two columns" },
    { "\xff\xfe"
      "a\0,\0",
      6, "UTF-16" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmbarkBurstData) data = read_text (cases[i].text, cases[i].length, &error);

      g_assert_null (data);
      g_assert_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_DATA);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("case %u: %s", i, error->message);
    }
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (deep, -1, &error));
  g_assert_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_DATA);
}

static void
test_no_file (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr (GFile) missing = g_file_get_child (folder, "embark-there-is-no-such-file");
  g_autoptr (GError) error = NULL;

  g_assert_null (embark_burst_data_read (missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (embark_burst_data_read (folder, NULL, &error));
  g_assert_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_DATA);
}

static void
test_percentiles (void)
{
  g_autofree EmbarkBurstStats *stats = g_new (EmbarkBurstStats, 1);
  g_autofree EmbarkBurstStats *loaded = g_new (EmbarkBurstStats, 1);
  g_autoptr (GBytes) bytes = NULL;
  static const double percents[] = { 1, 50, 90, 95, 99 };

  embark_burst_stats_init (stats);
  embark_burst_stats_init (loaded);
  g_assert_cmpint (embark_burst_stats_get (stats, 50), ==, 0);
  for (gint64 i = 1; i <= 100000; i++)
    embark_burst_stats_add (stats, i * 1000, i * 37);
  bytes = embark_burst_stats_save (stats);
  embark_burst_stats_load (loaded, bytes);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      const double exact = 37 * 1000 * percents[i];

      g_assert_cmpfloat_with_epsilon ((double) embark_burst_stats_get (stats, percents[i]), exact,
                                      exact * 0.04);
      g_assert_cmpint (embark_burst_stats_get (loaded, percents[i]), ==,
                       embark_burst_stats_get (stats, percents[i]));
    }
  g_assert_cmpint (embark_burst_stats_get (stats, 100), ==, 3700000);
  g_assert_cmpint (embark_burst_stats_get (loaded, 100), ==, 3700000);
  /* What is longer than any bucket, and what no clock should say. */
  embark_burst_stats_add (stats, -5, G_MAXINT64);
  embark_burst_stats_add (stats, 0, -1);
  g_assert_cmpint (embark_burst_stats_get (stats, 100), ==, G_MAXINT64);
}

/* However long it takes, the seconds keep within their room and nothing gets lost. */
static void
test_seconds (void)
{
  g_autofree EmbarkBurstStats *stats = g_new (EmbarkBurstStats, 1);
  guint sum = 0;

  embark_burst_stats_init (stats);
  for (gint64 i = 0; i < 100000; i++)
    embark_burst_stats_add (stats, i * G_USEC_PER_SEC / 10, 1);
  g_assert_cmpuint (stats->n_seconds, <=, EMBARK_BURST_SECONDS);
  g_assert_cmpuint (stats->width, ==, 32);
  for (guint i = 0; i < stats->n_seconds; i++)
    sum += stats->seconds[i];
  g_assert_cmpuint (sum, ==, 100000);
  g_assert_cmpuint (stats->seconds[0], ==, 320);
  embark_burst_stats_add (stats, G_MAXINT64, 1);
}

static void
test_garbage (void)
{
  g_autofree EmbarkBurstStats *stats = g_new (EmbarkBurstStats, 1);
  guint8 noise[8 + 8 * 3 + 5];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) short_bytes = g_bytes_new_static ("abc", 3);

  memset (noise, 0xff, sizeof noise);
  bytes = g_bytes_new_static (noise, sizeof noise);
  embark_burst_stats_init (stats);
  embark_burst_stats_load (stats, bytes);
  embark_burst_stats_load (stats, short_bytes);
  g_assert_cmpuint (stats->n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/burst-data/table", test_table);
  g_test_add_func ("/burst-data/array", test_array);
  g_test_add_func ("/burst-data/missing-column", test_missing_column);
  g_test_add_func ("/burst-data/bad", test_bad);
  g_test_add_func ("/burst-data/deep", test_deep);
  g_test_add_func ("/burst-data/no-file", test_no_file);
  g_test_add_func ("/burst-stats/percentiles", test_percentiles);
  g_test_add_func ("/burst-stats/seconds", test_seconds);
  g_test_add_func ("/burst-stats/garbage", test_garbage);

  return g_test_run ();
}
