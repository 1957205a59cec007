/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a program holds its main loop at once: what happens between two waits is one turn, in which nothing is drawn
 * and no key is heard. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Once, before anything else here. With BENCH_TURNS in the environment long turns are told of as they end, to be looked
 * up in a profile. */
void turns_watch (void);
/* Forgets what was before. */
void turns_begin (void);
/* Until no turn took longer than a frame for a while. */
void turns_settle (void);
/* Turns the loop for so long. */
void turns_pass (guint milliseconds);
/* Returns: seconds of the longest turn since turns_begin(), without the time that other programs took from it */
double turns_get_work (void);
/* "NAME-turn SECONDS" of the longest turn since turns_begin(), and "NAME-work SECONDS" as turns_get_work() */
void turns_print (const char *name);
/* The same once it is quiet, and begins anew. */
void turns_print_settled (const char *name);

G_END_DECLS
