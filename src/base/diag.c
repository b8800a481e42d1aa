/* The sink of messages. Wording and remedies come from diag_codes.def, which
 * also makes the enum. What is kept is copied, so that reporters may release
 * their memory; past DIAG_LIMIT of a severity they are counted only. */
#include "base/diag.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

struct code_entry {
    const char *name;
    enum diag_severity severity;
    enum exit_status status;
    const char *wording;
    const char *remedy;
};

static const struct code_entry codes[DIAG_CODE_COUNT] = {
#define DIAG(code, severity, status, wording, remedy)                                              \
    {#code, DIAG_##severity, EXIT_##status, wording, remedy},
#include "base/diag_codes.def"
#undef DIAG
};

struct diag {
    struct arena *arena;
    struct diag_message *messages;
    size_t kept_count;
    size_t capacity;
    size_t counts[DIAG_ERROR + 1];
    size_t kept_counts[DIAG_ERROR + 1];
    enum exit_status gravest; /* of all errors */
    enum exit_status gravest_kept;
    bool newest_is_kept;
};

struct diag *diag_new(struct arena *arena) {
    struct diag *diag = ARENA_NEW(arena, struct diag);
    diag->arena = arena;
    return diag;
}

const char *diag_code_name(enum diag_code code) {
    return codes[code].name;
}

const char *diag_code_remedy(enum diag_code code) {
    return codes[code].remedy;
}

enum diag_severity diag_code_severity(enum diag_code code) {
    return codes[code].severity;
}

/* The order of gravity that diag_exit_status promises. */
static int gravity(enum exit_status status) {
    static const enum exit_status order[] = {EXIT_CLEAN, EXIT_FINDINGS,   EXIT_REFUSED, EXIT_INPUT,
                                             EXIT_USAGE, EXIT_DEFINITION, EXIT_WRITE,   EXIT_OURS};
    int place = 0;
    while (order[place] != status) {
        place++;
    }
    return place;
}

static enum exit_status graver(enum exit_status a, enum exit_status b) {
    return gravity(a) > gravity(b) ? a : b;
}

/* The template with {1}, {2} ... filled in; a number with no part stays as it stands. */
static struct text fill(struct arena *arena, const char *template, const struct text *parts,
                        size_t part_count) {
    struct buffer out = buffer_new(arena);
    for (const char *at = template; *at != '\0'; at++) {
        size_t number = at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}'
                            ? (size_t)(at[1] - '0')
                            : 0;
        if (number == 0 || number > part_count) {
            buffer_add_byte(&out, *at);
        } else {
            buffer_add(&out, parts[number - 1]);
            at += 2;
        }
    }
    return buffer_text(&out);
}

static struct place copy_place(struct arena *arena, const struct place *place) {
    if (place == NULL) {
        return (struct place){.file = TEXT_NONE};
    }
    struct place copy = *place;
    copy.file = text_copy(arena, place->file);
    copy.cell = text_copy(arena, place->cell);
    copy.field = text_copy(arena, place->field);
    copy.source = text_copy(arena, place->source);
    return copy;
}

/* Warnings push no error out, and no error the one that the exit status comes from. */
static bool is_to_be_kept(const struct diag *diag, const struct code_entry *entry) {
    return diag->kept_counts[entry->severity] < DIAG_LIMIT ||
           (entry->severity == DIAG_ERROR && gravity(entry->status) > gravity(diag->gravest_kept));
}

/* The next message to fill, or NULL where the limit is reached. */
static struct diag_message *next_message(struct diag *diag, enum diag_code code) {
    const struct code_entry *entry = &codes[code];
    diag->newest_is_kept = is_to_be_kept(diag, entry);
    if (!diag->newest_is_kept) {
        return NULL;
    }
    diag->kept_counts[entry->severity]++;
    if (entry->severity == DIAG_ERROR) {
        diag->gravest_kept = graver(diag->gravest_kept, entry->status);
    }
    ARENA_MAKE_ROOM(diag->arena, diag->messages, diag->kept_count, diag->capacity, 16);
    return &diag->messages[diag->kept_count++];
}

void diag_report(struct diag *diag, enum diag_code code, const struct place *place,
                 const struct text *parts, size_t part_count) {
    const struct code_entry *entry = &codes[code];
    diag->counts[entry->severity]++;
    if (entry->severity == DIAG_ERROR) {
        diag->gravest = graver(diag->gravest, entry->status);
    }
    struct diag_message *message = next_message(diag, code);
    if (message != NULL) {
        *message =
            (struct diag_message){code, copy_place(diag->arena, place),
                                  fill(diag->arena, entry->wording, parts, part_count), TEXT_NONE,
                                  fill(diag->arena, entry->remedy, parts, part_count)};
    }
}

void diag_note(struct diag *diag, struct text note) {
    if (!diag->newest_is_kept || diag->kept_count == 0) {
        return;
    }
    struct diag_message *newest = &diag->messages[diag->kept_count - 1];
    newest->note = newest->note.length == 0 ? text_copy(diag->arena, note)
                                            : text_format(diag->arena, "%.*s\n%.*s",
                                                          TEXT_ARG(newest->note), TEXT_ARG(note));
}

void diag_did_you_mean(struct diag *diag, struct text word, const struct text *candidates,
                       size_t candidate_count) {
    size_t best = 0, best_distance = word.length / 3 + 1;
    bool is_found = false;
    for (size_t i = 0; i < candidate_count; i++) {
        size_t distance = text_distance(word, candidates[i]);
        if (distance < best_distance || (distance == best_distance && !is_found)) {
            best = i;
            best_distance = distance;
            is_found = true;
        }
    }
    if (is_found && best_distance < word.length) {
        diag_note(diag, text_format(diag->arena, "did you mean %.*s?", TEXT_ARG(candidates[best])));
    }
}

static void join_message(struct diag *into, const struct diag_message *from) {
    struct diag_message *message = next_message(into, from->code);
    if (message != NULL) {
        *message = (struct diag_message){
            from->code, copy_place(into->arena, &from->place), text_copy(into->arena, from->words),
            text_copy(into->arena, from->note), text_copy(into->arena, from->remedy)};
    }
}

void diag_join(struct diag *into, const struct diag *from) {
    for (size_t i = 0; i < from->kept_count; i++) {
        join_message(into, &from->messages[i]);
    }
    for (size_t i = 0; i <= DIAG_ERROR; i++) {
        into->counts[i] += from->counts[i];
    }
    into->gravest = graver(into->gravest, from->gravest);
}

size_t diag_count(const struct diag *diag, enum diag_severity severity) {
    return diag->counts[severity];
}

size_t diag_left_out_count(const struct diag *diag, enum diag_severity severity) {
    return diag->counts[severity] - diag->kept_counts[severity];
}

size_t diag_kept_count(const struct diag *diag) {
    return diag->kept_count;
}

const struct diag_message *diag_message_at(const struct diag *diag, size_t index) {
    return &diag->messages[index];
}

enum exit_status diag_exit_status(const struct diag *diag) {
    return diag->gravest;
}
