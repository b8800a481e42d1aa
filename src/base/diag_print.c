/* How a message looks on a terminal or in a log: the place, the words, the
 * source line with a caret under it, notes and the remedy. Control characters
 * of the data are shown as \xNN: a value must not steer the terminal. */
#include "base/buffer.h"
#include "base/diag.h"

static void add_position(struct buffer *out, const struct place *place) {
    if (text_is_empty(place->file)) {
        return;
    }
    buffer_add_visible(out, place->file);
    if (place->line > 0) {
        buffer_format(out, ":%u", place->line);
    }
    if (place->line > 0 && place->column > 0) {
        buffer_format(out, ":%u", place->column);
    }
    buffer_add_c(out, ": ");
}

static void add_cell(struct buffer *out, const struct place *place) {
    bool has_cell = !text_is_empty(place->cell), has_field = !text_is_empty(place->field);
    if (!has_cell && !has_field) {
        return;
    }
    buffer_add_c(out, "   [");
    if (has_cell) {
        buffer_add_c(out, "cell ");
        buffer_add_visible(out, place->cell);
    }
    buffer_add_c(out, has_cell && has_field ? ", " : "");
    buffer_add_visible(out, place->field);
    buffer_add_c(out, "]");
}

/* Blanks as wide as `text`: tabs stay tabs, a character of several bytes is one blank. */
static void add_blanks(struct buffer *out, struct text text) {
    uint32_t character;
    while (utf8_next(&text, &character)) {
        buffer_add_byte(out, character == '\t' ? '\t' : ' ');
    }
}

static void add_underline(struct buffer *out, struct text underlined) {
    uint32_t character;
    buffer_add_byte(out, '^');
    utf8_next(&underlined, &character);
    while (utf8_next(&underlined, &character)) {
        buffer_add_byte(out, '~');
    }
}

static void add_source(struct buffer *out, const struct place *place) {
    if (text_is_empty(place->source)) {
        return;
    }
    buffer_format(out, "%9u | ", place->line);
    buffer_add_visible(out, place->source);
    buffer_add_byte(out, '\n');
    if (place->column == 0) {
        return;
    }
    size_t from = place->column - 1;
    buffer_format(out, "%9s | ", "");
    add_blanks(out, text_slice(place->source, 0, from));
    add_underline(out, text_slice(place->source, from, from + place->length));
    buffer_add_byte(out, '\n');
}

static void add_lines(struct buffer *out, const char *label, struct text lines) {
    struct text line;
    while (text_next_part(&lines, '\n', &line)) {
        buffer_format(out, "    %s: ", label);
        buffer_add_visible(out, line);
        buffer_add_byte(out, '\n');
    }
}

void diag_print(struct buffer *out, const struct diag_message *message) {
    static const char *const severities[] = {"note", "warning", "error"};
    add_position(out, &message->place);
    buffer_format(out, "%s %s: ", severities[diag_code_severity(message->code)],
                  diag_code_name(message->code));
    buffer_add_visible(out, message->words);
    add_cell(out, &message->place);
    buffer_add_byte(out, '\n');
    add_source(out, &message->place);
    add_lines(out, "note", message->note);
    add_lines(out, "remedy", message->remedy);
}

static void add_left_out(struct buffer *out, const struct diag *diag, enum diag_severity least) {
    size_t count = 0;
    for (int severity = (int)least; severity <= DIAG_ERROR; severity++) {
        count += diag_left_out_count(diag, (enum diag_severity)severity);
    }
    if (count > 0) {
        struct diag *aside = diag_new(out->arena);
        DIAG_REPORT(aside, RN022, NULL, text_format(out->arena, "%zu", count),
                    text_format(out->arena, "%d", DIAG_LIMIT));
        diag_print(out, diag_message_at(aside, 0));
    }
}

void diag_print_all(struct buffer *out, const struct diag *diag, enum diag_severity least) {
    for (size_t i = 0; i < diag_kept_count(diag); i++) {
        const struct diag_message *message = diag_message_at(diag, i);
        if (diag_code_severity(message->code) >= least) {
            diag_print(out, message);
        }
    }
    add_left_out(out, diag, least);
}
