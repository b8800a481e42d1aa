/* The files that commands share, and how a pack is put in place. */
#include "run/outputs.h"

#include "base/file.h"
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

static struct pack_file list_file(struct arena *arena, struct text name,
                                  const struct finding *items, size_t count) {
    struct buffer csv = buffer_new(arena);
    findings_write_csv(&csv, items, count);
    return (struct pack_file){name, buffer_text(&csv), MODE_PRIVATE};
}

size_t outputs_quality_files(struct session *session, struct arena *arena, struct diag *diag,
                             struct text date, struct pack_file files[QUALITY_FILE_LIMIT]) {
    const struct findings *findings = session->findings;
    struct text workbook;
    if (!quality_workbook_write(arena, diag, session, date, &workbook)) {
        return 0;
    }
    size_t count = 0;
    files[count++] = list_file(arena, TEXT("findings.csv"), findings->items, findings->count);
    if (findings->is_compared) {
        files[count++] = list_file(arena, TEXT("mended.csv"), findings->gone, findings->gone_count);
    }
    files[count++] = (struct pack_file){TEXT("data-quality.xlsx"), workbook, MODE_PRIVATE};
    return count;
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
