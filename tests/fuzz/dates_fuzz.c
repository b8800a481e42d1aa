/* Dates, periods and numbers: what is read is written back as the same. */
#include "base/date.h"
#include "base/decimal.h"
#include "base/period.h"
#include "fuzz/fuzzing.h"

static void check_date(struct fuzzed *fuzzed) {
    day_number day, again;
    if (date_parse(fuzzed->input, ~0u, &day) == DATE_OK) {
        fuzzed_must(date_parse(date_iso(fuzzed->arena, day), DATE_ISO, &again) == DATE_OK &&
                        again == day,
                    "a day that was read is read again from its ISO form");
        date_words(fuzzed->arena, day);
    }
}

static void check_period(struct fuzzed *fuzzed) {
    struct period period, again;
    if (period_parse(fuzzed->input, &period)) {
        fuzzed_must(period.first_day <= period.last_day, "a period ends after it begins");
        fuzzed_must(period_parse(period_name(fuzzed->arena, &period), &again) &&
                        again.first_day == period.first_day && again.last_day == period.last_day,
                    "a period is read again from its name");
        period_words(fuzzed->arena, &period);
        period = period_previous(&period);
        fuzzed_must(period.first_day <= period.last_day, "so does the one before");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    check_date(&fuzzed);
    check_period(&fuzzed);
    fuzzed_end(&fuzzed);
    return 0;
}
