/* The manifest: names, sizes and SHA-256 of every file that went in or came
 * out. */
#include "run/manifest.h"

#include "base/file.h"
#include "base/hash.h"
#include "define/commentary.h"
#include "run/disclosure.h"
#include "run/json.h"

static void write_file(struct json *json, struct arena *arena, struct text name,
                       struct text bytes) {
    json_begin_object(json, NULL);
    json_text(json, "name", name);
    json_int(json, "bytes", (int64_t)bytes.length);
    json_text(json, "sha256", hash_sha256(arena, bytes));
    json_end_object(json);
}

static void write_extracts(struct json *json, const struct session *session,
                           const struct manifest_facts *facts) {
    json_begin_list(json, "extracts");
    for (size_t i = 0; i < session->extract->file_count; i++) {
        const struct extract_file *file = &session->extract->files[i];
        json_begin_object(json, NULL);
        json_text(json, "name", file->name);
        if (!facts->is_for_public) {
            json_int(json, "bytes", (int64_t)file->byte_count);
        }
        json_text(json, "sha256", file->sha256);
        if (!facts->is_for_public) {
            json_int(json, "records_read", (int64_t)file->records_read);
            json_int(json, "records_kept", (int64_t)file->records_kept);
            json_int(json, "records_refused", (int64_t)file->refused_count);
        }
        json_end_object(json);
    }
    json_end_list(json);
}

static void write_sources(struct json *json, const struct session *session,
                          const struct source_file *files, size_t file_count) {
    for (size_t i = 0; i < file_count; i++) {
        write_file(json, session->arena, files[i].name, files[i].bytes);
    }
}

static void write_definitions(struct json *json, const struct session *session,
                              bool is_for_public) {
    const struct catalogue *catalogue = session->catalogue;
    const struct authority *authority = session->authority;
    json_begin_list(json, "definitions");
    write_sources(json, session, catalogue->files, catalogue->file_count);
    if (!is_for_public) {
        write_sources(json, session, authority->files, authority->file_count);
        write_sources(json, session, session->named, session->named_count);
    }
    json_end_list(json);
}

/* Who wrote what, and when; and who is sent the paper. */
static void write_people(struct json *json, const struct session *session,
                         const struct report_context *context) {
    const struct commentaries *commentaries = context->commentaries;
    const struct front_matter *front = &context->report->front;
    json_begin_list(json, "commentary");
    for (size_t i = 0; commentaries && i < commentaries->count; i++) {
        const struct commentary *item = &commentaries->items[i];
        json_begin_object(json, NULL);
        json_text(json, "key", item->key);
        json_text(json, "author", item->author);
        json_text(json, "role", item->role);
        json_text(json, "date", item->date);
        json_int(json, "bytes", (int64_t)item->file.bytes.length);
        json_text(json, "sha256", hash_sha256(session->arena, item->file.bytes));
        json_end_object(json);
    }
    json_end_list(json);
    json_begin_list(json, "distribution");
    for (size_t i = 0; i < front->distribution_count; i++) {
        json_text(json, NULL, front->distribution[i]);
    }
    json_end_list(json);
}

static void write_outputs(struct json *json, const struct session *session,
                          const struct pack *pack) {
    json_begin_list(json, "outputs");
    for (size_t i = 0; i < pack->file_count; i++) {
        write_file(json, session->arena, pack->files[i].name, pack->files[i].bytes);
    }
    json_end_list(json);
}

void manifest_write(struct buffer *out, const struct session *session, const struct pack *pack,
                    const struct manifest_facts *facts) {
    struct json json = json_new(out);
    json_begin_object(&json, NULL);
    json_text(&json, "program", TEXT("quarterday " QUARTERDAY_VERSION));
    json_text(&json, "report", facts->report);
    json_text(&json, "period", facts->period);
    json_text(&json, "extracts_as_at", facts->as_at);
    json_text(&json, "authority", session->authority->name);
    json_text(&json, "audience", session->options->audience);
    if (!facts->is_for_public) {
        json_int(&json, "findings_error", (int64_t)session->findings->error_count);
        json_int(&json, "findings_query", (int64_t)session->findings->query_count);
    }
    if (facts->disclosure != NULL) {
        disclosure_write_summary(&json, facts->disclosure, facts->context->unit,
                                 facts->is_for_public);
    }
    write_extracts(&json, session, facts);
    write_definitions(&json, session, facts->is_for_public);
    write_people(&json, session, facts->context);
    write_outputs(&json, session, pack);
    json_end_object(&json);
}
