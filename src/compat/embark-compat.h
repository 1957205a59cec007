/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only place that asks for the version of GTK and libadwaita: what changed between Debian 12 and 13 has one name here. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Opens an http(s) address in the user's browser. @uri may be a secret: it goes to the portal or the desktop, not to a
 * log. */
void embark_compat_open_uri_async (GtkWindow *parent, const char *uri, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_compat_open_uri_finish (GtkWindow *parent, GAsyncResult *result, GError **error);

/**
 * embark_compat_confirm_async:
 * @parent: over which window
 * @heading: the question
 * @body: what follows from it; plain text
 * @confirm: label of the button that does it, with a mnemonic
 * @destructive: whether it cannot be undone
 *
 * Cancel is the default answer and Escape.
 */
void embark_compat_confirm_async (GtkWindow *parent, const char *heading, const char *body, const char *confirm,
                                  gboolean destructive, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* The same for what must not be done by the way: the button works once @name was typed as it is. The same finish. */
void embark_compat_confirm_name_async (GtkWindow *parent, const char *heading, const char *body, const char *name,
                                       const char *confirm, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: whether it was confirmed */
gboolean embark_compat_confirm_finish (GtkWindow *parent, GAsyncResult *result);

/* Shows a message with a Close button and, when @details is given, Copy Details. */
void embark_compat_show_message (GtkWindow *parent, const char *heading, const char *body, const char *details);

/* @text: (nullable): the text of a file to save, at @suggested_name; done by the callback */
void embark_compat_save_text_async (GtkWindow *parent, const char *title, const char *suggested_name, const char *text,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: whether it was saved; %FALSE without @error when the user thought better of it */
gboolean embark_compat_save_text_finish (GtkWindow *parent, GAsyncResult *result, GError **error);

/* Asks for a file to open, or with @suggested_name (nullable) for one to save to. @patterns: (nullable): what is shown
 * first, for example "*.csv"; @patterns_name: its words */
void embark_compat_choose_file_async (GtkWindow *parent, const char *title, const char *suggested_name,
                                      const char *const *patterns, const char *patterns_name,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL without @error when the user thought better of it */
GFile *embark_compat_choose_file_finish (GtkWindow *parent, GAsyncResult *result, GError **error);

void embark_compat_present_about (GtkWindow *parent, const char *app_id, const char *version);

/* Gives the button with which the text of @row is shown a name for a screen reader, which it says of itself only from
 * libadwaita 1.3 on. */
void embark_compat_name_peek_button (AdwPasswordEntryRow *row);

/* Says @text to a screen reader where GTK can (4.14); elsewhere the widget's own role has to. */
void embark_compat_announce (GtkWidget *widget, const char *text);

G_END_DECLS
