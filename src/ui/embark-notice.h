/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EmbarkNoticeHost:
 *
 * A window that shows what any widget in it has to say: a widget asks its nearest ancestor that is one.
 */
#define EMBARK_TYPE_NOTICE_HOST (embark_notice_host_get_type ())
G_DECLARE_INTERFACE (EmbarkNoticeHost, embark_notice_host, EMBARK, NOTICE_HOST, GtkWidget)

struct _EmbarkNoticeHostInterface
{
  GTypeInterface parent;

  /* Returns: (transfer none): where toasts go */
  AdwToastOverlay *(*get_toasts) (EmbarkNoticeHost *self);
};

/* Something passing, plain text ("Account ID copied"). */
void embark_notice_toast (GtkWidget *from, const char *text);
/* Something that failed and that no page shows: a dialog. @details: (nullable): for Copy Details, redacted already. */
void embark_notice_message (GtkWidget *from, const char *title, const char *body, const char *details);
/* Copies @text, which must not be a secret, and says so with @toast (nullable). */
void embark_notice_copy (GtkWidget *from, const char *text, const char *toast);

G_END_DECLS
