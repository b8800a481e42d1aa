/* Lists records of a measure. They are read again by the SELECT that counting
 * reads, and chosen by the same windows and places, so that what is listed is
 * what was counted. */
#include "listing.h"

#include <string.h>

#include "base/arena.h"
#include "groups.h"
#include "home_counts.h"
#include "measure/window.h"
#include "placing.h"
#include "records.h"
#include "split.h"
#include "table/dictionary.h"

enum { KEY_COUNTED = 1, KEY_MET = 2 };

/* Which of a unit's records a category lists. */
enum choice { CHOOSE_ALL, CHOOSE_PART, CHOOSE_GROUP, CHOOSE_TOTAL, CHOOSE_VALUES, CHOOSE_LEFT_OUT };

struct listing_job {
    struct arena *arena;
    struct diag *diag;
    const struct measure_context *context;
    const struct explain_request *request;
    struct window window;
    struct text category; /* what is asked for, without the breakdown that it is of */
    bool is_split;        /* only one value of a breakdown is asked for */
    enum breakdown breakdown;
    struct text value_name;
    struct split split;
    uint32_t value;
    enum choice choice;
    uint32_t part; /* of CHOOSE_PART, from 1 */
    struct records records;
    struct placing placing;
    uint8_t *keys; /* what is known of each child, or of what else is counted once, by code */
    size_t key_count;
    const struct homes *homes; /* of a measure counted by homes; else NULL */
    struct listing columns;    /* what is alike of every unit */
    struct listing *listing;   /* of the unit being listed */
};

/* ---- which records ---- */

static bool is_share(const struct measure_definition *measure, struct text category,
                     struct text part) {
    size_t length = measure->share.length;
    return length > 0 && category.length == length + 2 + part.length &&
           text_starts_with(category, measure->share) &&
           text_equal(text_slice(category, length, length + 2), TEXT(": ")) &&
           text_ends_with(category, part);
}

static void choose(struct listing_job *job) {
    const struct measure_definition *measure = job->listing->measure;
    struct text category = job->category;
    bool is_quantile =
        text_equal_c(category, "median") || text_ends_with(category, TEXT(" quartile"));
    job->choice = figure_is_group(measure, category)   ? CHOOSE_GROUP
                  : text_equal_c(category, "left out") ? CHOOSE_LEFT_OUT
                  : is_quantile                        ? CHOOSE_VALUES
                                                       : CHOOSE_ALL;
    bool is_sum = measure->unit == MEASURE_SUM;
    if (is_sum && text_equal_c(category, "total")) {
        job->choice = CHOOSE_TOTAL;
        return;
    }
    /* What fills the posts is what vacancies are told from. */
    category = is_sum && text_equal_c(category, "vacancies") ? measure->vacancies_less : category;
    for (size_t i = 0; i < placing_part_count(measure); i++) {
        struct text part = placing_part_name(measure, i);
        if (text_equal(category, part) || is_share(measure, category, part)) {
            job->choice = CHOOSE_PART;
            job->part = (uint32_t)i + 1;
        }
    }
}

static struct home home_of(const struct listing_job *job, const struct record_row *row) {
    return home_of_record(job->homes, &job->records, row, &job->window);
}

/* The county has the records of all homes, known or not; "(none)" those that no unit has. */
static bool is_home_in_unit(const struct listing_job *job, const struct record_row *row) {
    const struct explain_request *request = job->request;
    struct home home = home_of(job, row);
    return request->level == UNIT_COUNTY ||
           (home.kind == HOME_FOUND
                ? hierarchy_ancestor(job->context->units, home.unit, request->level)
                : UNIT_NONE) == request->unit;
}

static bool is_of_unit(const struct listing_job *job, const struct record_row *row) {
    const struct explain_request *request = job->request;
    if (job->homes != NULL) {
        return record_is_in(&job->records, row, &job->window) && is_home_in_unit(job, row);
    }
    size_t slot = placing_unit_slot(job->context->units, request->level, request->unit);
    bool is_of_value = !job->is_split || job->split.values[row - job->records.rows] == job->value;
    return is_of_value && record_is_in(&job->records, row, &job->window) &&
           placing_slot(&job->placing, row, request->level) == slot;
}

/* A record without a child cannot be counted where children are. */
static bool is_left_out(const struct listing_job *job, const struct record_row *row) {
    bool is_homeless = job->homes != NULL && home_of(job, row).kind != HOME_FOUND;
    return is_homeless || row->is_excluded ||
           (records_are_distinct(job->listing->measure) && row->key == 0);
}

static bool is_in_total(const struct listing_job *job, const struct record_row *row) {
    const struct measure_definition *measure = job->listing->measure;
    uint32_t part = placing_part(&job->placing, row);
    for (size_t i = 0; i < measure->total_of_count; i++) {
        if (text_equal(measure->total_of[i], placing_part_name(measure, part - 1))) {
            return true;
        }
    }
    return false;
}

/* "decile 3" where one is known; else why there is none. */
static struct text home_words(const struct listing_job *job, const struct record_row *row) {
    struct home home = home_of(job, row);
    return home.kind == HOME_FOUND ? text_format(job->arena, "decile %lld", (long long)home.decile)
                                   : home_kind_name(home.kind);
}

/* Of a measure counted by homes a category lists its decile's records, or those without a home. */
static bool is_chosen_home(const struct listing_job *job, const struct record_row *row) {
    struct text category = job->category;
    bool is_part = text_starts_with(category, TEXT("decile ")) ||
                   text_equal(category, home_kind_name(HOME_NOT_KNOWN)) ||
                   text_equal(category, home_kind_name(HOME_ELSEWHERE));
    struct text part = text_slice(category, 0, text_find(category, ':'));
    return !is_part || (text_equal(part, home_words(job, row)) && !row->is_excluded);
}

static bool is_chosen(const struct listing_job *job, const struct record_row *row) {
    if (job->homes != NULL) {
        return is_chosen_home(job, row);
    }
    bool is_out = is_left_out(job, row);
    switch (job->choice) {
    case CHOOSE_LEFT_OUT:
        return row->is_excluded;
    case CHOOSE_PART:
        return !is_out && placing_part(&job->placing, row) == job->part;
    case CHOOSE_GROUP:
        return !is_out && (groups_is_in(&job->records, row, GROUP_TEAM, job->category) ||
                           groups_is_in(&job->records, row, GROUP_WORKER, job->category));
    case CHOOSE_TOTAL:
        return !is_out && is_in_total(job, row);
    case CHOOSE_VALUES:
        return !is_out && row->has_value;
    default:
        return true;
    }
}

/* A child with one record that is met is met by all of them. */
static bool is_met(const struct listing_job *job, const struct record_row *row) {
    return records_are_distinct(job->listing->measure) ? (job->keys[row->key] & KEY_MET) != 0
                                                       : row->is_met;
}

static bool is_listed(const struct listing_job *job, const struct record_row *row) {
    bool is_wanted = !job->request->only_not_met || (!is_left_out(job, row) && !is_met(job, row));
    return is_wanted && is_of_unit(job, row) && is_chosen(job, row);
}

/* ---- what is said of them ---- */

static void mark_keys(struct listing_job *job) {
    for (size_t i = 0; i < job->records.count; i++) {
        const struct record_row *row = &job->records.rows[i];
        if (row->is_met && !row->is_excluded && is_of_unit(job, row)) {
            job->keys[row->key] |= KEY_MET;
        }
    }
}

static struct text reason_of(const struct listing_job *job, size_t row) {
    if (job->records.rows[row].is_excluded) {
        return dictionary_text(job->records.details, job->records.row_details[row].excluded);
    }
    if (!is_left_out(job, &job->records.rows[row])) {
        return TEXT_NONE;
    }
    bool is_childless =
        records_are_distinct(job->listing->measure) && job->records.rows[row].key == 0;
    return is_childless ? TEXT("no child") : home_words(job, &job->records.rows[row]);
}

static void count_left_out(struct listing *listing, struct text reason) {
    size_t i = 0;
    while (i < listing->left_out_count && !text_equal(listing->left_out[i].reason, reason)) {
        i++;
    }
    if (i == LEFT_OUT_LIMIT) {
        i--;
        listing->left_out[i].reason = TEXT("other reasons");
    } else if (i == listing->left_out_count) {
        listing->left_out[listing->left_out_count++].reason = reason;
    }
    listing->left_out[i].count++;
}

static void count_reasons(struct listing_job *job) {
    for (size_t i = 0; i < job->records.count; i++) {
        const struct record_row *row = &job->records.rows[i];
        if (is_left_out(job, row) && is_of_unit(job, row)) {
            count_left_out(job->listing, reason_of(job, i));
        }
    }
}

static struct text category_of(const struct listing_job *job, const struct record_row *row) {
    const struct measure_definition *measure = job->listing->measure;
    if (job->homes != NULL) {
        return home_words(job, row);
    }
    if (measure->unit == MEASURE_BANDS && row->has_value) {
        return placing_part_name(measure, placing_part(&job->placing, row) - 1);
    }
    return dictionary_text(job->records.categories, row->category);
}

static void count_record(struct listing_job *job, const struct record_row *row) {
    struct listing *listing = job->listing;
    if (is_left_out(job, row)) {
        return;
    }
    if (records_are_distinct(listing->measure)) {
        uint8_t *key = &job->keys[row->key];
        bool is_new = (*key & KEY_COUNTED) == 0;
        listing->counted += is_new;
        listing->met += is_new && (*key & KEY_MET) != 0;
        *key |= KEY_COUNTED;
        return;
    }
    listing->counted++;
    listing->met += row->is_met;
}

static const struct text *details_of(const struct listing_job *job,
                                     const struct record_detail *detail) {
    size_t count = job->listing->measure->detail_count;
    struct text *details = ARENA_ARRAY(job->arena, struct text, count);
    for (size_t i = 0; i < count; i++) {
        details[i] = dictionary_text(job->records.details, detail->shown[i]);
    }
    return details;
}

static struct listed_record list_record(const struct listing_job *job, size_t index) {
    const struct records *records = &job->records;
    const struct record_row *row = &records->rows[index];
    const struct record_detail *detail = &records->row_details[index];
    return (struct listed_record){.record = dictionary_text(records->details, detail->record),
                                  .child = dictionary_text(records->children, row->child),
                                  .team = dictionary_text(records->teams, row->team),
                                  .worker = dictionary_text(records->workers, row->worker),
                                  .category = category_of(job, row),
                                  .excluded = reason_of(job, index),
                                  .first = row->first,
                                  .last = row->last,
                                  .is_met = row->is_met,
                                  .has_value = row->has_value,
                                  .value = row->value,
                                  .value_decimals =
                                      job->listing->measure->unit == MEASURE_SUM ? SUM_DECIMALS : 0,
                                  .details = details_of(job, detail)};
}

static size_t count_listed(const struct listing_job *job) {
    size_t count = 0;
    for (size_t i = 0; i < job->records.count; i++) {
        count += is_listed(job, &job->records.rows[i]);
    }
    return count;
}

static void list_records(struct listing_job *job) {
    mark_keys(job);
    count_reasons(job);
    struct listed_record *listed = ARENA_ARRAY(job->arena, struct listed_record, count_listed(job));
    for (size_t i = 0; i < job->records.count; i++) {
        if (is_listed(job, &job->records.rows[i])) {
            listed[job->listing->record_count++] = list_record(job, i);
            count_record(job, &job->records.rows[i]);
        }
    }
    job->listing->records = listed;
}

static void describe_columns(struct listing *listing, const struct record_source *source) {
    const int *columns = source->columns;
    listing->is_event = source->shape == RECORDS_EVENTS;
    listing->is_span = source->shape == RECORDS_SPANS;
    listing->has_team = columns[COLUMN_TEAM] >= 0;
    listing->has_worker = columns[COLUMN_WORKER] >= 0;
    listing->has_met = columns[COLUMN_MET] >= 0;
    listing->has_value = columns[COLUMN_VALUE] >= 0;
    listing->has_category = columns[COLUMN_CATEGORY] >= 0 || columns[COLUMN_VALUE] >= 0;
    listing->has_excluded = columns[COLUMN_EXCLUDED] >= 0 || listing->measure->counts_children;
}

/* The value of each record, where the category names one; none has it where there are no such
 * people. */
static void split_listing(struct listing_job *job) {
    const struct people *people = people_new(job->arena, job->context);
    const struct split_source *source = split_source_new(job->arena, people, &job->records);
    job->split = split_records(job->arena, job->arena, source, job->breakdown, &job->window);
    job->value = UINT32_MAX;
    for (uint32_t i = 0; i < job->split.names.count; i++) {
        if (text_equal(job->split.names.names[i], job->value_name)) {
            job->value = i;
        }
    }
}

static bool read_listing(struct listing_job *job, struct arena *scratch) {
    const struct measure_context *context = job->context;
    struct database *database =
        database_open(scratch, job->diag, context->dataset, context->indexes, context->catalogue,
                      context->calendar);
    struct record_source source;
    if (database == NULL ||
        !record_source_open(job->diag, database, job->listing->measure, &source)) {
        return false;
    }
    source.keeps_details = true;
    describe_columns(job->listing, &source);
    if (!record_source_read(job->arena, job->diag, &source, &job->window, 1, &job->records)) {
        return false;
    }
    if (job->is_split) {
        split_listing(job);
    }
    if (job->homes != NULL) {
        job->listing->has_category = job->listing->has_excluded = true;
    }
    job->placing = placing_new(job->arena, job->listing->measure, context->units, &job->records);
    const struct dictionary *keys =
        job->listing->measure->counts_distinct ? job->records.keys : job->records.children;
    job->key_count = dictionary_count(keys);
    job->keys = ARENA_ARRAY(job->arena, uint8_t, job->key_count);
    return true;
}

bool listing_is_of_breakdown(const struct explain_request *request, enum breakdown *breakdown) {
    struct text name, category;
    return split_category_parse(request->category, breakdown, &name, &category) &&
           !(*breakdown == BREAKDOWN_WORKER && request->measure->is_by_worker);
}

/* Whether the unit has records of its own: by home, or by the record's team. */
static bool has_listing(const struct listing_job *job) {
    enum deprivation_form form = job->request->measure->deprivation;
    bool is_county = job->request->level == UNIT_COUNTY;
    if (job->homes != NULL) {
        return homes_lack(job->homes) == NULL && job->request->level != UNIT_TEAM;
    }
    return is_county || (job->listing->has_team && form == DEPRIVATION_NONE);
}

size_t listing_parts(const struct measure_context *context,
                     const struct measure_definition *measure, struct listing_part parts[2]) {
    if (measure->ratio_of.length > 0) {
        parts[0] = (struct listing_part){measure->ratio_of, "numerator"};
        parts[1] = (struct listing_part){measure->ratio_to, "denominator"};
        return 2;
    }
    const struct measure_definition *rate =
        measure->deprivation == DEPRIVATION_NONE
            ? measure
            : catalogue_measure(context->catalogue, measure->deprivation_of);
    parts[0] = rate->rate_of.length > 0 ? (struct listing_part){rate->rate_of, "numerator"}
                                        : (struct listing_part){measure->id, "records"};
    return rate->rate_of.length > 0 || measure->records != NULL;
}

/* What is to be listed, over the window of the measure explained, and in what columns. */
static void begin_listing(struct listing_job *job, const struct listing_part *part) {
    const struct explain_request *request = job->request;
    bool is_own = text_equal(part->measure, request->measure->id);
    job->window = window_of(request->measure->window, &request->period);
    *job->listing = (struct listing){
        .measure =
            is_own ? request->measure : catalogue_measure(job->context->catalogue, part->measure),
        .part = part->name,
        .first_day = job->window.first,
        .last_day = job->window.last};
    job->category = request->category;
    job->is_split =
        listing_is_of_breakdown(request, &job->breakdown) &&
        split_category_parse(request->category, &job->breakdown, &job->value_name, &job->category);
    choose(job);
    if (measure_is_by_home(request->measure)) {
        job->homes = homes_new(job->arena, job->context);
    }
}

struct listing_job *listing_read(struct arena *arena, struct diag *diag,
                                 const struct measure_context *context,
                                 const struct explain_request *request,
                                 const struct listing_part *part) {
    struct listing_job *job = ARENA_NEW(arena, struct listing_job);
    *job =
        (struct listing_job){.arena = arena, .diag = diag, .context = context, .request = request};
    job->listing = &job->columns;
    begin_listing(job, part);
    struct arena *scratch = arena_new();
    bool is_read = read_listing(job, scratch);
    arena_free(scratch);
    return is_read ? job : NULL;
}

void listing_of_unit(struct listing_job *job, struct listing *listing) {
    const struct explain_request *request = job->request;
    bool is_other_day = request->measure->is_of_extract_day &&
                        request->period.last_day != job->context->extract_date;
    *listing = job->columns;
    job->listing = listing;
    memset(job->keys, 0, job->key_count);
    if (!is_other_day && has_listing(job)) {
        list_records(job);
    }
}
