#include "expr/literal.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Exactly n digits as a number from 0 to max; *s moves behind them. */
static bool
digits(const char **s, int n, int max, int *value)
{
	*value = 0;
	for (; n; n--, (*s)++) {
		if (!isdigit((unsigned char)**s))
			return false;
		*value = *value * 10 + (**s - '0');
	}
	return *value <= max;
}

static bool
one(const char **s, char c)
{
	return **s == c && (*s)++;
}

static bool
date(const char **s)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int y, m, d;

	if (!digits(s, 4, 9999, &y) || !one(s, '-') || !digits(s, 2, 12, &m) || !one(s, '-') ||
	    !digits(s, 2, 31, &d) || !y || !m || !d)
		return false;
	return d <= days[m - 1] || (m == 2 && d == 29 && y % 4 == 0 && (y % 100 || y % 400 == 0));
}

static bool
time_of_day(const char **s)
{
	int v, n;

	if (!digits(s, 2, 23, &v) || !one(s, ':') || !digits(s, 2, 59, &v))
		return false;
	if (!one(s, ':'))
		return true;
	if (!digits(s, 2, 59, &v))
		return false;
	if (!one(s, '.'))
		return true;
	for (n = 0; isdigit((unsigned char)**s); n++)
		(*s)++;
	return n >= 1 && n <= 6;
}

static bool
offset(const char **s)
{
	int v;

	if (one(s, 'Z') || one(s, 'z'))
		return true;
	if (!one(s, '+') && !one(s, '-'))
		return false;
	return digits(s, 2, 15, &v) && (!one(s, ':') || digits(s, 2, 59, &v));
}

static bool
is_date(const char *s)
{
	return date(&s) && !*s;
}

static bool
is_time(const char *s)
{
	return time_of_day(&s) && !*s;
}

static bool
is_timestamp(const char *s)
{
	if (!date(&s) || !(one(&s, 'T') || one(&s, ' ')) || !time_of_day(&s))
		return false;
	one(&s, ' ');
	return offset(&s) && !*s;
}

static bool
is_local_timestamp(const char *s)
{
	if (!date(&s))
		return false;
	return !*s || ((one(&s, 'T') || one(&s, ' ')) && time_of_day(&s) && !*s);
}

/* A unit as its bit, those that a time of day has lowest; 0 if there is none. */
static unsigned
unit(const char **s)
{
	static const char *const units[] = {"microsecond", "millisecond", "second", "minute",
	                                    "hour",        "day",         "week",   "month",
	                                    "year",        NULL};
	size_t n = 0;

	while (isalpha((unsigned char)(*s)[n]))
		n++;
	for (size_t i = 0; units[i]; i++) {
		size_t len = strlen(units[i]);

		if (strncasecmp(*s, units[i], len) ||
		    (n != len && (n != len + 1 || tolower((unsigned char)(*s)[len]) != 's')))
			continue;
		*s += n;
		return 1u << i;
	}
	return 0;
}

/* Numbers without sign, since what a sign refers to depends on IntervalStyle; no
 * unit stands twice. */
static bool
is_interval(const char *s)
{
	const unsigned of_time = (1u << 5) - 1;
	unsigned seen = 0, now;
	size_t n;

	do {
		n = strspn(s, "0123456789");
		if (n == 2 && s[2] == ':')
			return !(seen & of_time) && is_time(s);
		s += n;
		if (n < 1 || n > 6)
			return false;
		while (*s == ' ')
			s++;
		now = unit(&s);
		if (!now || (seen & now))
			return false;
		seen |= now;
		n = strspn(s, " ");
		s += n;
	} while (*s && n);
	return !*s;
}

/* Groups of hex digits of the given lengths with a separator between them. */
static bool
groups(const char *s, const int *lengths, const char *separators)
{
	char separator = 0;

	for (; *lengths; lengths++) {
		for (int i = *lengths; i; i--)
			if (!isxdigit((unsigned char)*s++))
				return false;
		if (!lengths[1])
			break;
		if (!separator && *s && strchr(separators, *s))
			separator = *s;
		if (!separator || *s++ != separator)
			return false;
	}
	return !*s;
}

static bool
is_uuid(const char *s)
{
	return groups(s, (const int[]){8, 4, 4, 4, 12, 0}, "-");
}

static bool
is_macaddr(const char *s)
{
	return groups(s, (const int[]){2, 2, 2, 2, 2, 2, 0}, ":-");
}

static bool
is_inet(const char *s)
{
	unsigned char buf[16];
	char host[64];
	size_t n = strcspn(s, "/");
	int bits = 0, max;

	if (n >= sizeof(host))
		return false;
	memcpy(host, s, n);
	host[n] = '\0';
	max = strchr(host, ':') ? 128 : 32;
	if (inet_pton(max == 32 ? AF_INET : AF_INET6, host, buf) != 1)
		return false;
	if (!s[n])
		return true;
	s += n + 1;
	n = strlen(s);
	if (n > 1 && *s == '0')
		return false;
	return n >= 1 && n <= 3 && digits(&s, (int)n, max, &bits);
}

static bool
is_bytes(const char *s)
{
	if (strncmp(s, "\\x", 2) || strlen(s) % 2)
		return false;
	return s[2 + strspn(s + 2, "0123456789abcdefABCDEF")] == '\0';
}

static const struct literal {
	enum value_kind kind;
	bool local;
	bool (*fits)(const char *);
	const char *type, *fault;
} literals[] = {
        {VALUE_DATE, false, is_date, "DATE", "a date is written '2025-12-31'"},
        {VALUE_TIME, false, is_time, "TIME", "a time is written '23:59' or '23:59:59'"},
        {VALUE_TIMESTAMP, false, is_timestamp, "TIMESTAMPTZ",
         "a timestamp is written with its offset: '2025-12-31T23:59:59Z'"},
        {VALUE_TIMESTAMP, true, is_local_timestamp, "TIMESTAMP",
         "a timestamp without time zone is written '2025-12-31 23:59:59'"},
        {VALUE_INTERVAL, false, is_interval, "INTERVAL",
         "an interval is written '2 days 12 hours'"},
        {VALUE_UUID, false, is_uuid, "UUID",
         "a UUID is written '00000000-0000-0000-0000-000000000000', in hexadecimal digits"},
        {VALUE_INET, false, is_inet, "INET",
         "an address is written '192.0.2.1' or '2001:db8::/32'"},
        {VALUE_MACADDR, false, is_macaddr, "MACADDR",
         "a MAC address is written '08:00:2b:01:02:03'"},
        {VALUE_BYTES, false, is_bytes, "BYTEA", "bytes are written '\\x00ff'"},
        {VALUE_NUMBER, false, NULL, NULL, "numbers are written without quotes"},
        {VALUE_BOOLEAN, false, NULL, NULL, "write true or false without quotes"},
};

static const struct literal *
find(enum value_kind kind, bool local)
{
	for (size_t i = 0; i < sizeof(literals) / sizeof(*literals); i++)
		if (literals[i].kind == kind && literals[i].local == local)
			return literals + i;
	return NULL;
}

const char *
literal_fault(enum value_kind kind, bool local, const char *text)
{
	const struct literal *l = find(kind, local);

	if (!l)
		return "no constant can be compared with this";
	return l->fits && l->fits(text) ? NULL : l->fault;
}

const char *
literal_type(enum value_kind kind, bool local)
{
	const struct literal *l = find(kind, local);

	return l ? l->type : NULL;
}

const char *
literal_reader(const char *type)
{
	static const struct {
		const char *type, *function;
	} readers[] = {{"NUMERIC", "app.to_number"},  {"DOUBLE PRECISION", "app.to_number"},
	               {"DATE", "app.finite"},        {"TIMESTAMP", "app.finite"},
	               {"TIMESTAMPTZ", "app.finite"}, {"INTERVAL", "app.finite"}};

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (strcmp(readers[i].type, type) == 0)
			return readers[i].function;
	return "";
}
