/* findings.csv by RFC 4180: a finding a record. */
#include "validate/finding.h"

const char *finding_severity_word(enum finding_severity severity) {
    return severity == FINDING_ERROR ? "error" : "query";
}

const char *finding_since_word(enum finding_since since) {
    static const char *const words[] = {[FINDING_UNCOMPARED] = "",
                                        [FINDING_NEW] = "new",
                                        [FINDING_STILL_OPEN] = "still open",
                                        [FINDING_MENDED] = "mended",
                                        [FINDING_NOT_LOOKED_AT] = "not checked"};
    return words[since];
}

static void add_cells(struct buffer *out, const struct text *cells, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(out, ',');
        buffer_add_csv_cell(out, cells[i]);
    }
}

static void add_finding(struct buffer *out, const struct finding *finding) {
    const struct text before[] = {finding->rule, finding->table, finding->file};
    const struct text after[] = {
        finding->cell,   finding->column,     finding->value,
        finding->record, finding->message,    finding->remedy,
        finding->team,   finding->waived,     text_of(finding_since_word(finding->since)),
        finding->worker, finding->worker_team};
    buffer_add_c(out, finding_severity_word(finding->severity));
    add_cells(out, before, sizeof before / sizeof *before);
    buffer_add_byte(out, ',');
    buffer_add_int(out, finding->row);
    add_cells(out, after, sizeof after / sizeof *after);
    buffer_add_c(out, "\r\n");
}

void findings_write_csv(struct buffer *out, const struct finding *items, size_t count) {
    buffer_add_c(out, "severity,rule,table,file,row,cell,column,value,record,message,remedy,team,"
                      "waived,since,worker,worker_team\r\n");
    for (size_t i = 0; i < count; i++) {
        add_finding(out, &items[i]);
    }
}
