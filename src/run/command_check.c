/* `quarterday check`: reads the extracts, lists what is wrong with them, and
 * writes findings.csv and data-quality.xlsx where --out says. */
#include "base/file.h"
#include "run/check_json.h"
#include "run/commands.h"
#include "run/outputs.h"

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

/* Files in a folder: each written whole, an earlier one replaced. */
static bool write_files(struct session *session, struct text paths[QUALITY_FILE_LIMIT],
                        size_t *count) {
    struct pack_file files[QUALITY_FILE_LIMIT];
    struct text folder = session->options->out;
    *count = 0;
    if (folder.length == 0) {
        return true;
    }
    phases_begin(session->phases, "write files");
    size_t file_count =
        outputs_quality_files(session, session->arena, session->diag, quality_date(session), files);
    if (file_count == 0 || !file_make_folder(session->diag, folder)) {
        return false;
    }
    for (size_t i = 0; i < file_count; i++) {
        paths[i] = file_join(session->arena, folder, files[i].name);
        if (!file_replace(session->diag, paths[i], files[i].bytes, files[i].mode)) {
            return false;
        }
        (*count)++;
    }
    return true;
}

/* Forms that came back are judged on the day of the extracts. */
static bool read_replies(struct session *session) {
    day_number day;
    return session->options->replies.length == 0 ||
           (session_extract_date(session, &day) && session_read_replies(session, day));
}

bool command_check(struct session *session, struct buffer *out) {
    if (!session_load_definitions(session, NEEDS_RULES) || !session_read_readable(session) ||
        !session_validate(session) || !read_replies(session)) {
        return false;
    }
    struct text paths[QUALITY_FILE_LIMIT];
    size_t path_count;
    bool is_written = write_files(session, paths, &path_count);
    if (session->options->is_json) {
        check_json_write(out, session, paths, path_count);
    } else {
        findings_write_summary(out, session->extract, session->findings);
    }
    return is_written && outputs_pass_fail_level(session, session->options->out);
}
