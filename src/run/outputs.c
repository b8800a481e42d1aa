/* The files that commands share, and how a pack is put in place. */
#include "run/outputs.h"

#include "base/file.h"
#include "run/quality_workbook.h"

enum { MODE_PRIVATE = 0600 };

/* Where the findings can be seen: nobody is sent to a file that was not written. */
static struct text where_to_look(struct session *session, struct text folder) {
    if (folder.length == 0) {
        return TEXT("with --out DIR the findings are written there as findings.csv");
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
        count = findings->count;
    }
    if (count == 0) {
        return true;
    }
    DIAG_REPORT(session->diag, RN002, NULL, text_format(session->arena, "%zu", count), level,
                where_to_look(session, folder));
    return false;
}

bool outputs_quality_files(struct session *session, struct arena *arena, struct diag *diag,
                           struct text date, struct pack_file files[2]) {
    struct buffer csv = buffer_new(arena);
    findings_write_csv(&csv, session->findings);
    files[0] = (struct pack_file){TEXT("findings.csv"), buffer_text(&csv), MODE_PRIVATE};
    struct text workbook;
    if (!quality_workbook_write(arena, diag, session, date, &workbook)) {
        return false;
    }
    files[1] = (struct pack_file){TEXT("data-quality.xlsx"), workbook, MODE_PRIVATE};
    return true;
}

bool outputs_publish(struct session *session, struct text folder, const struct pack *pack) {
    struct staged_folder *staged =
        staged_folder_begin(session->arena, session->diag, folder, TEXT("manifest.json"));
    if (staged == NULL) {
        return false;
    }
    for (size_t i = 0; i < pack->file_count; i++) {
        const struct pack_file *file = &pack->files[i];
        if (!staged_folder_write(staged, session->diag, file->name, file->bytes, file->mode)) {
            staged_folder_discard(staged);
            return false;
        }
    }
    return staged_folder_publish(staged, session->diag);
}
