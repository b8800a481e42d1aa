/* Explains a figure: it is computed as it always is, and the records behind it
 * are listed. */
#include "measure/explain.h"

#include "base/arena.h"
#include "listing.h"

/* ---- the records ---- */

static bool add_listings(struct arena *arena, struct diag *diag,
                         const struct measure_context *context, struct explanation *explanation) {
    struct listing_part parts[2];
    size_t count = listing_parts(context, explanation->request.measure, parts);
    for (size_t i = 0; i < count; i++) {
        struct listing_job *job =
            listing_read(arena, diag, context, &explanation->request, &parts[i]);
        if (job == NULL) {
            return false;
        }
        listing_of_unit(job, &explanation->listings[explanation->listing_count++]);
    }
    return true;
}

struct unit_listings {
    struct arena *arena;
    struct explain_request request;
    struct listing_job *job; /* NULL: there is no one list */
};

struct unit_listings *unit_listings_read(struct arena *arena, struct diag *diag,
                                         const struct measure_context *context,
                                         const struct measure_definition *measure,
                                         const struct period *period, enum unit_level level) {
    struct unit_listings *listings = ARENA_NEW(arena, struct unit_listings);
    struct listing_part parts[2];
    *listings = (struct unit_listings){
        arena, {.measure = measure, .period = *period, .level = level}, NULL};
    if (listing_parts(context, measure, parts) != 1) {
        return listings;
    }
    listings->job = listing_read(arena, diag, context, &listings->request, &parts[0]);
    return listings->job == NULL ? NULL : listings;
}

const struct listing *unit_listings_of(struct unit_listings *listings, uint32_t unit) {
    if (listings->job == NULL) {
        return NULL;
    }
    struct listing *listing = ARENA_NEW(listings->arena, struct listing);
    listings->request.unit = unit;
    listing_of_unit(listings->job, listing);
    return listing;
}

/* ---- the figure ---- */

/* The supplied figures that are no claims for computed ones. */
static struct supplied_figures without_claims(struct arena *arena,
                                              const struct measure_context *context) {
    const struct supplied_figures *all = context->supplied;
    struct supplied_figure *figures =
        ARENA_ARRAY(arena, struct supplied_figure, all->figure_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < all->figure_count; i++) {
        const struct measure_definition *measure =
            catalogue_measure(context->catalogue, all->figures[i].measure);
        if (measure != NULL && measure->is_supplied) {
            figures[count++] = all->figures[i];
        }
    }
    return (struct supplied_figures){figures, count};
}

static const struct figures *compute(struct arena *arena, struct diag *diag,
                                     const struct measure_context *context,
                                     const struct explain_request *request) {
    const struct supplied_figures supplied = without_claims(arena, context);
    struct measure_context own = *context;
    own.supplied = &supplied;
    enum breakdown breakdown;
    if (listing_is_of_breakdown(request, &breakdown)) {
        own.breakdowns[breakdown] = true;
    }
    const struct figure_request wanted = {.measure = request->measure, .period = request->period};
    bool levels[UNIT_LEVEL_COUNT] = {false};
    levels[request->level] = true;
    return measures_compute(arena, diag, &own, &wanted, 1, levels);
}

bool explanation_has(const struct explanation *explanation, const struct figure *figure) {
    return figure->unit == explanation->request.unit;
}

static bool find_figure(struct arena *arena, struct diag *diag, struct explanation *explanation) {
    const struct explain_request *request = &explanation->request;
    const struct figures *figures = explanation->figures;
    explanation->figure = figures_find(figures, request->measure->id, &request->period,
                                       request->level, request->unit, request->category);
    if (explanation->figure != NULL || request->category.length == 0) {
        return true;
    }
    struct text *names = ARENA_ARRAY(arena, struct text, figures->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < figures->count; i++) {
        if (explanation_has(explanation, &figures->items[i])) {
            names[count++] = figures->items[i].category;
        }
    }
    DIAG_REPORT(diag, US008, NULL, request->measure->id, request->category);
    diag_did_you_mean(diag, request->category, names, count);
    return false;
}

const struct supplied_figure *explanation_origin(const struct supplied_figures *supplied,
                                                 const struct figure *figure) {
    for (size_t i = 0; figure->is_supplied && i < supplied->figure_count; i++) {
        const struct place *place = &supplied->figures[i].place;
        if (figure->place.line == place->line && text_equal(figure->place.file, place->file)) {
            return &supplied->figures[i];
        }
    }
    return NULL;
}

/* Only what has a condition can fail to meet it. */
static bool has_condition(const struct measure_definition *measure) {
    bool is_share = measure->unit == MEASURE_MIX && measure->share.length > 0;
    return measure->records != NULL && (measure->unit == MEASURE_PERCENT || is_share);
}

bool measure_explain(struct arena *arena, struct diag *diag, const struct measure_context *context,
                     const struct explain_request *request, struct explanation *explanation) {
    *explanation = (struct explanation){.request = *request};
    if (request->only_not_met && !has_condition(request->measure)) {
        DIAG_REPORT(diag, US009, NULL, request->measure->id);
        return false;
    }
    explanation->figures = compute(arena, diag, context, request);
    if (explanation->figures == NULL || !find_figure(arena, diag, explanation)) {
        return false;
    }
    return add_listings(arena, diag, context, explanation);
}

bool measures_list(struct arena *arena, struct diag *diag, const struct measure_context *context,
                   const struct figure_request *requests, size_t request_count, uint32_t unit,
                   const struct listing **listings, size_t *listing_count) {
    struct listing *items = ARENA_ARRAY(arena, struct listing, request_count + 1);
    *listings = items;
    *listing_count = 0;
    for (size_t i = 0; i < request_count; i++) {
        struct explain_request wanted = {.measure = requests[i].measure,
                                         .period = requests[i].period,
                                         .level = context->units->units[unit].level,
                                         .unit = unit,
                                         .category = TEXT_NONE};
        struct explanation explanation;
        if (!requests[i].wants_records) {
            continue;
        }
        if (!measure_explain(arena, diag, context, &wanted, &explanation)) {
            return false;
        }
        items[(*listing_count)++] = explanation.listings[0];
    }
    return true;
}
