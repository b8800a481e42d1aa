/* `quarterday check`: reads the extracts, lists what is wrong with them, and
 * writes findings.csv and data-quality.xlsx where --out says. */
#include "base/file.h"
#include "base/jobs.h"
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

struct quality_files {
    struct session *session;
    struct pack_file files[QUALITY_FILE_LIMIT];
    size_t count;
};

static void make_files(void *context) {
    struct quality_files *made = context;
    struct session *session = made->session;
    made->count = outputs_quality_files(session, session->arena, session->diag,
                                        quality_date(session), made->files);
}

/* Files in a folder: each written whole, an earlier one replaced. */
static bool write_files(struct session *session, struct text paths[QUALITY_FILE_LIMIT],
                        size_t *count) {
    struct quality_files made = {.session = session};
    void *contexts[1] = {&made};
    struct text folder = session->options->out;
    *count = 0;
    if (folder.length == 0) {
        return true;
    }
    phases_begin(session->phases, "write files");
    jobs_run(session->options->threads, make_files, contexts, 1);
    if (made.count == 0 || !file_make_folder(session->diag, folder)) {
        return false;
    }
    for (size_t i = 0; i < made.count; i++) {
        const struct pack_file *file = &made.files[i];
        paths[i] = file_join(session->arena, folder, file->name);
        if (!file_replace(session->diag, paths[i], file->bytes, file->mode)) {
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
