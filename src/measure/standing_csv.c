/* Standings in words and as CSV. A word goes before any colour, and what is
 * missing is [x], never blank where it was asked for. */
#include "base/arena.h"
#include "measure/standing.h"

struct text rag_word(enum rag rag) {
    static const char *const words[] = {"No target", "No data", "Red", "Amber", "Green"};
    return text_of(words[rag]);
}

struct text direction_word(enum direction direction) {
    static const char *const words[] = {
        "[x]", "No clear change", "No change", "Improving", "Worsening", "Up", "Down"};
    return text_of(words[direction]);
}

struct text change_word(enum change change) {
    static const char *const words[] = {[CHANGE_UNCLEAR] = "showed no clear change",
                                        [CHANGE_ROSE] = "rose",
                                        [CHANGE_FELL] = "fell",
                                        [CHANGE_NONE] = "stayed the same"};
    return text_of(words[change]);
}

struct text control_signal_words(struct arena *arena, unsigned signals) {
    static const char *const words[] = {"outside", "one side", "trend", "near limit"};
    struct buffer out = buffer_new(arena);
    for (unsigned bit = 0; bit < 4; bit++) {
        if ((signals & (1U << bit)) != 0) {
            buffer_format(&out, "%s%s", out.length > 0 ? ", " : "", words[bit]);
        }
    }
    return buffer_text(&out);
}

/* ---- CSV ---- */

/* Where a figure of an earlier period stands in a series. */
struct membership {
    const struct standing *standing; /* NULL: in none */
    size_t point;
};

struct writing {
    struct buffer *out;
    struct arena *scratch;
    const struct standings *standings;
    struct membership *members;      /* one a figure */
    struct text previous, last_year; /* names of the plan's earlier periods */
};

static void put(const struct writing *writing, struct text field) {
    buffer_add_byte(writing->out, ',');
    bool is_quoted = text_find(field, ',') < field.length;
    if (is_quoted) {
        buffer_add_byte(writing->out, '"');
    }
    buffer_add(writing->out, field);
    if (is_quoted) {
        buffer_add_byte(writing->out, '"');
    }
}

static void put_blanks(const struct writing *writing, size_t count) {
    static const char commas[] = ",,,,";
    buffer_add(writing->out, (struct text){commas, count});
}

static struct text value_text(const struct writing *writing, const struct figure *figure) {
    if (figure == NULL) {
        return TEXT("[x]");
    }
    return figure->has_value ? decimal_plain(writing->scratch, figure->value)
                             : figure_marker(figure->status);
}

static void put_earlier(const struct writing *writing, bool is_wanted, struct text period,
                        const struct figure *earlier, enum change change, bool has_value) {
    if (!is_wanted) {
        put_blanks(writing, 3);
        return;
    }
    has_value = has_value && earlier != NULL && earlier->has_value;
    put(writing, period);
    put(writing, value_text(writing, earlier));
    put(writing, has_value ? change_word(change) : TEXT_NONE);
}

static void put_changes(const struct writing *writing, const struct standing *standing) {
    const struct standing_plan *plan = writing->standings->plan;
    bool is_now = standing != NULL, has_value = is_now && standing->figure->has_value;
    put_earlier(writing, is_now && plan->with_previous, writing->previous,
                is_now ? standing->previous : NULL,
                is_now ? standing->since_previous : CHANGE_UNCLEAR, has_value);
    put_earlier(writing, is_now && plan->with_last_year, writing->last_year,
                is_now ? standing->last_year : NULL,
                is_now ? standing->since_last_year : CHANGE_UNCLEAR, has_value);
}

static void put_target(const struct writing *writing, const struct target *target, enum rag rag) {
    if (target == NULL) {
        put(writing, TEXT_NONE);
        put(writing, TEXT("[x]"));
        put(writing, TEXT_NONE);
    } else {
        put(writing, period_name(writing->scratch, &target->period));
        put(writing, decimal_plain(writing->scratch, target->target));
        put(writing, decimal_plain(writing->scratch, target->tolerance));
    }
    put(writing, rag_word(rag));
}

static void put_direction(const struct writing *writing, const struct standing *standing) {
    const struct standing_plan *plan = writing->standings->plan;
    if (standing == NULL || !(plan->with_previous || plan->with_last_year)) {
        put_blanks(writing, 2);
        return;
    }
    put(writing, direction_word(standing->direction));
    put(writing, standing->since == NULL ? TEXT_NONE
                                         : period_name(writing->scratch, &standing->since->period));
}

static struct text comparator_text(const struct writing *writing,
                                   const struct comparator_figure *figure) {
    return figure->status == FIGURE_SHOWN ? decimal_plain(writing->scratch, figure->value)
                                          : figure_marker(figure->status);
}

static void put_comparison(const struct writing *writing, const struct standing *standing) {
    const struct comparison *comparison = standing == NULL ? NULL : standing->comparison;
    if (comparison == NULL) {
        put_blanks(writing, 4);
        return;
    }
    put(writing, text_format(writing->scratch, "%lld", (long long)comparison->year));
    put(writing, comparator_text(writing, &comparison->figures[COMPARATOR_NEIGHBOURS]));
    put(writing, comparator_text(writing, &comparison->figures[COMPARATOR_REGION]));
    put(writing, comparator_text(writing, &comparison->figures[COMPARATOR_ENGLAND]));
}

static void put_chart(const struct writing *writing, const struct membership *member) {
    const struct series *series = member->standing == NULL ? NULL : &member->standing->series;
    if (series == NULL || !series->has_chart) {
        put_blanks(writing, 3);
        put(writing, series != NULL && series->shares_days ? TEXT("days shared") : TEXT_NONE);
        put_blanks(writing, 1);
        return;
    }
    const double limits[] = {series->chart.mean, series->chart.lower, series->chart.upper};
    int decimals = series_decimals(member->standing->figure);
    for (size_t i = 0; i < 3; i++) {
        put(writing, decimal_plain(writing->scratch, decimal_from_double(limits[i], decimals)));
    }
    put(writing, series->chart.is_trial ? TEXT("trial") : TEXT("natural"));
    put(writing, control_signal_words(writing->scratch, series->signals[member->point]));
}

static void write_row(const struct writing *writing, size_t index) {
    const struct standings *standings = writing->standings;
    const struct figure *figure = &standings->figures->items[index];
    const struct membership *member = &writing->members[index];
    bool is_now = member->standing != NULL && member->standing->figure == figure;
    struct rating rated =
        rating_of(figure, standings->sources.targets, standings->sources.bandings);
    figures_write_csv_row(writing->out, writing->scratch, standings->figures, figure);
    put_changes(writing, is_now ? member->standing : NULL);
    if (figure_is_whole(figure)) {
        put_target(writing, rated.target, rated.rag);
    } else {
        put_blanks(writing, 4);
    }
    put_direction(writing, is_now ? member->standing : NULL);
    put(writing, rated.band == 0 ? TEXT_NONE : text_format(writing->scratch, "%d", rated.band));
    put_comparison(writing, is_now ? member->standing : NULL);
    put_chart(writing, member);
    put(writing, standings->plan->is_first_cut && is_now ? TEXT("[p]") : TEXT_NONE);
    buffer_add_byte(writing->out, '\n');
}

static bool is_listed(const struct standing_plan *plan, const struct figure *figure) {
    bool is_listed = false;
    for (size_t i = 0; i < plan->series_count && !is_listed; i++) {
        is_listed = figure->period.first_day == plan->series[i].first_day &&
                    figure->period.last_day == plan->series[i].last_day;
    }
    return is_listed || (figure->period.first_day == plan->now.first_day &&
                         figure->period.last_day == plan->now.last_day);
}

static void find_members(struct writing *writing) {
    const struct standings *standings = writing->standings;
    for (size_t i = 0; i < standings->count; i++) {
        const struct standing *standing = &standings->items[i];
        for (size_t k = 0; k < standing->series.count; k++) {
            const struct figure *point = standing->series.points[k];
            if (point != NULL) {
                writing->members[point - standings->figures->items] =
                    (struct membership){standing, k};
            }
        }
        size_t own = (size_t)(standing->figure - standings->figures->items);
        writing->members[own].standing = standing;
    }
}

void standings_write_csv(struct buffer *out, const struct standings *standings) {
    struct arena *arena = arena_new(), *scratch = arena_new();
    const struct figures *figures = standings->figures;
    struct period previous = period_previous(&standings->plan->now);
    struct period last_year = period_year_before(&standings->plan->now);
    struct writing writing = {.out = out,
                              .scratch = scratch,
                              .standings = standings,
                              .members = ARENA_ARRAY(arena, struct membership, figures->count + 1),
                              .previous = period_name(arena, &previous),
                              .last_year = period_name(arena, &last_year)};
    find_members(&writing);
    figures_write_csv_header(out);
    buffer_add_c(out, ",previous_period,previous_value,since_previous,last_year_period,"
                      "last_year_value,since_last_year,target_period,target,tolerance,rag,"
                      "direction,direction_since,band,comparison_year,neighbours,region,england,"
                      "series_mean,series_lower,series_upper,"
                      "limits,signals,mark\n");
    for (size_t i = 0; i < figures->count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        if (is_listed(standings->plan, &figures->items[i])) {
            write_row(&writing, i);
        }
        arena_release(scratch, mark);
    }
    arena_free(scratch);
    arena_free(arena);
}
