/* The files that commands share, and how a pack is put in place. */
#include "run/outputs.h"

#include "base/file.h"
#include "base/jobs.h"
#include "run/quality_workbook.h"

enum { MODE_PRIVATE = 0600 };

/* Where the findings can be seen: nobody is sent to a file that was not written. */
static struct text where_to_look(struct session *session, struct text folder) {
    if (folder.length == 0) {
        return TEXT("\"quarterday check --out DIR\" writes them to findings.csv there");
    }
    struct text path = file_join(session->arena, folder, TEXT("findings.csv"));
    return text_format(session->arena, "see %.*s", TEXT_ARG(path));
}

bool outputs_pass_fail_level(struct session *session, struct text folder) {
    struct text level = session->options->fail_on;
    const struct findings *findings = session->findings;
    size_t count = 0;
    if (text_equal_c(level, "error")) {
        count = findings->error_count;
    } else if (text_equal_c(level, "query")) {
        count = findings->error_count + findings->query_count;
    }
    if (count == 0) {
        return true;
    }
    DIAG_REPORT(session->diag, RN002, NULL, text_format(session->arena, "%zu", count), level,
                where_to_look(session, folder));
    return false;
}

/* One of the files, made by a job with an arena of its own. */
struct quality_job {
    struct session *session;
    struct arena *arena;
    struct diag *diag;
    struct text date;
    struct pack_file *file;
    bool (*make)(struct quality_job *job);
    bool is_made;
};

static bool make_list(struct quality_job *job, const struct finding *items, size_t count) {
    struct buffer csv = buffer_new(job->arena);
    findings_write_csv(&csv, items, count);
    job->file->bytes = buffer_text(&csv);
    return true;
}

static bool make_findings(struct quality_job *job) {
    const struct findings *findings = job->session->findings;
    return make_list(job, findings->items, findings->count);
}

static bool make_mended(struct quality_job *job) {
    const struct findings *findings = job->session->findings;
    return make_list(job, findings->gone, findings->gone_count);
}

static bool make_workbook(struct quality_job *job) {
    return quality_workbook_write(job->arena, job->diag, job->session, job->date,
                                  &job->file->bytes);
}

static void do_quality_job(void *context) {
    struct quality_job *job = context;
    job->is_made = job->make(job);
}

/* The workbook takes longest, and is begun first; of the messages, the workbook alone has any. */
size_t outputs_quality_files(struct session *session, struct arena *arena, struct diag *diag,
                             struct text date, struct pack_file files[QUALITY_FILE_LIMIT]) {
    static const struct {
        const char *name;
        bool (*make)(struct quality_job *job);
    } kinds[QUALITY_FILE_LIMIT] = {{"data-quality.xlsx", make_workbook},
                                   {"findings.csv", make_findings},
                                   {"mended.csv", make_mended}};
    struct quality_job jobs[QUALITY_FILE_LIMIT];
    void *contexts[QUALITY_FILE_LIMIT];
    size_t count = session->findings->is_compared ? 3 : 2;
    for (size_t i = 0; i < count; i++) {
        struct pack_file *file = &files[(i + count - 1) % count]; /* the workbook is the last */
        *file = (struct pack_file){text_of(kinds[i].name), TEXT_NONE, MODE_PRIVATE};
        jobs[i] = (struct quality_job){session, arena_new_within(arena), diag, date,
                                       file,    kinds[i].make,           false};
        contexts[i] = &jobs[i];
    }
    jobs_share(do_quality_job, contexts, count);
    return jobs[0].is_made ? count : 0;
}

/* A staged folder with the pack's files in it; NULL after a report. */
static struct staged_folder *stage(struct session *session, const struct placed_pack *placed) {
    struct staged_folder *staged =
        staged_folder_begin(session->arena, session->diag, placed->folder, TEXT("manifest.json"));
    for (size_t i = 0; staged != NULL && i < placed->pack->file_count; i++) {
        const struct pack_file *file = &placed->pack->files[i];
        if (!staged_folder_write(staged, session->diag, file->name, file->bytes, file->mode)) {
            staged_folder_discard(staged);
            return NULL;
        }
    }
    return staged;
}

bool outputs_publish(struct session *session, const struct placed_pack *placed, size_t count) {
    struct staged_folder *staged[PLACED_LIMIT] = {NULL};
    size_t staged_count = 0;
    while (staged_count < count &&
           (staged[staged_count] = stage(session, &placed[staged_count])) != NULL) {
        staged_count++;
    }
    bool is_published =
        staged_count == count && staged_folders_publish(staged, count, session->diag);
    for (size_t i = 0; i < staged_count; i++) {
        staged_folder_discard(staged[i]);
    }
    return is_published;
}
