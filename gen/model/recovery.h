/*
 * Recovery: what a caller can do about an answer that is no success.
 */
#ifndef MODEL_RECOVERY_H
#define MODEL_RECOVERY_H

/* A sentence for a status, failed:not_a_lead; never NULL. */
const char *failure_recovery(const char *status);

#endif
