/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-notice.h"
#include "embark-secret-clip.h"

/* What KDE's and others' managers look for, and leave such a clip alone. */
#define HINT_TYPE "x-kde-passwordManagerHint"
#define HINT      "secret"

typedef struct
{
  GdkClipboard *clipboard;      /* (owned) */
  GdkContentProvider *provider; /* (owned) */
  EmbarkClock *clock;           /* (owned) */
  guint timeout_id;
} Clip;

/* At most one: the next takes the place of the one before. */
static Clip *current;

static void
drop (gboolean take_out)
{
  Clip *clip = g_steal_pointer (&current);

  if (clip == NULL)
    return;
  embark_clock_clear (clip->clock, &clip->timeout_id);
  if (take_out && gdk_clipboard_get_content (clip->clipboard) == clip->provider)
    gdk_clipboard_set_content (clip->clipboard, NULL);
  g_object_unref (clip->clipboard);
  g_object_unref (clip->provider);
  g_object_unref (clip->clock);
  g_free (clip);
}

static gboolean
expired_cb (gpointer data)
{
  current->timeout_id = 0;
  drop (TRUE);
  return G_SOURCE_REMOVE;
}

void
embark_secret_clip_copy (GtkWidget *from, const char *secret, EmbarkClock *clock, const char *toast)
{
  g_autoptr (GBytes) hint = g_bytes_new_static (HINT, strlen (HINT));
  GdkContentProvider *parts[2];

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (secret != NULL);
  g_return_if_fail (EMBARK_IS_CLOCK (clock));

  drop (FALSE);
  current = g_new0 (Clip, 1);
  current->clipboard = g_object_ref (gtk_widget_get_clipboard (from));
  current->clock = g_object_ref (clock);
  parts[0] = gdk_content_provider_new_typed (G_TYPE_STRING, secret);
  parts[1] = gdk_content_provider_new_for_bytes (HINT_TYPE, hint);
  current->provider = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (current->clipboard, current->provider);
  current->timeout_id =
      embark_clock_add_timeout (clock, EMBARK_SECRET_CLIP_SECONDS * 1000, expired_cb, NULL, NULL);
  if (toast != NULL)
    embark_notice_toast (from, toast);
}

void
embark_secret_clip_clear (void)
{
  drop (TRUE);
}
