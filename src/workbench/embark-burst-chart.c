/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-chart.h"

#define CHART_HEIGHT        72
#define CHART_MIN_WIDTH     120
#define CHART_NATURAL_WIDTH 480
#define COLUMN_MAX_WIDTH    28
#define COLUMN_GAP          2

struct _EmbarkBurstChart
{
  GtkWidget parent_instance;

  double heights[EMBARK_BURST_CHART_MAX];     /* 0 to 1 */
  GtkWidget *columns[EMBARK_BURST_CHART_MAX]; /* (nullable): children */
  guint n;
  char *words; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkBurstChart, embark_burst_chart, GTK_TYPE_WIDGET)

static void
embark_burst_chart_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  const gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? CHART_MIN_WIDTH : CHART_HEIGHT;
  *natural = across ? CHART_NATURAL_WIDTH : CHART_HEIGHT;
}

static void
embark_burst_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EmbarkBurstChart *self = EMBARK_BURST_CHART (widget);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const double step = self->n > 0 ? MIN ((double) width / self->n, COLUMN_MAX_WIDTH) : 0;

  for (guint i = 0; i < self->n; i++)
    {
      const int from = (int) (i * step);
      const int column = MAX ((int) ((i + 1) * step) - from - COLUMN_GAP, 1);
      /* A second without an answer is a line at the foot: it is there, and nothing came. */
      const int high = MAX ((int) (self->heights[i] * height), 2);
      const GtkAllocation place = { mirrored ? width - from - column : from, height - high, column, high };

      /* GTK wants every child measured before it gets its place. */
      gtk_widget_measure (self->columns[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->columns[i], &place, -1);
    }
}

static void
set_n (EmbarkBurstChart *self, guint n)
{
  while (self->n > n)
    g_clear_pointer (&self->columns[--self->n], gtk_widget_unparent);
  while (self->n < n)
    {
      GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_set_parent (box, GTK_WIDGET (self));
      self->columns[self->n++] = box;
    }
}

static void
embark_burst_chart_dispose (GObject *object)
{
  set_n (EMBARK_BURST_CHART (object), 0);
  G_OBJECT_CLASS (embark_burst_chart_parent_class)->dispose (object);
}

static void
embark_burst_chart_finalize (GObject *object)
{
  g_free (EMBARK_BURST_CHART (object)->words);
  G_OBJECT_CLASS (embark_burst_chart_parent_class)->finalize (object);
}

static void
embark_burst_chart_class_init (EmbarkBurstChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_burst_chart_dispose;
  object_class->finalize = embark_burst_chart_finalize;
  widget_class->measure = embark_burst_chart_measure;
  widget_class->size_allocate = embark_burst_chart_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "embarkburstchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
embark_burst_chart_init (EmbarkBurstChart *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  embark_burst_chart_set (self, NULL, 0, 1);
}

static char *
dup_words (guint64 sum, guint duration, double most)
{
  g_autofree char *answers = NULL;

  if (sum == 0)
    return g_strdup (_ ("No answer yet"));
  answers = g_strdup_printf (ngettext ("%'u answer", "%'u answers", (gulong) sum), (guint) sum);
  return g_strdup_printf (
      /* Translators: %1$s: "1,000 answers"; %2$u: seconds; %3$.0f, %4$.0f: answers a second */
      ngettext ("%1$s in %2$u second: %3$.0f a second, %4$.0f at most",
                "%1$s in %2$u seconds: %3$.0f a second, %4$.0f at most", duration),
      answers, duration, (double) sum / duration, most);
}

void
embark_burst_chart_set (EmbarkBurstChart *self, const guint32 *values, guint n, guint seconds)
{
  const guint together = MAX ((n + EMBARK_BURST_CHART_MAX - 1) / EMBARK_BURST_CHART_MAX, 1);
  const guint n_columns = (n + together - 1) / together;
  guint64 sums[EMBARK_BURST_CHART_MAX] = { 0 }, sum = 0, most = 0;

  g_return_if_fail (EMBARK_IS_BURST_CHART (self));

  for (guint i = 0; i < n; i++)
    {
      sums[i / together] += values[i];
      sum += values[i];
      most = MAX (most, sums[i / together]);
    }
  set_n (self, n_columns);
  for (guint i = 0; i < n_columns; i++)
    self->heights[i] = most > 0 ? (double) sums[i] / (double) most : 0;
  g_free (self->words);
  self->words = dup_words (sum, MAX (n * seconds, 1), (double) most / (together * MAX (seconds, 1)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

const char *
embark_burst_chart_get_words (EmbarkBurstChart *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST_CHART (self), NULL);

  return self->words;
}

guint
embark_burst_chart_get_n_columns (EmbarkBurstChart *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST_CHART (self), 0);

  return self->n;
}
