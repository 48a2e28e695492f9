/*
 * End: which steps end an action, so that none behind them is done.
 */
#ifndef ACTION_END_H
#define ACTION_END_H

#include "parse/step.h"

/* What ends the action at a step in any case, in words, or NULL. */
const char *step_end(const struct step *);

/* Whether these steps end it, so that what follows them is done if they are not taken only. */
bool steps_end(const struct step *);

#endif
