#include "model/layout.h"
#include "model/entity.h"
#include "model/options.h"

static const char *const tenancy_words[] = {"unset", "tenant", "shared", NULL};
static const char *const default_words[] = {"none", "value", "function", NULL};
static const char *const action_words[] = {"nothing", "create", "update", "delete", "steps", NULL};
static const char *const subject_words[] = {"none", "new", "read", "lock", "delete", NULL};
static const char *const conflict_words[] = {"fail", "ignore", "update", NULL};
static const char *const source_words[] = {"constant", "input", "default", "given", "null", NULL};
static const char *const operation_words[] = {"create", "update", "delete", "read", NULL};
static const char *const statement_words[] = {"validate", "reject", "if",     "insert",  "update",
                                              "delete",   "find",   "call",   "event",   "foreach",
                                              "while",    "set",    "return", "refresh", NULL};

/* clang-format off */
#define MEMBER(s, m, f)     .key = #m, .form = MEMBER_##f, .offset = offsetof(struct s, m)
#define LIST(s, m, f)       MEMBER(s, m, f), .count = offsetof(struct s, n##m)
#define TEXT(s, m)          {MEMBER(s, m, TEXT)}
#define NAME(s, m)          {MEMBER(s, m, NAME)}
#define BOOL(s, m)          {MEMBER(s, m, BOOL)}
#define INT(s, m)           {MEMBER(s, m, INT)}
#define TYPE(s, m)          {MEMBER(s, m, TYPE)}
#define NEED(s, m)          {MEMBER(s, m, TEXT), .needed = true}
#define NEED_NAME(s, m)     {MEMBER(s, m, NAME), .needed = true}
#define NEED_TYPE(s, m)     {MEMBER(s, m, TYPE), .needed = true}
#define WORD(s, m, words)   {MEMBER(s, m, WORD), .table = words}
#define NEED_WORD(s, m, words) {MEMBER(s, m, WORD), .table = words, .needed = true}
#define TEXTS(s, m)         {LIST(s, m, TEXTS)}
#define OBJECTS(s, m, of)   {LIST(s, m, OBJECTS), .table = of}
#define END                 {.key = NULL}
/* clang-format on */

static const struct layout ref_layout = {
        sizeof(struct ref),
        (const struct member[]){NEED_NAME(ref, entity), NAME(ref, schema),
                                WORD(ref, on_delete, on_delete_names), NEED_NAME(ref, column),
                                NAME(ref, table), NAME(ref, key), NAME(ref, key_type),
                                BOOL(ref, tenant), BOOL(ref, unlinked), END}};

static const struct layout field_layout = {
        sizeof(struct field), (const struct member[]){NEED_NAME(field, name),
                                                      TEXT(field, description),
                                                      NEED_TYPE(field, type),
                                                      NAME(field, column),
                                                      TEXT(field, sql),
                                                      BOOL(field, list),
                                                      BOOL(field, required),
                                                      BOOL(field, unique),
                                                      WORD(field, index, index_names),
                                                      WORD(field, default_kind, default_words),
                                                      TEXT(field, default_text),
                                                      TEXT(field, min),
                                                      TEXT(field, max),
                                                      INT(field, min_length),
                                                      INT(field, max_length),
                                                      TEXT(field, pattern),
                                                      TEXTS(field, values),
                                                      OBJECTS(field, refs, &ref_layout),
                                                      NAME(field, join_table),
                                                      END}};

static const struct layout index_layout = {
        sizeof(struct index),
        (const struct member[]){NEED_NAME(index, name), WORD(index, kind, index_names),
                                TEXTS(index, columns), BOOL(index, unique), END}};

static const struct layout check_layout = {
        sizeof(struct check),
        (const struct member[]){NEED(check, name), TEXT(check, error), NEED(check, sql),
                                TEXT(check, js), TEXT(check, js_missing), TEXTS(check, fields),
                                END}};

static const struct layout foreign_key_layout = {
        sizeof(struct foreign_key),
        (const struct member[]){NEED_NAME(foreign_key, column), NEED_NAME(foreign_key, schema),
                                NEED_NAME(foreign_key, table), NAME(foreign_key, key),
                                NAME(foreign_key, entity), NEED_NAME(foreign_key, key_type),
                                TEXT(foreign_key, description), BOOL(foreign_key, required),
                                BOOL(foreign_key, unlinked), BOOL(foreign_key, tenant),
                                WORD(foreign_key, on_delete, on_delete_names), END}};

/* ---- actions ---- */

static const struct layout named_layout = {
        sizeof(struct named_sql),
        (const struct member[]){TEXT(named_sql, name), NEED(named_sql, sql), TEXT(named_sql, type),
                                TEXT(named_sql, when), BOOL(named_sql, list), END}};

static const struct layout pairing_layout = {
        sizeof(struct pairing),
        (const struct member[]){NEED(pairing, function), NEED(pairing, sql), TEXT(pairing, when),
                                BOOL(pairing, tenant), END}};

static const struct layout way_layout;

static const struct layout statement_layout = {
        sizeof(struct statement),
        (const struct member[]){NEED_WORD(statement, kind, statement_words),
                                TEXT(statement, sql),
                                TEXT(statement, status),
                                TEXT(statement, message),
                                TEXT(statement, fields),
                                NAME(statement, entity),
                                NAME(statement, schema),
                                NAME(statement, table),
                                NAME(statement, key),
                                BOOL(statement, own),
                                BOOL(statement, again),
                                BOOL(statement, one),
                                BOOL(statement, hard),
                                BOOL(statement, locked),
                                BOOL(statement, held),
                                BOOL(statement, reload),
                                BOOL(statement, takes),
                                NAME(statement, variable),
                                TEXT(statement, order),
                                TEXT(statement, name),
                                BOOL(statement, action),
                                TEXT(statement, input_type),
                                TEXT(statement, required),
                                TEXT(statement, defaults),
                                BOOL(statement, dynamic),
                                BOOL(statement, go_on),
                                OBJECTS(statement, values, &named_layout),
                                TEXTS(statement, changes),
                                WORD(statement, conflict, conflict_words),
                                TEXTS(statement, conflict_columns),
                                TEXTS(statement, replaces),
                                NAME(statement, replaced),
                                OBJECTS(statement, pairings, &pairing_layout),
                                BOOL(statement, json),
                                INT(statement, limit),
                                NAME(statement, turns),
                                TEXT(statement, list),
                                NAME(statement, reached),
                                OBJECTS(statement, ways, &way_layout),
                                OBJECTS(statement, steps, &statement_layout),
                                END}};

static const struct layout way_layout = {
        sizeof(struct way),
        (const struct member[]){TEXT(way, sql), OBJECTS(way, steps, &statement_layout), END}};

static const struct layout variable_layout = {sizeof(struct variable),
                                              (const struct member[]){NEED_NAME(variable, name),
                                                                      NEED(variable, type),
                                                                      TEXT(variable, sql), END}};

static const struct layout effect_layout = {
        sizeof(struct effect),
        (const struct member[]){NEED_NAME(effect, entity), NEED_NAME(effect, schema),
                                NEED_WORD(effect, operation, operation_words),
                                TEXTS(effect, fields), END}};

static const struct layout failure_layout = {
        sizeof(struct failure),
        (const struct member[]){NEED(failure, status), NEED(failure, message), END}};

static const struct layout condition_layout = {
        sizeof(struct condition),
        (const struct member[]){NEED(condition, status), NEED(condition, text), END}};

static const struct layout impact_layout = {
        sizeof(struct impact),
        (const struct member[]){OBJECTS(impact, effects, &effect_layout), TEXTS(impact, events),
                                TEXTS(impact, calls), TEXTS(impact, refreshes),
                                OBJECTS(impact, failures, &failure_layout),
                                OBJECTS(impact, conditions, &condition_layout), END}};

static const struct layout reaction_value_layout = {
        sizeof(struct reaction_value),
        (const struct member[]){NEED_NAME(reaction_value, field),
                                WORD(reaction_value, source, source_words),
                                NAME(reaction_value, input), TEXT(reaction_value, json), END}};

static const struct layout reaction_layout = {
        sizeof(struct reaction),
        (const struct member[]){OBJECTS(reaction, effects, &effect_layout), BOOL(reaction, others),
                                TEXTS(reaction, refreshes), BOOL(reaction, answers),
                                BOOL(reaction, removes),
                                OBJECTS(reaction, values, &reaction_value_layout), END}};

static const struct layout input_layout = {
        sizeof(struct input), (const struct member[]){NEED_NAME(input, name),
                                                      TEXT(input, word),
                                                      TEXT(input, field),
                                                      BOOL(input, typed),
                                                      BOOL(input, filled),
                                                      TEXT(input, description),
                                                      NEED_TYPE(input, type),
                                                      NEED(input, sql),
                                                      BOOL(input, list),
                                                      BOOL(input, required),
                                                      BOOL(input, system),
                                                      TEXT(input, value),
                                                      TEXT(input, value_sql),
                                                      TEXT(input, pattern),
                                                      TEXT(input, min),
                                                      TEXT(input, max),
                                                      INT(input, min_length),
                                                      INT(input, max_length),
                                                      TEXTS(input, values),
                                                      OBJECTS(input, refs, &ref_layout),
                                                      END}};

static const struct layout action_layout = {
        sizeof(struct action),
        (const struct member[]){NEED_NAME(action, name),
                                NAME(action, api),
                                TEXT(action, operation),
                                TEXT(action, description),
                                WORD(action, kind, action_words),
                                WORD(action, subject, subject_words),
                                OBJECTS(action, inputs, &input_layout),
                                TEXT(action, requires),
                                TEXT(action, permission),
                                TEXT(action, done),
                                OBJECTS(action, variables, &variable_layout),
                                OBJECTS(action, before, &statement_layout),
                                OBJECTS(action, statements, &statement_layout),
                                NAME(action, row),
                                NAME(action, old),
                                BOOL(action, writes),
                                BOOL(action, deletes),
                                BOOL(action, may_delete),
                                NAME(action, effects),
                                NAME(action, changed),
                                BOOL(action, idle),
                                OBJECTS(action, impact, &impact_layout),
                                OBJECTS(action, reaction, &reaction_layout),
                                END}};

/* ---- table views ---- */

static const struct layout inclusion_layout;
static const struct layout inclusion_layout = {
        sizeof(struct inclusion),
        (const struct member[]){NEED(inclusion, relation), TEXTS(inclusion, fields),
                                OBJECTS(inclusion, inclusions, &inclusion_layout), END}};

static const struct layout filter_layout = {
        sizeof(struct filter_column),
        (const struct member[]){NEED_NAME(filter_column, name), TEXT(filter_column, source),
                                NEED_TYPE(filter_column, type), BOOL(filter_column, list),
                                NEED(filter_column, sql), BOOL(filter_column, cast),
                                WORD(filter_column, index, index_names), NAME(filter_column, path),
                                NEED_NAME(filter_column, column), END}};

static const struct layout interface_filter_layout = {
        sizeof(struct filter_column),
        (const struct member[]){NEED_NAME(filter_column, name), NEED(filter_column, source), END}};

static const struct layout view_value_layout = {
        sizeof(struct view_value),
        (const struct member[]){NEED_NAME(view_value, name), NEED_NAME(view_value, column), END}};

static const struct layout view_row_layout;
static const struct layout view_row_layout = {
        sizeof(struct view_row),
        (const struct member[]){
                NEED_NAME(view_row, name), NEED_NAME(view_row, path), NEED_NAME(view_row, entity),
                NEED_NAME(view_row, schema), NEED_NAME(view_row, table), NEED_NAME(view_row, key),
                NEED_NAME(view_row, key_type), BOOL(view_row, tenant), BOOL(view_row, hidden),
                BOOL(view_row, kept), NAME(view_row, column), NAME(view_row, join_table),
                NAME(view_row, own), NAME(view_row, pair), BOOL(view_row, join_tenant),
                OBJECTS(view_row, values, &view_value_layout),
                OBJECTS(view_row, rows, &view_row_layout), END}};

/* ---- files ---- */

const struct layout layout_head = {
        sizeof(struct head),
        (const struct member[]){TEXT(head, format), INT(head, version), TEXT(head, file), END}};

const struct layout layout_model = {
        sizeof(struct entity),
        (const struct member[]){
                NEED_NAME(entity, name), NEED_NAME(entity, schema), NEED_NAME(entity, stem),
                TEXT(entity, description), NEED_NAME(entity, table), NEED_NAME(entity, key),
                NEED_NAME(entity, key_type), TEXT(entity, table_code),
                WORD(entity, tenancy, tenancy_words), BOOL(entity, identifier),
                OBJECTS(entity, fields, &field_layout), OBJECTS(entity, indexes, &index_layout),
                OBJECTS(entity, checks, &check_layout),
                OBJECTS(entity, foreign_keys, &foreign_key_layout),
                OBJECTS(entity, actions, &action_layout), BOOL(entity, table_view),
                OBJECTS(entity, filters, &filter_layout),
                OBJECTS(entity, view_rows, &view_row_layout), END}};

/* An interface is made before the targets of its refs are known. */
static const struct layout interface_ref_layout = {
        sizeof(struct ref),
        (const struct member[]){NEED_NAME(ref, entity), NAME(ref, schema),
                                WORD(ref, on_delete, on_delete_names), NAME(ref, column), END}};

static const struct layout interface_field_layout = {
        sizeof(struct field),
        (const struct member[]){
                NEED_NAME(field, name), TYPE(field, type), NAME(field, column), TEXT(field, sql),
                BOOL(field, list), BOOL(field, required), BOOL(field, unique), BOOL(field, faulty),
                WORD(field, default_kind, default_words), TEXT(field, min), TEXT(field, max),
                TEXT(field, pattern), TEXTS(field, values),
                OBJECTS(field, refs, &interface_ref_layout), NAME(field, join_table), END}};

static const struct layout interface_input_layout = {
        sizeof(struct input),
        (const struct member[]){NEED_NAME(input, name), TEXT(input, word), NEED_TYPE(input, type),
                                NEED(input, sql), BOOL(input, list), BOOL(input, required),
                                BOOL(input, system), TEXT(input, value), TEXT(input, value_sql),
                                TEXTS(input, values), OBJECTS(input, refs, &interface_ref_layout),
                                END}};

static const struct layout interface_action_layout = {
        sizeof(struct action),
        (const struct member[]){
                NEED_NAME(action, name), NAME(action, api), WORD(action, kind, action_words),
                WORD(action, subject, subject_words),
                OBJECTS(action, inputs, &interface_input_layout), TEXT(action, permission),
                TEXTS(action, deletions), TEXTS(action, callees), END}};

const struct layout layout_interface = {
        sizeof(struct entity),
        (const struct member[]){
                NAME(entity, name), NAME(entity, schema), NAME(entity, stem), NAME(entity, table),
                NAME(entity, key), NAME(entity, key_type), WORD(entity, tenancy, tenancy_words),
                BOOL(entity, identifier), BOOL(entity, partial),
                OBJECTS(entity, fields, &interface_field_layout), TEXTS(entity, relations),
                OBJECTS(entity, actions, &interface_action_layout), BOOL(entity, table_view),
                OBJECTS(entity, inclusions, &inclusion_layout),
                OBJECTS(entity, filters, &interface_filter_layout), END}};

static const struct layout schema_layout = {
        sizeof(struct schema_options),
        (const struct member[]){NEED(schema_options, name),
                                WORD(schema_options, tenancy, tenancy_words), END}};

static const struct layout external_layout = {
        sizeof(struct external_table),
        (const struct member[]){NEED(external_table, schema), NEED(external_table, table),
                                TEXT(external_table, key), NEED(external_table, key_type), END}};

const struct layout layout_options = {
        sizeof(struct options),
        (const struct member[]){TEXT(options, tool),
                                TEXT(options, api_role),
                                TEXT(options, action_role),
                                WORD(options, tenancy, tenancy_words),
                                OBJECTS(options, schemas, &schema_layout),
                                BOOL(options, by_schema),
                                BOOL(options, coded),
                                BOOL(options, entity_action_names),
                                BOOL(options, strict),
                                TEXT(options, sql_folder),
                                TEXT(options, frontend_folder),
                                TEXT(options, docs_folder),
                                TEXT(options, docs_title),
                                TEXTS(options, clients),
                                OBJECTS(options, external_tables, &external_layout),
                                TEXTS(options, functions),
                                TEXTS(options, all_schemas),
                                TEXTS(options, extensions),
                                TEXTS(options, needs),
                                TEXT(options, confiture),
                                END}};
