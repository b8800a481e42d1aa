/* A check for other programs: what was read, what was found by rule and by
 * team, what was not checked, and where it was written. Counts alone: the
 * records stand in findings.csv, which is its owner's. */
#include "run/check_json.h"

#include "run/form.h"
#include "run/json.h"
#include "validate/finding_counts.h"

static void put_count(struct json *json, const char *key, size_t count) {
    json_int(json, key, (int64_t)count);
}

static void put_files(struct json *json, const struct extract *extract) {
    json_begin_list(json, "files");
    for (size_t i = 0; i < extract->file_count; i++) {
        const struct extract_file *file = &extract->files[i];
        json_begin_object(json, NULL);
        json_text(json, "name", file->name);
        if (file->table != SIZE_MAX) {
            json_text(json, "table", extract->schemas[file->table]->name);
            json_text(json, "encoding", text_of(encoding_name(file->encoding)));
        }
        put_count(json, "records_read", file->records_read);
        put_count(json, "records_kept", file->records_kept);
        put_count(json, "records_refused", file->refused_count);
        json_end_object(json);
    }
    json_end_list(json);
    json_begin_list(json, "not_supplied");
    for (size_t i = 0; i < extract->dataset.table_count; i++) {
        if (!extract->dataset.is_supplied[i]) {
            json_text(json, NULL, extract->schemas[i]->name);
        }
    }
    json_end_list(json);
}

static void put_totals(struct json *json, const struct findings *findings) {
    put_count(json, "findings_error", findings->error_count);
    put_count(json, "findings_query", findings->query_count);
    put_count(json, "findings_waived", findings->waived_count);
    if (findings->is_compared) {
        put_count(json, "findings_new", findings->new_count);
        put_count(json, "findings_still_open", findings->open_count);
        put_count(json, "findings_mended", findings->mended_count);
        put_count(json, "findings_not_checked", findings->not_looked_at_count);
    }
}

static void put_counts(struct json *json, const struct findings *findings,
                       const struct finding_count *count) {
    put_count(json, "error", count->error);
    put_count(json, "query", count->query);
    put_count(json, "waived", count->waived);
    if (findings->is_compared) {
        put_count(json, "new", count->new);
        put_count(json, "still_open", count->open);
        put_count(json, "mended", count->mended);
    }
    json_end_object(json);
}

static void put_rules(struct json *json, struct arena *arena, const struct findings *findings) {
    struct finding_counts counts = finding_counts_of(arena, findings, BY_RULE);
    json_begin_list(json, "rules");
    for (size_t i = 0; i < counts.count; i++) {
        json_begin_object(json, NULL);
        json_text(json, "rule", counts.items[i].first->rule);
        json_text(json, "table", counts.items[i].first->table);
        put_counts(json, findings, &counts.items[i]);
    }
    json_end_list(json);
}

static void put_teams(struct json *json, struct arena *arena, const struct session *session) {
    struct finding_counts counts = finding_counts_of(arena, session->findings, BY_TEAM);
    json_begin_list(json, "teams");
    for (size_t i = 0; i < counts.count; i++) {
        struct text team = counts.items[i].first->team;
        uint32_t unit = hierarchy_find(session->units, team);
        json_begin_object(json, NULL);
        json_text(json, "team", team.length > 0 ? team : TEXT("(none)"));
        if (unit != UNIT_NONE) {
            json_text(json, "name", session->units->units[unit].name);
        }
        put_counts(json, session->findings, &counts.items[i]);
    }
    json_end_list(json);
}

static void put_unchecked(struct json *json, const struct findings *findings) {
    json_begin_list(json, "rules_not_checked");
    for (size_t i = 0; i < findings->unchecked_count; i++) {
        json_begin_object(json, NULL);
        json_text(json, "rule", findings->unchecked[i].rule);
        json_text(json, "why", findings->unchecked[i].why);
        json_end_object(json);
    }
    json_end_list(json);
}

void check_json_write(struct buffer *out, const struct session *session, const struct text *paths,
                      size_t path_count) {
    struct json json = json_new(out);
    json_begin_object(&json, NULL);
    put_files(&json, session->extract);
    put_totals(&json, session->findings);
    put_rules(&json, out->arena, session->findings);
    put_teams(&json, out->arena, session);
    put_unchecked(&json, session->findings);
    if (session->replies != NULL) {
        replies_put_json(&json, out->arena, session->replies);
    }
    json_begin_list(&json, "outputs");
    for (size_t i = 0; i < path_count; i++) {
        json_text(&json, NULL, paths[i]);
    }
    json_end_list(&json);
    json_end_object(&json);
}
