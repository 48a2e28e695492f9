/*
 * Recovery: what a caller can do about an answer that is no success.
 */
#ifndef MODEL_RECOVERY_H
#define MODEL_RECOVERY_H

#include <stdbool.h>

/* A sentence for a status, failed:not_a_lead; never NULL.
 * Stated: the condition that leads to it is told beside it. */
const char *failure_recovery(const char *status, bool stated);

#endif
