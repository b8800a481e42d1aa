/* Actual against expected rates. All points are gathered once; each authority is
 * judged by the line through all others, so that a rank compares like with
 * like. A prediction below 0 is left as it is: it says that the line does not
 * reach that far, and has no ratio. */
#include "measure/deprivation.h"

#include "base/arena.h"
#include "base/buffer.h"

static const double CONFIDENCE = 0.95;

static bool refuse(struct diag *diag, const struct deprivation_request *request,
                   struct arena *arena, const char *why) {
    struct text year = text_format(arena, "%lld", (long long)request->year);
    DIAG_REPORT(diag, ME020, NULL, request->measure, year, text_of(why));
    return false;
}

/* The points of one year: parallel arrays, as the fit takes them. */
struct cloud {
    struct deprivation_point *points;
    double *scores, *rates; /* of all points but the one left out */
    size_t count;
};

static struct cloud new_cloud(struct arena *arena, size_t capacity) {
    return (struct cloud){.points = ARENA_ARRAY(arena, struct deprivation_point, capacity),
                          .scores = ARENA_ARRAY(arena, double, capacity),
                          .rates = ARENA_ARRAY(arena, double, capacity)};
}

static void add_point(struct cloud *cloud, const struct deprivation_score *score, double rate) {
    cloud->points[cloud->count++] =
        (struct deprivation_point){score->code, score->name, decimal_to_double(score->score), rate};
}

/* Takes in another authority, or counts why not. */
static void gather_other(struct cloud *cloud, const struct published_figure *rate,
                         const struct deprivation_score *score, struct deprivation_result *result) {
    if (rate->status != PUBLISHED_SHOWN) {
        result->left_out[rate->status]++;
    } else if (score == NULL) {
        result->without_score++;
    } else {
        add_point(cloud, score, decimal_to_double(rate->value));
    }
}

/* Points in the order of codes; the authority's own rate is set aside. */
static struct cloud gather(struct arena *arena, const struct published_row *rows, size_t count,
                           const struct deprivation_scores *scores,
                           const struct deprivation_request *request,
                           struct deprivation_result *result) {
    struct cloud cloud = new_cloud(arena, count + 1);
    result->has_actual = request->has_actual;
    result->actual = request->actual;
    for (size_t i = 0; i < count; i++) {
        const struct published_figure rate = published_figure_of(&rows[i], 0);
        struct text code = rows[i].area->code;
        if (!text_equal(code, request->authority)) {
            gather_other(&cloud, &rate, deprivation_score_of(scores, request->edition, code),
                         result);
        } else if (request->takes_published && !request->has_actual &&
                   rate.status == PUBLISHED_SHOWN) {
            result->has_actual = true;
            result->actual = decimal_to_double(rate.value);
        }
    }
    return cloud;
}

/* Puts the own point in its place among the codes. */
static void insert_own(struct cloud *cloud, const struct deprivation_score *own, double rate) {
    size_t at = cloud->count;
    add_point(cloud, own, rate);
    struct deprivation_point point = cloud->points[at];
    for (; at > 0 && text_compare(cloud->points[at - 1].code, own->code) > 0; at--) {
        cloud->points[at] = cloud->points[at - 1];
    }
    cloud->points[at] = point;
}

/* The line through all points but that of `code`. */
static bool fit_without(struct cloud *cloud, struct text code, struct regression *line) {
    size_t count = 0;
    for (size_t i = 0; i < cloud->count; i++) {
        if (!text_equal(cloud->points[i].code, code)) {
            cloud->scores[count] = cloud->points[i].score;
            cloud->rates[count++] = cloud->points[i].rate;
        }
    }
    return regression_fit(cloud->scores, cloud->rates, count, line);
}

/* 100 x actual / expected of a point, the line being that of all others. */
static bool ratio_of(struct cloud *cloud, const struct deprivation_point *point, double *ratio) {
    struct regression line;
    if (!fit_without(cloud, point->code, &line)) {
        return false;
    }
    double expected = line.intercept + line.slope * point->score;
    *ratio = 100 * point->rate / expected;
    return expected > 0;
}

/* The ratio of a point of `line`, which is through all of them, against the line through the
 * others: leaving a point out makes its residual 1 / (1 - leverage) as large. */
static bool ratio_left_out(const struct regression *line, const struct deprivation_point *point,
                           double *ratio) {
    double off = point->score - line->x_mean;
    double leverage = 1 / (double)line->count + off * off / line->x_squares;
    double residual = point->rate - (line->intercept + line->slope * point->score);
    double expected = point->rate - residual / (1 - leverage);
    *ratio = 100 * point->rate / expected;
    return leverage < 1 && expected > 0;
}

static void rank_ratio(struct cloud *cloud, struct deprivation_result *result) {
    struct regression line;
    result->rank = result->rank_of = 1;
    if (!fit_without(cloud, TEXT_NONE, &line)) {
        return;
    }
    for (size_t i = 0; i < cloud->count; i++) {
        double ratio;
        bool is_own = text_equal(cloud->points[i].code, result->request.authority);
        if (!is_own && ratio_left_out(&line, &cloud->points[i], &ratio)) {
            result->rank_of++;
            result->rank += ratio > result->ratio ? 1 : 0;
        }
    }
}

static void judge(struct cloud *cloud, const struct deprivation_score *own,
                  struct deprivation_result *result) {
    if (!result->has_actual) {
        return;
    }
    insert_own(cloud, own, result->actual);
    struct deprivation_point point = {own->code, own->name, result->score, result->actual};
    result->has_ratio = ratio_of(cloud, &point, &result->ratio);
    if (result->has_ratio) {
        rank_ratio(cloud, result);
    }
}

static void describe(const struct deprivation_score *own, const struct deprivation_request *request,
                     struct text publication, struct deprivation_result *result) {
    *result = (struct deprivation_result){.request = *request,
                                          .name = own->name,
                                          .score = decimal_to_double(own->score),
                                          .edition = own->edition,
                                          .areas = own->areas,
                                          .index_population = own->population,
                                          .publication = publication};
}

bool deprivation_adjust(struct arena *arena, struct diag *diag, const struct published *published,
                        const struct deprivation_scores *scores,
                        const struct deprivation_request *request,
                        struct deprivation_result *result) {
    size_t count = 0;
    const struct published_table *table = published_table_of(published, request->measure);
    const struct published_row *rows =
        table == NULL ? NULL : published_rows_of(table, request->year, PUBLISHED_AUTHORITY, &count);
    const struct deprivation_score *own =
        deprivation_score_of(scores, request->edition, request->authority);
    if (count == 0) {
        return refuse(diag, request, arena, "no rates of authorities are held for that year");
    }
    if (own == NULL) {
        return refuse(diag, request, arena,
                      "the authority has no score in that edition of the index");
    }
    describe(own, request, published_source_of(published, request->measure, request->year), result);
    struct cloud cloud = gather(arena, rows, count, scores, request, result);
    struct prediction prediction;
    if (!fit_without(&cloud, own->code, &result->line) ||
        !regression_predict(&result->line, result->score, CONFIDENCE, &prediction)) {
        return refuse(diag, request, arena,
                      "fewer than three authorities have both a rate and a score");
    }
    result->expected = prediction.expected;
    result->limits = prediction.limits;
    judge(&cloud, own, result);
    result->points = cloud.points;
    result->point_count = cloud.count;
    return true;
}

bool deprivation_expect(const struct deprivation_result *result, double score, double *expected,
                        struct interval *limits) {
    struct prediction prediction;
    if (!regression_predict(&result->line, score, CONFIDENCE, &prediction)) {
        return false;
    }
    *expected = prediction.expected;
    *limits = prediction.limits;
    return true;
}

static struct text left_out_words(struct arena *arena, const struct deprivation_result *result) {
    const struct {
        size_t count;
        const char *why;
    } reasons[] = {{result->left_out[PUBLISHED_SUPPRESSED], "suppressed"},
                   {result->left_out[PUBLISHED_UNRELIABLE], "unreliable"},
                   {result->left_out[PUBLISHED_NOT_AVAILABLE], "not available"},
                   {result->left_out[PUBLISHED_NOT_APPLICABLE], "not applicable"},
                   {result->without_score, "without a score"}};
    struct buffer words = buffer_new(arena);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].count > 0) {
            buffer_format(&words, "%s%zu %s", words.length > 0 ? ", " : "", reasons[i].count,
                          reasons[i].why);
        }
    }
    return words.length > 0 ? buffer_text(&words) : TEXT("none");
}

/* "An unweighted straight line through the published rates of 147 other authorities in ..." */
static struct text line_words(struct arena *arena, const struct deprivation_result *result,
                              struct text whose) {
    return text_format(
        arena,
        "Expected from an unweighted straight line through the published rates of %.*sother "
        "authorities in the year to March %lld (%.*s) and their average scores in IDACI %.*s "
        "(%.*s, children at %.*s)",
        TEXT_ARG(whose), (long long)result->request.year, TEXT_ARG(result->publication),
        TEXT_ARG(result->edition), TEXT_ARG(result->areas), TEXT_ARG(result->index_population));
}

struct text deprivation_note(struct arena *arena, const struct deprivation_result *result) {
    struct text r_squared = decimal_words(arena, decimal_from_double(result->line.r_squared, 2));
    struct text line = line_words(arena, result, text_format(arena, "%zu ", result->line.count));
    return text_format(arena, "%.*s; R squared %.*s. Left out: %.*s.", TEXT_ARG(line),
                       TEXT_ARG(r_squared), TEXT_ARG(left_out_words(arena, result)));
}

struct text deprivation_method_note(struct arena *arena, const struct deprivation_result *result) {
    struct text line = line_words(arena, result, TEXT_NONE);
    return text_format(arena, "%.*s, those without a rate or a score left out.", TEXT_ARG(line));
}

size_t deprivation_left_out(const struct deprivation_result *result) {
    size_t count = result->without_score;
    for (int i = 0; i < PUBLISHED_STATUS_COUNT; i++) {
        count += result->left_out[i];
    }
    return count;
}
