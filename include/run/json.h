/* JSON texts: what the manifest and --json are written with. Commas and
 * indentation are kept here; the caller says what comes. */
#ifndef RUN_JSON_H
#define RUN_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

enum { JSON_DEPTH_LIMIT = 16 };

struct json {
    struct buffer *out;
    int depth;
    bool has_items[JSON_DEPTH_LIMIT];
};

struct json json_new(struct buffer *out);
/* `key` is NULL inside a list. */
void json_begin_object(struct json *json, const char *key);
void json_end_object(struct json *json);
void json_begin_list(struct json *json, const char *key);
void json_end_list(struct json *json);
void json_text(struct json *json, const char *key, struct text value);
void json_int(struct json *json, const char *key, int64_t value);
void json_bool(struct json *json, const char *key, bool value);
/* A number that is already written: "41.0". */
void json_number(struct json *json, const char *key, struct text digits);

#endif
