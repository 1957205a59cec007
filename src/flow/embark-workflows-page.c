/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-problem-view.h"
#include "embark-workflow-row.h"
#include "embark-workflows-page.h"

struct _EmbarkWorkflowsPage
{
  EmbarkFlowPage parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  GtkWidget *field_errors;
  GtkLabel *field_errors_title;
  GtkLabel *field_errors_text;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkListBox *workflows;
  GtkLabel *hint;
  GtkWidget *foot;
  GtkWidget *fill;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (EmbarkWorkflowsPage, embark_workflows_page, EMBARK_TYPE_FLOW_PAGE)

static EmbarkWorkflowRow *
get_row (EmbarkWorkflowsPage *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->workflows, position);

  return row != NULL ? EMBARK_WORKFLOW_ROW (row) : NULL;
}

/* Whether the rows stand for the same workflows as @workflows, in the same order: then they stay, and with
 * them the focus and what is being saved. */
static gboolean
rows_fit (EmbarkWorkflowsPage *self, GPtrArray *workflows)
{
  for (guint i = 0; i < workflows->len; i++)
    {
      EmbarkWorkflowRow *row = get_row (self, i);

      if (row == NULL
          || !g_str_equal (embark_workflow_get_id (embark_workflow_row_get_workflow (row)),
                           embark_workflow_get_id (g_ptr_array_index (workflows, i))))
        return FALSE;
    }

  return get_row (self, workflows->len) == NULL;
}

static void
update_rows (EmbarkWorkflowsPage *self, GPtrArray *workflows)
{
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
  EmbarkWorkflowRow *row;

  if (rows_fit (self, workflows))
    {
      for (guint i = 0; i < workflows->len; i++)
        embark_workflow_row_set_workflow (get_row (self, i), g_ptr_array_index (workflows, i));
      return;
    }

  while ((row = get_row (self, 0)) != NULL)
    gtk_list_box_remove (self->workflows, GTK_WIDGET (row));
  for (guint i = 0; i < workflows->len; i++)
    gtk_list_box_append (self->workflows,
                         embark_workflow_row_new (onboarding, g_ptr_array_index (workflows, i)));
}

static void
update_field_errors (EmbarkWorkflowsPage *self, EmbarkConfig *config)
{
  GPtrArray *errors = config != NULL ? embark_config_get_field_errors (config) : NULL;
  guint n = errors != NULL ? errors->len : 0;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->field_errors, n > 0);
  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (errors, i));
  title = g_strdup_printf (
      ngettext ("Cobalt reports an error in %u field", "Cobalt reports errors in %u fields", n), n);
  gtk_label_set_text (self->field_errors_title, title);
  gtk_label_set_text (self->field_errors_text, text->str);
}

static guint
count_missing (GPtrArray *fields)
{
  guint n = 0;

  for (guint i = 0; i < fields->len; i++)
    if (embark_field_get_missing (g_ptr_array_index (fields, i)))
      n++;
  return n;
}

/* What the rows do not say: fields that all workflows share. Returns: how many required fields are empty */
static guint
update_hint (EmbarkWorkflowsPage *self, EmbarkConfig *config)
{
  GPtrArray *workflows = embark_config_get_workflows (config);
  guint n_shared = count_missing (embark_config_get_fields (config));
  g_autofree char *shared = NULL;
  guint n = n_shared;

  for (guint i = 0; i < workflows->len; i++)
    n += embark_workflow_get_n_missing (g_ptr_array_index (workflows, i));

  gtk_widget_set_visible (GTK_WIDGET (self->hint), n_shared > 0);
  if (n_shared > 0)
    shared = g_strdup_printf (ngettext ("%u required field that all workflows share is empty.",
                                        "%u required fields that all workflows share are empty.", n_shared),
                              n_shared);
  gtk_label_set_text (self->hint, shared != NULL ? shared : "");
  return n;
}

/* A field that is empty is what to see to next, unless only a workflow that is off lacks it. */
static void
update_fill (EmbarkWorkflowsPage *self, EmbarkConfig *config, const EmbarkStep *step)
{
  GPtrArray *workflows = embark_config_get_workflows (config);
  guint n_fields = embark_config_get_fields (config)->len;
  guint n_missing = update_hint (self, config);

  for (guint i = 0; i < workflows->len; i++)
    n_fields += embark_workflow_get_fields (g_ptr_array_index (workflows, i))->len;
  gtk_widget_set_visible (self->fill, n_fields > 0);
  if (n_missing > 0 && step->state != EMBARK_STEP_DONE)
    gtk_widget_add_css_class (self->fill, "suggested-action");
  else
    gtk_widget_remove_css_class (self->fill, "suggested-action");
}

static void
update_foot (EmbarkWorkflowsPage *self, const EmbarkStep *step, const EmbarkFactsData *facts)
{
  gboolean done = step->state == EMBARK_STEP_DONE;

  gtk_widget_set_visible (self->next, facts->n_enabled > 0);
  if (done)
    gtk_widget_add_css_class (self->next, "suggested-action");
  else
    gtk_widget_remove_css_class (self->next, "suggested-action");
}

static void
embark_workflows_page_update (EmbarkFlowPage *page)
{
  EmbarkWorkflowsPage *self = EMBARK_WORKFLOWS_PAGE (page);
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (page);
  EmbarkConfig *config = embark_onboarding_get_config (onboarding);
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  const EmbarkStep *step =
      embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_WORKFLOWS);
  const GError *error = embark_onboarding_get_error (onboarding, EMBARK_STEP_WORKFLOWS);
  const char *state = "nothing";

  gtk_label_set_text (self->title, _ ("Choose What Runs"));
  gtk_label_set_text (self->reason, step->reason);
  embark_flow_page_show_problem (page, self->problem, error);
  update_field_errors (self, config);

  if (config != NULL)
    {
      GPtrArray *workflows = embark_config_get_workflows (config);

      state = workflows->len > 0 ? "list" : "empty";
      update_rows (self, workflows);
      update_fill (self, config, step);
    }
  else if (error == NULL)
    {
      state = "loading";
    }
  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (state, "loading"));
  gtk_widget_set_visible (self->foot, config != NULL);
  update_foot (self, step, facts);
}

static void
next_clicked_cb (EmbarkWorkflowsPage *self)
{
  embark_flow_page_go_to (EMBARK_FLOW_PAGE (self), EMBARK_STEP_EVENT);
}

static void
embark_workflows_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkWorkflowsPage *self = EMBARK_WORKFLOWS_PAGE (page);

  gtk_widget_set_halign (self->foot, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  /* Where buttons stand on each other the first one is the one to press. */
  gtk_box_reorder_child_after (GTK_BOX (self->foot), self->next,
                               narrow ? NULL : gtk_widget_get_last_child (self->foot));
}

static void
embark_workflows_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_WORKFLOWS_PAGE);
  G_OBJECT_CLASS (embark_workflows_page_parent_class)->dispose (object);
}

static void
embark_workflows_page_class_init (EmbarkWorkflowsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  object_class->dispose = embark_workflows_page_dispose;
  page_class->update = embark_workflows_page_update;
  page_class->narrow_changed = embark_workflows_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-workflows-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, content);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, field_errors);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, field_errors_title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, field_errors_text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, workflows);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, foot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, fill);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowsPage, next);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
embark_workflows_page_init (EmbarkWorkflowsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmbarkFlowPage *
embark_workflows_page_new (EmbarkOnboarding *onboarding)
{
  return g_object_new (EMBARK_TYPE_WORKFLOWS_PAGE, "onboarding", onboarding, NULL);
}
