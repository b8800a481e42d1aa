/* An explanation as CSV (the records alone) and as JSON (all of it). */
#include "base/arena.h"
#include "explanation_adjusted.h"
#include "measure/standardised.h"
#include "run/explanation.h"
#include "run/figures_json.h"
#include "run/json.h"

/* ---- CSV ---- */

static void add_day(struct buffer *out, bool is_there, day_number day) {
    buffer_add_byte(out, ',');
    if (is_there && day != DAY_NONE) {
        char iso[11];
        date_write_iso(day, iso);
        buffer_add_c(out, iso);
    }
}

static void add_cell(struct buffer *out, struct text text) {
    buffer_add_byte(out, ',');
    buffer_add_csv_cell(out, text);
}

static void add_record(struct buffer *out, const struct listing *listing,
                       const struct listed_record *record) {
    buffer_add(out, listing->measure->id);
    add_cell(out, record->record);
    add_cell(out, record->child);
    add_day(out, listing->is_event, record->first);
    add_day(out, listing->is_span, record->first);
    add_day(out, listing->is_span, record->last);
    add_cell(out, record->team);
    add_cell(out, record->worker);
    bool has_met = listing->has_met && record->excluded.length == 0;
    buffer_add_c(out, !has_met ? "," : record->is_met ? ",yes" : ",no");
    buffer_add_byte(out, ',');
    buffer_add(out, explanation_value(out->arena, record));
    add_cell(out, record->category);
    add_cell(out, record->excluded);
    buffer_add_byte(out, '\n');
}

void explanation_write_csv(struct buffer *out, const struct explanation *explanation) {
    buffer_add_c(out, "measure,record,child,date,opened,closed,team,worker,met,value,category,"
                      "excluded\n");
    for (size_t i = 0; i < explanation->listing_count; i++) {
        const struct listing *listing = &explanation->listings[i];
        for (size_t r = 0; r < listing->record_count; r++) {
            add_record(out, listing, &listing->records[r]);
        }
    }
}

/* ---- JSON ---- */

static void put_text(struct json *json, const char *key, struct text text) {
    if (text.length > 0) {
        json_text(json, key, text);
    }
}

static void put_day(struct json *json, const char *key, day_number day) {
    if (day != DAY_NONE) {
        char iso[11];
        date_write_iso(day, iso);
        json_text(json, key, text_of(iso));
    }
}

static void put_record(struct json *json, const struct listing *listing,
                       const struct listed_record *record) {
    json_begin_object(json, NULL);
    json_text(json, "record", record->record);
    put_text(json, "child", record->child);
    if (listing->is_event) {
        put_day(json, "date", record->first);
    } else if (listing->is_span) {
        put_day(json, "opened", record->first);
        put_day(json, "closed", record->last);
    }
    put_text(json, "team", record->team);
    put_text(json, "worker", record->worker);
    if (listing->has_met && record->excluded.length == 0) {
        json_bool(json, "met", record->is_met);
    }
    if (record->has_value) {
        json_number(json, "value", explanation_value(json->out->arena, record));
    }
    put_text(json, "category", record->category);
    put_text(json, "excluded", record->excluded);
    json_end_object(json);
}

static void put_left_out(struct json *json, const struct listing *listing) {
    json_begin_list(json, "left_out");
    for (size_t i = 0; i < listing->left_out_count; i++) {
        json_begin_object(json, NULL);
        json_text(json, "reason", listing->left_out[i].reason);
        json_int(json, "count", listing->left_out[i].count);
        json_end_object(json);
    }
    json_end_list(json);
}

static void put_listing(struct json *json, const struct listing *listing) {
    json_begin_object(json, NULL);
    json_text(json, "part", text_of(listing->part));
    json_text(json, "measure", listing->measure->id);
    json_text(json, "definition", listing->measure->definition);
    put_day(json, "from", listing->first_day);
    put_day(json, "to", listing->last_day);
    json_int(json, "counted", listing->counted);
    if (listing->has_met) {
        json_int(json, "met", listing->met);
    }
    put_left_out(json, listing);
    json_begin_list(json, "records");
    for (size_t i = 0; i < listing->record_count; i++) {
        put_record(json, listing, &listing->records[i]);
    }
    json_end_list(json);
    json_end_object(json);
}

static void put_definition(struct json *json, const struct measure_definition *measure) {
    json_text(json, "measure", measure->id);
    json_text(json, "title", measure->title);
    json_text(json, "definition", measure->definition);
    put_text(json, "counts", measure->counts);
    json_text(json, "source", measure->source);
    put_text(json, "footnote", measure->footnote);
    json_bool(json, "is_supplied", measure->is_supplied);
    put_day(json, "superseded_on", measure->superseded_on);
    put_text(json, "superseded_by", measure->superseded_by);
}

void explanation_write_json(struct buffer *out, const struct explanation *explanation,
                            const struct supplied_figures *supplied) {
    struct arena *arena = arena_new();
    struct json json = json_new(out);
    json_begin_object(&json, NULL);
    put_definition(&json, explanation->request.measure);
    json_begin_list(&json, "figures");
    for (size_t i = 0; i < explanation->figures->count; i++) {
        const struct figure *figure = &explanation->figures->items[i];
        bool is_asked = explanation->request.category.length == 0 || explanation->figure == figure;
        if (explanation_has(explanation, figure) && is_asked) {
            figures_json_put(&json, arena, explanation->figures, figure,
                             explanation_origin(supplied, figure));
        }
    }
    json_end_list(&json);
    if (explanation->figure != NULL && explanation->figure->adjusted != NULL) {
        explanation_put_adjusted(&json, explanation->figure->adjusted);
    }
    if (explanation->figure != NULL && explanation->figure->standardised != NULL) {
        json_text(&json, "standardised",
                  standardised_note(arena, explanation->figure->standardised));
    }
    json_begin_list(&json, "listings");
    for (size_t i = 0; i < explanation->listing_count; i++) {
        put_listing(&json, &explanation->listings[i]);
    }
    json_end_list(&json);
    json_end_object(&json);
    arena_free(arena);
}
