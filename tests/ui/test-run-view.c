/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json-tree.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-run-data.h"
#include "embark-run-node-row.h"
#include "embark-run-view.h"
#include "ui-test-util.h"

#define START                                                                                                \
  "{\"node_id\":\"1\",\"node_name\":\"Start\",\"node_type\":\"start\",\"node_status\":\"Success\","          \
  "\"attempts_made\":1,\"execution_time\":103,\"latest_output\":{\"message\":\"started\"}}"
#define CREATE(status, rest)                                                                                 \
  "{\"node_id\":\"2\",\"node_name\":\"Create <b>contact</b> & "                                              \
  "more\",\"node_type\":\"a\",\"node_status\":\"" status "\"," rest "}"
#define NOTIFY                                                                                               \
  "{\"node_id\":\"3\",\"node_name\":\"Notify\",\"node_type\":\"a\",\"node_status\":\"Ready\",\"attempts_"    \
  "made\":0}"
#define FAILED                                                                                               \
  CREATE ("Errored", "\"attempts_made\":1,\"execution_time\":2200,\"input_data\":{\"FirstName\":\"Dana\"},"  \
                     "\"latest_output\":{\"message\":\"Required fields are missing: [LastName]\"}")
#define WRITTEN                                                                                              \
  CREATE ("Success", "\"attempts_made\":2,\"execution_time\":780,\"latest_output\":{\"id\":\"003\","         \
                     "\"url\":\"http://127.0.0.1:8099/lightning/003\"}")

static EmbarkExecution *
make_run (const char *id, const char *status, const char *nodes)
{
  g_autofree char *text = g_strdup_printf ("{\"_id\":\"%s\",\"status\":\"%s\",\"associated_workflow\":{\"_"
                                           "id\":\"w\",\"name\":\"Create New Contact\"},"
                                           "\"trigger_application_event\":\"contact.created\",\"createdAt\":"
                                           "\"2026-06-15T12:00:00Z\",\"nodes\":[%s]}",
                                           id, status, nodes);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = embark_json_parse (text, -1, &error);
  EmbarkExecution *run;

  g_assert_no_error (error);
  run = embark_execution_new_from_json (json, NULL, &error);
  g_assert_no_error (error);
  return run;
}

static GtkListBox *
find_list (EmbarkRunView *view)
{
  return GTK_LIST_BOX (ui_find (GTK_WIDGET (view), GTK_TYPE_LIST_BOX, NULL));
}

static EmbarkRunNodeRow *
get_row (EmbarkRunView *view, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (find_list (view), position + 1);

  return row != NULL ? EMBARK_RUN_NODE_ROW (row) : NULL;
}

static EmbarkRunNodeRow *
get_selected (EmbarkRunView *view)
{
  return EMBARK_RUN_NODE_ROW (gtk_list_box_get_selected_row (find_list (view)));
}

static EmbarkRunView *
make_view (EmbarkExecution *run)
{
  return EMBARK_RUN_VIEW (g_object_ref_sink (embark_run_view_new (run)));
}

static void
test_new_destroy (void)
{
  g_autoptr (EmbarkExecution) run = make_run ("r", "COMPLETED", START "," WRITTEN);
  EmbarkRunView *empty = make_view (NULL);
  EmbarkRunView *view = make_view (run);

  g_assert_true (embark_run_view_get_run (view) == run);
  g_assert_finalize_object (empty);
  g_assert_finalize_object (view);
}

static void
test_failed_node_first (void)
{
  g_autoptr (EmbarkExecution) run = make_run ("r", "ERRORED", START "," FAILED "," NOTIFY);
  EmbarkRunView *view = make_view (run);
  GtkWidget *error = ui_find_text (GTK_WIDGET (view), "Required fields are missing: [LastName]");

  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "Create New Contact"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "Errored"));
  g_assert_true (get_selected (view) == get_row (view, 1));
  g_assert_nonnull (error);
  g_assert_true (ui_is_shown (error));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "2.2 s · failed"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "not reached"));
  /* What the server names is data. */
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "Create <b>contact</b> & more"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_row (view, 1)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Create <b>contact</b> & more, 2.2 s, failed");
  g_assert_finalize_object (view);
}

static void
test_bars (void)
{
  g_autoptr (EmbarkExecution) run = make_run ("r", "ERRORED", START "," FAILED "," NOTIFY);
  EmbarkRunView *view = make_view (run);
  GtkWidget *track = GTK_WIDGET (embark_run_node_row_get_track (get_row (view, 1)));

  g_assert_nonnull (ui_find (track, GTK_TYPE_BOX, "bad"));
  g_assert_cmpuint (embark_track_get_n_bars (embark_run_node_row_get_track (get_row (view, 0))), ==, 1);
  g_assert_cmpuint (embark_track_get_n_bars (embark_run_node_row_get_track (get_row (view, 2))), ==, 0);
  g_assert_null (get_row (view, 3));
  g_assert_finalize_object (view);
}

static void
test_record (void)
{
  g_autoptr (EmbarkExecution) run = make_run ("r", "COMPLETED", START "," WRITTEN "," START);
  EmbarkRunView *view = make_view (run);
  GtkWidget *button =
      gtk_widget_get_ancestor (ui_find_text (GTK_WIDGET (view), "Open Record"), GTK_TYPE_BUTTON);
  GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button));

  g_assert_true (get_selected (view) == get_row (view, 1));
  g_assert_true (ui_is_shown (button));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.open-record");
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "http://127.0.0.1:8099/lightning/003");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Opens 127.0.0.1");

  embark_run_view_select_node (view, 0);
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_finalize_object (view);
}

/* A run that is asked for again and again keeps what the user looks at. */
static void
test_live (void)
{
  /* The word of a node that works and of one that waits for it is the same, or even the other way round. */
  g_autoptr (EmbarkExecution) begun =
      make_run ("b", "RUNNING", CREATE ("Ready", "\"attempts_made\":0") "," NOTIFY);
  g_autoptr (EmbarkExecution) started =
      make_run ("r", "RUNNING", START "," CREATE ("Waiting", "\"attempts_made\":0"));
  g_autoptr (EmbarkExecution) ended = make_run ("r", "COMPLETED", START "," WRITTEN "," NOTIFY);
  g_autoptr (EmbarkExecution) other = make_run ("q", "ERRORED", START "," FAILED);
  EmbarkRunView *view = make_view (started);
  EmbarkRunNodeRow *row = get_row (view, 1);
  GtkWidget *track = GTK_WIDGET (embark_run_node_row_get_track (row));
  EmbarkRunView *first = make_view (begun);

  g_assert_nonnull (ui_find_text (GTK_WIDGET (get_row (first, 0)), "running"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (get_row (first, 1)), "not yet"));
  g_assert_finalize_object (first);

  g_assert_true (get_selected (view) == row);
  g_assert_nonnull (ui_find (track, GTK_TYPE_BOX, "now"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (row), "running"));

  embark_run_view_select_node (view, 0);
  embark_run_view_set_run (view, ended);
  g_assert_true (get_row (view, 1) == row);
  g_assert_true (get_selected (view) == get_row (view, 0));
  g_assert_null (ui_find (track, GTK_TYPE_BOX, "now"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (row), "780 ms · 2 tries"));

  /* Of another run the choice begins anew. */
  embark_run_view_set_run (view, other);
  g_assert_true (get_selected (view) == get_row (view, 1));
  g_assert_null (get_row (view, 2));
  g_assert_finalize_object (view);
}

static void
test_without_nodes (void)
{
  g_autoptr (EmbarkExecution) queued = make_run ("r", "QUEUED", "");
  g_autoptr (EmbarkExecution) odd = make_run ("r", "PARTIALLY_SUCCESSFUL", START);
  EmbarkRunView *view = make_view (queued);

  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "Queued"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "No node has started yet."));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_list (view))));

  /* A state that this version does not know is said as it came. */
  embark_run_view_set_run (view, odd);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "PARTIALLY_SUCCESSFUL"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find_list (view))));
  g_assert_finalize_object (view);
}

/* A duration is data too: none of them makes an endless axis. */
static void
test_odd_durations (void)
{
  static const char *const durations[] = { "0", "-5", "1e300", "0.001", "\"x\"", "1e15" };

  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *nodes = g_strdup_printf (
          START ",{\"node_id\":\"2\",\"node_name\":\"\",\"node_status\":\"Success\",\"execution_time\":%s}",
          durations[i]);
      g_autoptr (EmbarkExecution) run = make_run ("r", "COMPLETED", nodes);
      EmbarkRunView *view = make_view (run);

      g_assert_nonnull (get_row (view, 1));
      g_assert_finalize_object (view);
    }
}

static void
test_narrow (void)
{
  g_autoptr (EmbarkExecution) run = make_run ("r", "ERRORED", START "," FAILED "," NOTIFY);
  EmbarkRunView *view = make_view (run);
  int minimum;

  embark_run_view_set_narrow (view, TRUE);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (view), "2.2 s"));
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 336);
  g_assert_finalize_object (view);
}

/* Less under the address sanitizer, where every block costs a whole stack. */
#ifdef __SANITIZE_ADDRESS__
#define LONG_BYTES (2 * 1024 * 1024)
#else
#define LONG_BYTES (10 * 1024 * 1024)
#endif

static EmbarkRunData *
find_data (EmbarkRunView *view, const char *title)
{
  GtkWidget *label = ui_find_text (GTK_WIDGET (view), title);

  return EMBARK_RUN_DATA (
      ui_find (gtk_widget_get_parent (gtk_widget_get_parent (label)), EMBARK_TYPE_RUN_DATA, NULL));
}

/* Short data is text until somebody wants it otherwise, and stays what he wanted. */
static void
test_tree (void)
{
  g_autoptr (EmbarkExecution) run = make_run ("r", "ERRORED", START "," FAILED "," NOTIFY);
  EmbarkRunView *view = make_view (run);
  EmbarkRunData *input = find_data (view, "Input");
  GtkWidget *toggle = ui_find (GTK_WIDGET (view), GTK_TYPE_TOGGLE_BUTTON, NULL);

  g_assert_false (embark_run_data_get_tree (input));
  g_assert_true (ui_is_shown (ui_find (GTK_WIDGET (input), EMBARK_TYPE_JSON_VIEW, NULL)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  g_assert_true (embark_run_data_get_tree (input));
  g_assert_false (ui_is_shown (ui_find (GTK_WIDGET (input), EMBARK_TYPE_JSON_VIEW, NULL)));
  g_assert_true (ui_is_shown (ui_find (GTK_WIDGET (input), EMBARK_TYPE_JSON_TREE, NULL)));
  /* Nothing went into the first node, and there is no tree of nothing. */
  embark_run_view_select_node (view, 0);
  g_assert_false (gtk_widget_get_visible (toggle));
  g_assert_false (embark_run_data_get_tree (input));
  embark_run_view_select_node (view, 1);
  g_assert_true (embark_run_data_get_tree (input));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  g_assert_true (ui_is_shown (ui_find (GTK_WIDGET (input), EMBARK_TYPE_JSON_VIEW, NULL)));
  g_assert_finalize_object (view);
}

/* Ten megabytes of output: the window goes on meanwhile. It is a tree at first; of the text, which is cut,
 * all is kept. */
static void
test_long_output (void)
{
  g_autoptr (GString) nodes = g_string_new (START ",");
  g_autoptr (EmbarkExecution) run = NULL;
  EmbarkRunView *view = make_view (NULL);
  GtkWindow *window = ui_show (GTK_WIDGET (view), 900, 700);
  EmbarkRunData *data;
  EmbarkJsonView *output;
  EmbarkJsonTree *tree;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  gint64 longest = 0;

  g_string_append (nodes, "{\"node_id\":\"2\",\"node_name\":\"List\",\"node_status\":\"Success\","
                          "\"execution_time\":10,\"latest_output\":[");
  for (guint i = 0; nodes->len < LONG_BYTES; i++)
    g_string_append_printf (nodes, "%s{\"Id\":\"0035g%010u\",\"Email\":\"mara.%u@nordlicht.example\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (nodes, "]}");
  run = make_run ("r", "COMPLETED", nodes->str);
  embark_run_view_set_run (view, run);
  embark_run_view_select_node (view, 1);
  data = find_data (view, "Output");
  output = EMBARK_JSON_VIEW (ui_find (GTK_WIDGET (data), EMBARK_TYPE_JSON_VIEW, NULL));
  tree = EMBARK_JSON_TREE (ui_find (GTK_WIDGET (data), EMBARK_TYPE_JSON_TREE, NULL));
  g_assert_true (embark_run_data_get_tree (data));
  g_assert_true (ui_is_shown (GTK_WIDGET (tree)));
  g_assert_cmpuint (g_list_model_get_n_items (embark_json_tree_get_rows (tree)), >, 1);
  embark_run_data_set_tree (data, FALSE);
  while (!embark_json_view_get_cut (output))
    {
      gint64 since = g_get_monotonic_time ();

      /* Waiting is not working: only what was ready is measured. */
      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, g_get_monotonic_time () - since);
      else
        g_main_context_iteration (NULL, TRUE);
    }
  g_test_message ("The main loop was held for at most %.1f ms", longest / 1000.0);

  expected = embark_json_to_string (
      embark_execution_node_get_output (g_ptr_array_index (embark_execution_get_nodes (run), 1)), TRUE);
  text = embark_json_view_dup_text (output);
  g_assert_cmpuint (strlen (text), >, LONG_BYTES);
  g_assert_true (g_str_equal (text, expected));
  ui_close (window);
  g_object_unref (view);
}

#define N_MANY   200
#define N_FAILED 150

/* Returns: (transfer full): a run of so many nodes; one of them, beyond the first screen, failed */
static EmbarkExecution *
make_many (const char *id, guint n, const char *status)
{
  g_autoptr (GString) nodes = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (nodes,
                            "%s{\"node_id\":\"%u\",\"node_name\":\"Node %u\",\"node_status\":\"%s\","
                            "\"attempts_made\":1,\"execution_time\":10,\"latest_output\":{\"n\":%u}}",
                            i > 0 ? "," : "", i, i, i == N_FAILED ? "Errored" : status, i);
  return make_run (id, "ERRORED", nodes->str);
}

static void
wait_for_row (EmbarkRunView *view, guint position)
{
  while (get_row (view, position) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static const char *
get_name (EmbarkRunView *view, guint position)
{
  return embark_execution_node_get_name (embark_run_node_row_get_node (get_row (view, position)));
}

/* The rows of a long run come in pieces; what failed is shown at once all the same. */
static void
test_many_nodes (void)
{
  g_autoptr (EmbarkExecution) run = make_many ("r", N_MANY, "Success");
  EmbarkRunView *view = make_view (run);

  g_assert_nonnull (get_row (view, 0));
  g_assert_null (get_row (view, N_FAILED));
  g_assert_cmpstr (embark_execution_node_get_name (embark_run_view_get_node (view)), ==, "Node 150");
  g_assert_null (gtk_list_box_get_selected_row (find_list (view)));
  wait_for_row (view, N_MANY - 1);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Node %u", i);

      g_assert_cmpstr (get_name (view, i), ==, name);
      g_assert_cmpuint (embark_track_get_n_bars (embark_run_node_row_get_track (get_row (view, i))), ==, 1);
    }
  g_assert_null (get_row (view, N_MANY));
  g_assert_true (get_selected (view) == get_row (view, N_FAILED));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_row (view, N_FAILED)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Node 150, 10 ms, failed");
  g_assert_finalize_object (view);
}

/* What the user chose stays while the rows of the next answer come, and none of another run's is left. */
static void
test_many_live (void)
{
  g_autoptr (EmbarkExecution) run = make_many ("r", N_MANY, "Ready");
  g_autoptr (EmbarkExecution) later = make_many ("r", N_MANY, "Success");
  g_autoptr (EmbarkExecution) other = make_many ("q", 60, "Success");
  EmbarkRunView *view = make_view (run);
  EmbarkRunNodeRow *row;

  /* Before its row is there. */
  embark_run_view_select_node (view, 170);
  g_assert_cmpstr (embark_execution_node_get_name (embark_run_view_get_node (view)), ==, "Node 170");
  wait_for_row (view, N_MANY - 1);
  row = get_row (view, 170);
  g_assert_true (get_selected (view) == row);

  embark_run_view_set_run (view, later);
  g_assert_true (get_row (view, 170) == row);
  g_assert_true (get_selected (view) == row);
  while (embark_run_node_row_get_node (get_row (view, N_MANY - 1))
         != g_ptr_array_index (embark_execution_get_nodes (later), N_MANY - 1))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (get_selected (view) == row);
  g_assert_true (embark_run_view_get_node (view)
                 == g_ptr_array_index (embark_execution_get_nodes (later), 170));

  embark_run_view_set_run (view, other);
  g_assert_null (get_row (view, 59));
  g_assert_true (embark_run_view_get_node (view)
                 == g_ptr_array_index (embark_execution_get_nodes (other), 59));
  wait_for_row (view, 59);
  ui_settle ();
  g_assert_null (get_row (view, 60));
  g_assert_finalize_object (view);
}

/* Without the rest of the rows, and without a run in the middle of them. */
static void
test_many_destroy (void)
{
  g_autoptr (EmbarkExecution) run = make_many ("r", N_MANY, "Success");
  EmbarkRunView *view = make_view (run);

  g_main_context_iteration (NULL, FALSE);
  g_assert_null (get_row (view, N_MANY - 1));
  embark_run_view_set_run (view, NULL);
  ui_settle ();
  g_assert_null (get_row (view, 0));
  embark_run_view_set_run (view, run);
  g_assert_finalize_object (view);
  ui_settle ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/run-view/new-destroy", test_new_destroy);
  g_test_add_func ("/ui/run-view/failed-node-first", test_failed_node_first);
  g_test_add_func ("/ui/run-view/bars", test_bars);
  g_test_add_func ("/ui/run-view/record", test_record);
  g_test_add_func ("/ui/run-view/live", test_live);
  g_test_add_func ("/ui/run-view/without-nodes", test_without_nodes);
  g_test_add_func ("/ui/run-view/odd-durations", test_odd_durations);
  g_test_add_func ("/ui/run-view/narrow", test_narrow);
  g_test_add_func ("/ui/run-view/many-nodes", test_many_nodes);
  g_test_add_func ("/ui/run-view/many-live", test_many_live);
  g_test_add_func ("/ui/run-view/many-destroy", test_many_destroy);
  g_test_add_func ("/ui/run-view/tree", test_tree);
  g_test_add_func ("/ui/run-view/long-output", test_long_output);
  return g_test_run ();
}
