/* A dry run tells on the standard output what the diagnostics tell one by one: whoever puts a paper
 * together sees what still has to come, and from whom. */
#include "run/dry_run.h"

#include "base/arena.h"

/* What somebody has yet to supply. */
static bool is_of_missing(const struct diag_message *message) {
    static const enum diag_code codes[] = {DIAG_RP015, DIAG_RP016, DIAG_RP017, DIAG_RP030,
                                           DIAG_RP033, DIAG_RP034, DIAG_RP037, DIAG_RP040,
                                           DIAG_ME003, DIAG_ME006, DIAG_ME010, DIAG_RN020};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (message->code == codes[i]) {
            return true;
        }
    }
    return false;
}

static bool refuses(const struct diag_message *message) {
    return diag_code_severity(message->code) == DIAG_ERROR;
}

static bool belongs(const struct diag_message *message, bool to_missing) {
    return is_of_missing(message) ? to_missing : !to_missing && refuses(message);
}

static struct text place_words(struct arena *arena, const struct place *place) {
    return place->line == 0 ? place->file
                            : text_format(arena, "%.*s:%u:%u", TEXT_ARG(place->file), place->line,
                                          place->column);
}

static void say_list(struct buffer *out, const struct diag *diag, size_t first, bool is_missing) {
    const char *head = is_missing ? "missing:\n" : "refused because:\n";
    for (size_t i = first; i < diag_kept_count(diag); i++) {
        const struct diag_message *message = diag_message_at(diag, i);
        if (!belongs(message, is_missing)) {
            continue;
        }
        struct text place = place_words(out->arena, &message->place);
        buffer_format(out, "%s  %s %.*s%s", head, diag_code_name(message->code),
                      TEXT_ARG(message->words),
                      is_missing && refuses(message) ? " (refuses the paper)" : "");
        buffer_format(out, place.length > 0 ? "   [%.*s]\n" : "%.*s\n", TEXT_ARG(place));
        head = "";
    }
}

void dry_run_say(struct buffer *out, const struct diag *diag, size_t first) {
    say_list(out, diag, first, true);
    say_list(out, diag, first, false);
}

static void put_list(struct json *json, const struct diag *diag, size_t first, bool is_missing) {
    json_begin_list(json, is_missing ? "missing" : "refusals");
    for (size_t i = first; i < diag_kept_count(diag); i++) {
        const struct diag_message *message = diag_message_at(diag, i);
        if (belongs(message, is_missing)) {
            json_begin_object(json, NULL);
            json_text(json, "code", text_of(diag_code_name(message->code)));
            json_text(json, "place", place_words(json->out->arena, &message->place));
            json_text(json, "words", message->words);
            json_bool(json, "refuses", refuses(message));
            json_end_object(json);
        }
    }
    json_end_list(json);
}

void dry_run_say_json(struct json *json, const struct diag *diag, size_t first) {
    put_list(json, diag, first, true);
    put_list(json, diag, first, false);
}
