/*
 * Values: what the expression language knows of a type.
 */
#ifndef EXPR_VALUE_H
#define EXPR_VALUE_H

enum value_kind {
	VALUE_NULL, /* the literal NULL: fits everywhere */
	VALUE_TEXT,
	VALUE_NUMBER,
	VALUE_BOOLEAN,
	VALUE_DATE,
	VALUE_TIME,
	VALUE_TIMESTAMP,
	VALUE_INTERVAL,
	VALUE_UUID,
	VALUE_JSON,
	VALUE_BYTES,
	VALUE_INET,
	VALUE_MACADDR,
	VALUE_POINT,
	VALUE_REF,
	VALUE_DATERANGE,
	VALUE_TSTZRANGE, /* of no column; only expressions make them */
};

#endif
