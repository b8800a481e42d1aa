/* `quarterday check`: reads the extracts, lists what is wrong with them, and
 * writes findings.csv and data-quality.xlsx where --out says. */
#include "base/file.h"
#include "run/commands.h"
#include "run/json.h"
#include "run/outputs.h"

static void write_json(struct session *session, struct buffer *out) {
    struct json json = json_new(out);
    json_begin_object(&json, NULL);
    json_begin_list(&json, "files");
    for (size_t i = 0; i < session->extract->file_count; i++) {
        const struct extract_file *file = &session->extract->files[i];
        json_begin_object(&json, NULL);
        json_text(&json, "name", file->name);
        if (file->table != SIZE_MAX) {
            json_text(&json, "table", session->extract->schemas[file->table]->name);
        }
        json_int(&json, "records_read", (int64_t)file->records_read);
        json_int(&json, "records_kept", (int64_t)file->records_kept);
        json_int(&json, "records_refused", (int64_t)file->refused_count);
        json_end_object(&json);
    }
    json_end_list(&json);
    json_int(&json, "findings_error", (int64_t)session->findings->error_count);
    json_int(&json, "findings_query", (int64_t)session->findings->query_count);
    json_end_object(&json);
}

/* The day that the workbook carries: the extract's, without a remark on how it was found. No clock
 * is asked: where the day is unknown it is the first that a workbook can carry. */
static struct text quality_date(struct session *session) {
    struct diag *aside = diag_new(session->arena);
    struct diag *diag = session->diag;
    session->diag = aside;
    day_number date;
    bool is_known = session_extract_date(session, &date);
    session->diag = diag;
    return is_known ? date_iso(session->arena, date) : TEXT("1970-01-01");
}

/* Two files in a folder: each written whole, an earlier one replaced. */
static bool write_files(struct session *session, struct text folder) {
    struct pack_file files[2];
    phases_begin(session->phases, "write files");
    if (!file_make_folder(session->diag, folder) ||
        !outputs_quality_files(session, session->arena, session->diag, quality_date(session),
                               files)) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        struct text path = file_join(session->arena, folder, files[i].name);
        if (!file_write(session->diag, path, files[i].bytes, files[i].mode)) {
            return false;
        }
    }
    return true;
}

bool command_check(struct session *session, struct buffer *out) {
    if (!session_load_definitions(session) || !session_read_extract(session) ||
        !session_validate(session)) {
        return false;
    }
    if (session->options->is_json) {
        write_json(session, out);
    } else {
        findings_write_summary(out, session->extract, session->findings);
    }
    if (session->options->out.length > 0 && !write_files(session, session->options->out)) {
        return false;
    }
    return outputs_pass_fail_level(session, session->options->out);
}
