/* JSON texts, indented by two spaces. */
#include "run/json.h"

struct json json_new(struct buffer *out) {
    return (struct json){.out = out};
}

static void add_quoted(struct buffer *out, struct text value) {
    struct text text = text_repaired(out->arena, value);
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\') {
            buffer_format(out, "\\%c", byte);
        } else if (byte < 0x20) {
            buffer_format(out, "\\u%04x", byte);
        } else {
            buffer_add_byte(out, (char)byte);
        }
    }
    buffer_add_byte(out, '"');
}

static void new_line(struct json *json) {
    buffer_add_byte(json->out, '\n');
    for (int i = 0; i < json->depth; i++) {
        buffer_add_c(json->out, "  ");
    }
}

static void begin_item(struct json *json, const char *key) {
    if (json->depth > 0) {
        buffer_add_c(json->out, json->has_items[json->depth - 1] ? "," : "");
        json->has_items[json->depth - 1] = true;
        new_line(json);
    }
    if (key != NULL) {
        add_quoted(json->out, text_of(key));
        buffer_add_c(json->out, ": ");
    }
}

static void open(struct json *json, const char *key, char bracket) {
    begin_item(json, key);
    buffer_add_byte(json->out, bracket);
    json->has_items[json->depth++] = false;
}

static void close(struct json *json, char bracket) {
    bool had_items = json->has_items[--json->depth];
    if (had_items) {
        new_line(json);
    }
    buffer_add_byte(json->out, bracket);
    if (json->depth == 0) {
        buffer_add_byte(json->out, '\n');
    }
}

void json_begin_object(struct json *json, const char *key) {
    open(json, key, '{');
}

void json_end_object(struct json *json) {
    close(json, '}');
}

void json_begin_list(struct json *json, const char *key) {
    open(json, key, '[');
}

void json_end_list(struct json *json) {
    close(json, ']');
}

void json_text(struct json *json, const char *key, struct text value) {
    begin_item(json, key);
    add_quoted(json->out, value);
}

void json_int(struct json *json, const char *key, int64_t value) {
    begin_item(json, key);
    buffer_add_int(json->out, value);
}

void json_bool(struct json *json, const char *key, bool value) {
    begin_item(json, key);
    buffer_add_c(json->out, value ? "true" : "false");
}

void json_number(struct json *json, const char *key, struct text digits) {
    begin_item(json, key);
    buffer_add(json->out, digits);
}
