/* `quarterday run`: the whole path from extracts to a pack that appears whole or
 * not at all. Definitions are checked before any data is read; the renderers
 * draw one document at the same time, each with its own arena and sink. */
#include "base/file.h"
#include "base/jobs.h"
#include "define/commentary.h"
#include "measure/published_line.h"
#include "measure/standing.h"
#include "render/renderer.h"
#include "report/build.h"
#include "run/commands.h"
#include "run/disclosure.h"
#include "run/outputs.h"
#include "run/run_account.h"

enum { PACK_FILE_LIMIT = 16, FORMAT_LIMIT = 4, MODE_PRIVATE = 0600 };

/* One run's products, each made from those above it. */
struct run {
    struct session *session;
    struct report_context context;
    struct commentaries commentaries;
    bool has_extracts; /* a report of supplied figures alone can do without */
    struct text name;  /* "annual-safeguarding_2013-14" */
    day_number extract_date;
    const struct figures *figures;
    const struct figure_request *requests;
    size_t request_count;
    const struct disclosure *disclosure; /* NULL: the pack is restricted */
    const struct document *document;
    struct report_outcome outcome;
    struct font_files fonts;
    const struct renderer *formats[FORMAT_LIMIT];
    size_t format_count;
    bool wants_csv;
    struct pack_file files[PACK_FILE_LIMIT];
    struct pack pack;
    /* What a public pack may not hold, in a folder of its own. */
    struct pack_file files_apart[PACK_FILE_LIMIT];
    struct pack pack_apart;
    size_t first_message; /* of those that concern this pack */
    bool is_later;        /* of several: what was read has been told */
};

static bool choose_formats(struct run *run) {
    struct diag *diag = run->session->diag;
    struct text rest = run->session->options->formats, part;
    while (text_next_part(&rest, ',', &part)) {
        part = text_trim(part);
        const struct renderer *renderer = renderer_find(part);
        if (text_equal_c(part, "csv")) {
            run->wants_csv = true;
        } else if (renderer == NULL || run->format_count == FORMAT_LIMIT) {
            DIAG_REPORT(diag, RD007, NULL, part);
            return false;
        } else {
            run->formats[run->format_count++] = renderer;
        }
    }
    return true;
}

static const struct report_definition *find_report(struct session *session) {
    struct text id = session->options->subject;
    const struct catalogue *catalogue = session->catalogue;
    const struct report_definition *report = catalogue_report(catalogue, id);
    if (report == NULL) {
        struct text *ids = ARENA_ARRAY(session->arena, struct text, catalogue->report_count);
        for (size_t i = 0; i < catalogue->report_count; i++) {
            ids[i] = catalogue->reports[i]->id;
        }
        DIAG_REPORT(session->diag, US006, NULL, id);
        diag_did_you_mean(session->diag, id, ids, catalogue->report_count);
    }
    return report;
}

static bool is_public(const struct run *run) {
    return text_equal_c(run->session->options->audience, "public");
}

static bool find_fonts(struct run *run) {
    const struct authority *authority = run->session->authority;
    const struct text names[4] = {authority->font_regular, authority->font_bold,
                                  authority->font_italic, authority->font_bold_italic};
    return font_files_find(run->session->arena, run->session->diag, authority->font_folders,
                           authority->font_folder_count, names, &run->fonts);
}

/* The county's stands in the folder itself, that of another unit in a folder of its id: what one
 * unit wrote cannot come into another's pack. */
static bool read_commentary(struct run *run) {
    struct session *session = run->session;
    const struct unit *unit = &session->units->units[run->context.unit];
    struct text folder = session->options->commentary;
    if (folder.length > 0 && unit->level != UNIT_COUNTY) {
        folder = file_join(session->arena, folder, unit->id);
    }
    run->context.commentaries = &run->commentaries;
    return folder.length == 0 ||
           commentary_read_folder(session->arena, session->diag, folder, &run->commentaries);
}

/* A quarter of the annual report reads as if it were broken: that is said first. */
static void warn_of_period(const struct run *run) {
    const struct report_context *context = &run->context;
    struct period usual;
    const char *kind = report_cycle_other(&context->report->cycle, &context->period, &usual);
    if (kind != NULL) {
        struct session *session = run->session;
        DIAG_REPORT(session->diag, RN021, NULL, context->report->id, text_of(kind),
                    period_name(session->arena, &context->period),
                    period_name(session->arena, &usual));
    }
}

/* All that can be refused before data is read. */
static bool prepare(struct run *run) {
    struct session *session = run->session;
    if (!choose_formats(run) || !session_load_definitions(session, NEEDS_ALL & ~NEEDS_TESTS)) {
        return false;
    }
    struct report_context *context = &run->context;
    *context = (struct report_context){.report = find_report(session),
                                       .catalogue = session->catalogue,
                                       .authority = session->authority,
                                       .units = session->units,
                                       .supplied = session->supplied,
                                       .targets = session->targets,
                                       .bandings = session->bandings,
                                       .published = session->published,
                                       .scores = session->scores,
                                       .is_first_cut = session->options->is_first_cut,
                                       .is_draft = session->options->is_draft,
                                       .is_restricted = !is_public(run)};
    if (context->report == NULL || !session_period(session, &context->period) ||
        !session_unit(session, &context->unit)) {
        return false;
    }
    warn_of_period(run);
    return find_fonts(run);
}

/* "annual-safeguarding_2013-14", and of a unit other than the county its id behind that. */
static struct text name_of_pack(const struct run *run, struct arena *arena) {
    const struct report_context *context = &run->context;
    const struct unit *unit = &context->units->units[context->unit];
    struct text period = period_name(arena, &context->period);
    bool is_county = unit->level == UNIT_COUNTY;
    return text_format(arena, "%.*s_%.*s%s%.*s", TEXT_ARG(context->report->id), TEXT_ARG(period),
                       is_county ? "" : "_", TEXT_ARG(is_county ? TEXT_NONE : unit->id));
}

static bool reports_county(const struct run *run) {
    return run->context.units->units[run->context.unit].level == UNIT_COUNTY;
}

/* The figures of the pack's unit, of those below it and of those that it belongs to. */
static struct figures own_figures(const struct run *run, struct arena *arena) {
    const struct hierarchy *units = run->context.units;
    struct figures own = {NULL, 0, run->figures->units};
    struct figure *items = ARENA_ARRAY(arena, struct figure, run->figures->count);
    for (size_t i = 0; i < run->figures->count; i++) {
        if (disclosure_is_own(units, run->context.unit, &run->figures->items[i])) {
            items[own.count++] = run->figures->items[i];
        }
    }
    own.items = items;
    return own;
}

/* Leaves out what the extracts do not reach: half a year's records would look like a fall. */
static size_t keep_covered(const struct run *run, struct figure_request *requests, size_t count) {
    const struct session *session = run->session;
    day_number from = session_covered_from(session);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct period *period = &requests[i].period;
        if (period->last_day >= run->context.period.last_day ||
            standing_covers(session->calendar, from, requests[i].measure, period)) {
            requests[kept++] = requests[i];
        }
    }
    return kept;
}

/* Without --extracts every figure must be one that somebody supplied. */
static bool needs_no_extracts(const struct run *run, const struct figure_request *requests,
                              size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct measure_definition *measure = requests[i].measure;
        if (!measure->is_supplied) {
            DIAG_REPORT(run->session->diag, RN020, NULL, measure->id);
            return false;
        }
    }
    return true;
}

/* What the figures rest on: records that were read and checked, or none at all. */
static bool read_records(struct run *run, const struct figure_request *requests,
                         size_t request_count) {
    struct session *session = run->session;
    if (run->has_extracts) {
        return session_read_extract(session) && session_extract_date(session, &run->extract_date) &&
               session_covers(session, &run->context.period, run->extract_date) &&
               session_validate(session);
    }
    session_without_extract(session);
    run->extract_date = run->context.period.last_day;
    for (size_t i = 0; i < request_count; i++) { /* a figure may be of a later day, and says so */
        day_number last_day = requests[i].period.last_day;
        run->extract_date = last_day > run->extract_date ? last_day : run->extract_date;
    }
    return needs_no_extracts(run, requests, request_count);
}

static bool compute(struct run *run) {
    struct session *session = run->session;
    static const bool levels[UNIT_LEVEL_COUNT] = {true, true, true, true};
    struct figure_request *requests;
    size_t request_count;
    if (!report_requests(session->arena, session->diag, &run->context, &requests, &request_count) ||
        !read_records(run, requests, request_count) ||
        !session_read_replies(session, run->extract_date)) {
        return false;
    }
    if (run->has_extracts) {
        request_count = keep_covered(run, requests, request_count);
    }
    run->requests = requests;
    run->request_count = request_count;
    phases_begin(session->phases, "compute measures");
    struct measure_context context = session_measure_context(session, run->extract_date);
    run->figures =
        measures_compute(session->arena, session->diag, &context, requests, request_count, levels);
    return run->figures != NULL;
}

/* Before anything is made of the figures: what is drawn, told or written is what the public may
 * see. */
static bool suppress(struct run *run) {
    if (!is_public(run)) {
        return true;
    }
    run->disclosure = disclosure_make(run->session, run->figures);
    run->figures = run->disclosure != NULL ? run->disclosure->figures : NULL;
    return run->figures != NULL;
}

/* One piece of the output, made on a thread of its own. */
struct output_job {
    struct run *run;
    struct arena *arena;
    struct diag *diag;
    bool (*make)(struct output_job *job);
    const struct renderer *renderer;
    struct pack_file files[QUALITY_FILE_LIMIT];
    size_t file_count;
    bool is_made;
};

static bool make_document(struct output_job *job) {
    struct run *run = job->run;
    struct text bytes;
    if (!job->renderer->render(job->arena, job->diag, run->document, &run->fonts, &bytes)) {
        return false;
    }
    struct text name =
        text_format(job->arena, "%.*s%s", TEXT_ARG(run->name), job->renderer->extension);
    job->files[job->file_count++] =
        (struct pack_file){name, bytes, run->document->names_children ? MODE_PRIVATE : 0644};
    return true;
}

static bool make_figures(struct output_job *job) {
    struct buffer csv = buffer_new(job->arena);
    struct figures own = own_figures(job->run, job->arena);
    figures_write_csv(&csv, &own);
    published_lines_write_csv(&csv, job->run->outcome.published, job->run->outcome.published_count);
    job->files[job->file_count++] =
        (struct pack_file){TEXT("figures.csv"), buffer_text(&csv), 0644};
    return true;
}

static bool make_quality(struct output_job *job) {
    struct text date = date_iso(job->arena, job->run->extract_date);
    job->file_count =
        outputs_quality_files(job->run->session, job->arena, job->diag, date, job->files);
    return job->file_count > 0;
}

static void do_output_job(void *context) {
    struct output_job *job = context;
    job->is_made = job->make(job);
}

static struct output_job *add_job(struct run *run, struct output_job *job,
                                  bool (*make)(struct output_job *)) {
    *job = (struct output_job){
        .run = run, .arena = arena_new_within(run->session->arena), .make = make};
    job->diag = diag_new(job->arena);
    return job;
}

/* Child-level files stay out of a public pack. */
static void add_file(struct run *run, struct pack_file file) {
    if (is_public(run) && file.mode == MODE_PRIVATE) {
        run->files_apart[run->pack_apart.file_count++] = file;
    } else {
        run->files[run->pack.file_count++] = file;
    }
}

/* Joins what the jobs made, in their order. */
static bool join_jobs(struct run *run, struct output_job *jobs, size_t job_count) {
    bool all_made = true;
    for (size_t i = 0; i < job_count; i++) {
        diag_join(run->session->diag, jobs[i].diag);
        all_made &= jobs[i].is_made;
        for (size_t f = 0; f < jobs[i].file_count; f++) {
            add_file(run, jobs[i].files[f]);
        }
    }
    return all_made;
}

static bool make_outputs(struct run *run) {
    struct output_job jobs[FORMAT_LIMIT + 2];
    void *contexts[FORMAT_LIMIT + 2];
    size_t count = 0;
    phases_begin(run->session->phases, "draw the paper and its data");
    for (size_t i = 0; i < run->format_count; i++) {
        add_job(run, &jobs[count++], make_document)->renderer = run->formats[i];
    }
    if (run->wants_csv) {
        add_job(run, &jobs[count++], make_figures);
    }
    /* The check is of the whole extract: a unit's pack holds nothing of it. */
    if (reports_county(run) && run->has_extracts) {
        add_job(run, &jobs[count++], make_quality);
    }
    /* Data quality, where it is one of them, takes longest, and is begun first. */
    for (size_t i = 0; i < count; i++) {
        contexts[i] = &jobs[(i + count - 1) % count];
    }
    jobs_run(run->session->options->threads, do_output_job, contexts, count);
    run->pack = (struct pack){.name = run->name, .files = run->files};
    run->pack_apart = (struct pack){
        .name = text_format(run->session->arena, "%.*s_restricted", TEXT_ARG(run->name)),
        .files = run->files_apart};
    return join_jobs(run, jobs, count);
}

static struct pack_file make_manifest(struct run *run, const struct pack *pack,
                                      bool is_for_public) {
    struct session *session = run->session;
    struct manifest_facts facts = {
        .report = run->context.report->id,
        .context = &run->context,
        .period = period_name(session->arena, &run->context.period),
        .as_at = date_iso(session->arena, run->extract_date),
        .disclosure = run->disclosure,
        .is_for_public = is_for_public,
    };
    struct buffer out = buffer_new(session->arena);
    manifest_write(&out, session, pack, &facts);
    return (struct pack_file){TEXT("manifest.json"), buffer_text(&out), 0644};
}

static void add_manifests(struct run *run) {
    run->files[run->pack.file_count] = make_manifest(run, &run->pack, is_public(run));
    run->pack.file_count++;
    if (is_public(run)) {
        if (run->session->options->explains_suppression) {
            add_file(run, disclosure_explanation(run->session->arena, run->disclosure,
                                                 run->context.unit));
        }
        if (run->pack_apart.file_count > 0) {
            struct pack_file manifest = make_manifest(run, &run->pack_apart, false);
            manifest.mode = MODE_PRIVATE;
            add_file(run, manifest);
        }
    }
}

static struct text folder_of(const struct run *run, const struct pack *pack) {
    struct session *session = run->session;
    struct text out = session->options->out.length > 0 ? session->options->out : TEXT("out");
    return file_join(session->arena, out, pack->name);
}

/* What is apart first: a public folder stands only beside a whole restricted one. */
static bool publish(struct run *run) {
    struct session *session = run->session;
    struct placed_pack placed[PLACED_LIMIT];
    size_t count = 0;
    phases_begin(session->phases, "write files");
    if (session->options->is_dry_run) {
        return true;
    }
    if (run->pack_apart.file_count > 0) {
        placed[count++] = (struct placed_pack){folder_of(run, &run->pack_apart), &run->pack_apart};
    }
    placed[count++] = (struct placed_pack){folder_of(run, &run->pack), &run->pack};
    return outputs_publish(session, placed, count);
}

/* The pack that the run has made, told. */
static bool say(struct run *run, struct buffer *out) {
    struct session *session = run->session;
    const struct unit *unit = &run->context.units->units[run->context.unit];
    struct run_account account = {.session = session,
                                  .has_extracts = run->has_extracts,
                                  .is_later = run->is_later,
                                  .unit_name = unit->level == UNIT_COUNTY ? TEXT_NONE : unit->name,
                                  .first_message = run->first_message,
                                  .packs = {{folder_of(run, &run->pack), &run->pack}},
                                  .pack_count = 1};
    if (run->pack_apart.file_count > 0) {
        account.packs[account.pack_count++] =
            (struct placed_pack){folder_of(run, &run->pack_apart), &run->pack_apart};
    }
    if (!report_headlines(session->arena, session->diag, &run->context, run->figures,
                          &account.lines, &account.line_count)) {
        return false;
    }
    run_account_say(out, &account);
    return true;
}

static bool say_refused(const struct run *run, struct buffer *out) {
    const struct text name = run->name.length > 0
                                 ? folder_of(run, &(struct pack){.name = run->name})
                                 : run->session->options->subject;
    run_account_say_refused(out, run->session, run->first_message, name);
    return false;
}

/* The records that tables list, of the pack's unit. A public pack lists none. */
static bool read_listings(struct run *run) {
    struct session *session = run->session;
    struct report_context *report = &run->context;
    const struct measure_context context = session_measure_context(session, run->extract_date);
    size_t count = is_public(run) ? 0 : run->request_count;
    return measures_list(session->arena, session->diag, &context, run->requests, count,
                         report->unit, &report->listings, &report->listing_count);
}

/* Builds, draws and puts in place what one unit is sent. */
static bool make_pack(struct run *run, struct buffer *out, struct text *folder) {
    struct session *session = run->session;
    run->name = name_of_pack(run, session->arena);
    if (!read_commentary(run) || !read_listings(run)) {
        return say_refused(run, out);
    }
    phases_begin(session->phases, "build the document");
    run->document =
        report_write(session->arena, session->diag, &run->context, run->figures, &run->outcome);
    /* A refused paper is drawn too, for what its drawing may find fault with. */
    if (run->document == NULL || !make_outputs(run) || run->outcome.is_refused) {
        return say_refused(run, out);
    }
    add_manifests(run);
    *folder = folder_of(run, is_public(run) ? &run->pack_apart : &run->pack);
    return publish(run) && say(run, out);
}

/* A pack for each unit of a level in the unit reported on. One that is refused leaves the others.
 */
static bool make_each(const struct run *run, struct buffer *out, enum unit_level level) {
    const struct hierarchy *units = run->context.units;
    bool all_made = true, any_made = false, is_there = false;
    for (uint32_t i = 0; i < units->unit_count; i++) {
        if (units->units[i].level != level || !hierarchy_holds(units, run->context.unit, i)) {
            continue;
        }
        struct session session = *run->session;
        struct run pack = *run;
        struct text folder;
        session.arena = arena_new();
        pack.session = &session;
        pack.context.unit = i;
        pack.first_message = diag_kept_count(session.diag);
        pack.is_later = any_made;
        bool is_made = make_pack(&pack, out, &folder);
        any_made = any_made || is_made;
        all_made = all_made && is_made;
        is_there = true;
        arena_free(session.arena);
    }
    if (!is_there) {
        DIAG_REPORT(run->session->diag, US018, NULL, unit_level_name(level),
                    units->units[run->context.unit].name);
        return say_refused(run, out);
    }
    return all_made;
}

bool command_run(struct session *session, struct buffer *out) {
    struct run run = {.session = session, .has_extracts = session->options->extracts.length > 0};
    struct text folder = TEXT_NONE;
    enum unit_level level;
    session->hashes_extracts = true;
    if (!prepare(&run) || !compute(&run) || !suppress(&run)) {
        return say_refused(&run, out);
    }
    if (unit_level_parse(session->options->each, &level)) {
        return make_each(&run, out, level) && outputs_pass_fail_level(session, TEXT_NONE);
    }
    if (!make_pack(&run, out, &folder)) {
        return false;
    }
    bool has_findings = reports_county(&run) && !session->options->is_dry_run;
    return outputs_pass_fail_level(session, has_findings ? folder : TEXT_NONE);
}
