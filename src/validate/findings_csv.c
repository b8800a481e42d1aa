/* findings.csv by RFC 4180. What a spreadsheet would run as a formula is made
 * text with an apostrophe: values come from case records, and anybody may have
 * typed them. */
#include <string.h>

#include "validate/finding.h"

static const char *severity_word(enum finding_severity severity) {
    return severity == FINDING_ERROR ? "error" : "query";
}

static bool looks_like_a_formula(struct text text) {
    return text.length > 0 && memchr("=+-@\t\r", text.bytes[0], 6) != NULL;
}

static bool needs_quotes(struct text text) {
    return text_find(text, ',') < text.length || text_find(text, '"') < text.length ||
           text_find(text, '\n') < text.length || text_find(text, '\r') < text.length;
}

static void add_field(struct buffer *out, struct text text) {
    bool is_quoted = needs_quotes(text);
    buffer_add_c(out, is_quoted ? "\"" : "");
    buffer_add_c(out, looks_like_a_formula(text) ? "'" : "");
    for (size_t i = 0; i < text.length; i++) {
        buffer_add_c(out, text.bytes[i] == '"' ? "\"" : "");
        buffer_add_byte(out, text.bytes[i]);
    }
    buffer_add_c(out, is_quoted ? "\"" : "");
}

static void add_finding(struct buffer *out, const struct finding *finding) {
    const struct text before[] = {finding->rule, finding->table, finding->file};
    const struct text after[] = {finding->cell,   finding->column,  finding->value,
                                 finding->record, finding->message, finding->remedy};
    buffer_add_c(out, severity_word(finding->severity));
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        buffer_add_byte(out, ',');
        add_field(out, before[i]);
    }
    buffer_add_byte(out, ',');
    buffer_add_int(out, finding->row);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        buffer_add_byte(out, ',');
        add_field(out, after[i]);
    }
    buffer_add_c(out, "\r\n");
}

void findings_write_csv(struct buffer *out, const struct findings *findings) {
    buffer_add_c(out, "severity,rule,table,file,row,cell,column,value,record,message,remedy\r\n");
    for (size_t i = 0; i < findings->count; i++) {
        add_finding(out, &findings->items[i]);
    }
}
