/* findings.csv by RFC 4180: a finding a record. */
#include "validate/finding.h"

static const char *severity_word(enum finding_severity severity) {
    return severity == FINDING_ERROR ? "error" : "query";
}

static void add_finding(struct buffer *out, const struct finding *finding) {
    const struct text before[] = {finding->rule, finding->table, finding->file};
    const struct text after[] = {finding->cell,   finding->column,  finding->value,
                                 finding->record, finding->message, finding->remedy};
    buffer_add_c(out, severity_word(finding->severity));
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        buffer_add_byte(out, ',');
        buffer_add_csv_cell(out, before[i]);
    }
    buffer_add_byte(out, ',');
    buffer_add_int(out, finding->row);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        buffer_add_byte(out, ',');
        buffer_add_csv_cell(out, after[i]);
    }
    buffer_add_c(out, "\r\n");
}

void findings_write_csv(struct buffer *out, const struct findings *findings) {
    buffer_add_c(out, "severity,rule,table,file,row,cell,column,value,record,message,remedy\r\n");
    for (size_t i = 0; i < findings->count; i++) {
        add_finding(out, &findings->items[i]);
    }
}
