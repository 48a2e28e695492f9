/*
 * Register: new entries of the registry, put into its text;
 * comments, order and spelling of everything else stay.
 */
#ifndef PARSE_REGISTER_H
#define PARSE_REGISTER_H

#include "model/registry.h"

struct registration {
	const struct subdomain *subdomain;
	const char *schema, *entity; /* schema NULL unless it must stand in the key */
	const char *code, *entity_code;
};

/* The registry's text with n entries more, their subdomains' counters and last_updated brought up
 * to date where they are there; now is the time as the format has it. The result is read again: if
 * it does not say the same and the new entries, that is reported. NULL then. */
const char *registry_register(struct arena *, struct diag *, const struct registry *,
                              const struct registration *, size_t n, const char *now);

#endif
