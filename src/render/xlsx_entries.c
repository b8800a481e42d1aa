/* Validation of entries. A choice refers to the cells that hold it: lists
 * written into the validation itself are what libxlsxwriter 1.1.4 overruns
 * and leaks. */
#include "xlsx_entries.h"

#include "base/arena.h"
#include "base/date.h"

enum { LEAST_YEAR = 1900 };

lxw_row_t xlsx_header_row(const struct document_table *table) {
    return (lxw_row_t)(2 + table->note_count);
}

static lxw_datetime datetime_of(day_number day) {
    lxw_datetime datetime = {0};
    date_parts(day, &datetime.year, &datetime.month, &datetime.day);
    datetime.year = datetime.year < LEAST_YEAR ? LEAST_YEAR : datetime.year;
    return datetime;
}

/* "=Choices!$B$4:$B$9" */
static const char *choices_formula(struct arena *arena, const struct column_entry *entry,
                                   const char *sheet) {
    lxw_row_t first = xlsx_header_row(entry->choices) + 2 + (lxw_row_t)entry->first_choice;
    char column = (char)('A' + entry->choice_column);
    return text_c(arena, text_format(arena, "='%s'!$%c$%u:$%c$%u", sheet, column, first, column,
                                     first + (lxw_row_t)entry->choice_count - 1));
}

lxw_format *xlsx_entry_format(lxw_workbook *book, const struct column_entry *entry) {
    lxw_format *format = workbook_add_format(book);
    format_set_font_name(format, "Arial");
    format_set_font_size(format, 12);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    format_set_border(format, LXW_BORDER_THIN);
    if (entry->kind == ENTRY_DAY) {
        format_set_num_format(format, "d mmmm yyyy");
    }
    return format;
}

lxw_error xlsx_add_entry(struct arena *arena, lxw_worksheet *sheet,
                         const struct document_table *table, size_t column,
                         const char *choice_sheet) {
    const struct column_entry *entry = table->columns[column].entry;
    lxw_row_t first = xlsx_header_row(table) + 1;
    lxw_data_validation validation = {
        .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .input_title = "Please fill in",
        .input_message = (char *)text_c(arena, entry->hint),
        .error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
    };
    if (entry->kind == ENTRY_CHOICE) {
        validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        validation.value_formula = (char *)choices_formula(arena, entry, choice_sheet);
    } else if (entry->kind == ENTRY_DAY) {
        validation.validate = LXW_VALIDATION_TYPE_DATE;
        validation.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        validation.value_datetime = datetime_of(entry->earliest);
    } else {
        validation.validate = LXW_VALIDATION_TYPE_ANY;
    }
    return worksheet_data_validation_range(sheet, first, (lxw_col_t)column,
                                           first + (lxw_row_t)table->row_count - 1,
                                           (lxw_col_t)column, &validation);
}
