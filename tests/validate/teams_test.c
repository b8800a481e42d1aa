/* Whose a finding is: the record's team, and the worker who answers for it. */
#include "define/yaml.h"
#include "ingest/extract.h"
#include "support/testing.h"
#include "validate/finding.h"

static const char plans_text[] = "name: Plans\ntitle: Plans\nprimaryKey: id\nteam: own_team\n"
                                 "referral: case_id\nfields:\n"
                                 "  - {name: id, title: Plan, type: string}\n"
                                 "  - {name: case_id, title: Case, type: string}\n"
                                 "  - {name: own_team, title: Team, type: string}\n"
                                 "  - {name: kind, title: Kind, type: string,\n"
                                 "     constraints: {enum: [a, b]}}\n"
                                 "  - {name: sort, title: Sort, type: string,\n"
                                 "     constraints: {enum: [a, b]}}\n";

#define WORK                                                                                       \
    "name: Work\ntitle: Work\nprimaryKey: id\nteam: place\nworker: who\nfields:\n"                 \
    "  - {name: id, title: Work, type: string}\n"                                                  \
    "  - {name: case_id, title: Case, type: string}\n"                                             \
    "  - {name: who, title: Worker, type: string}\n"                                               \
    "  - {name: place, title: Team, type: string}\n"                                               \
    "  - {name: start, title: Start, type: date, formats: [iso]}\n"                                \
    "  - {name: kind, title: Kind, type: string, constraints: {enum: [a, b]}}\n"

static const char work_text[] =
    WORK "holder: |\n  SELECT place AS team, who AS worker FROM Work\n"
         "  WHERE case_id = :referral AND start <= :as_at ORDER BY start DESC, who LIMIT 1\n";

static const struct catalogue *catalogue_of(const char *plans, const char *work) {
    struct catalogue *made = ARENA_NEW(testing_arena(), struct catalogue);
    const struct schema **schemas = ARENA_ARRAY(testing_arena(), const struct schema *, 2);
    const char *const texts[] = {plans, work};
    for (size_t i = 0; i < 2; i++) {
        schemas[i] = schema_read(
            testing_arena(), testing_diag(),
            yaml_read(testing_arena(), testing_diag(), TEXT("s.yaml"), text_of(texts[i])), NULL, 0);
        CU_ASSERT_FATAL(schemas[i] != NULL);
    }
    *made = (struct catalogue){.schemas = schemas, .schema_count = 2};
    return made;
}

static const struct findings *found(const char *plans, const char *work, day_number as_at) {
    const char *folder = testing_folder();
    int status;
    const struct catalogue *made = catalogue_of(plans_text, work_text);
    testing_command(&status,
                    "mkdir -p %s/teams && printf 'id,case_id,own_team,kind,sort\\n%s' > "
                    "%s/teams/plans.csv && printf 'id,case_id,who,place,start,kind\\n%s' > "
                    "%s/teams/work.csv",
                    folder, plans, folder, work, folder);
    const struct extract *extract = extract_read(
        testing_arena(), testing_diag(), made, text_format(testing_arena(), "%s/teams", folder), 1);
    CU_ASSERT_FATAL(extract != NULL);
    const struct validate_context context = {
        .extract = extract,
        .indexes = shared_indexes_new(testing_arena(), &extract->dataset),
        .catalogue = made,
        .as_at = as_at,
        .thread_count = 1};
    HOLDS(rules_check(testing_diag(), made, NULL));
    return validate_extract(testing_arena(), testing_diag(), &context);
}

static day_number march(void) {
    day_number day;
    date_from_parts(2014, 3, 31, &day);
    return day;
}

/* "team worker worker_team" of a finding. */
static struct text whose(const struct findings *findings, size_t at) {
    const struct finding *item = at < findings->count ? &findings->items[at] : NULL;
    return item == NULL ? TEXT("no finding")
                        : text_format(testing_arena(), "%.*s %.*s %.*s", TEXT_ARG(item->team),
                                      TEXT_ARG(item->worker), TEXT_ARG(item->worker_team));
}

static void the_holder_of_a_case_answers_for_its_records(void) {
    const struct findings *findings =
        found("1,C1,A1,x,y\\n2,C2,A1,a,x\\n3,,A1,x,a\\n4,C1,,a,x\\n5,C9,A2,x,a\\n",
              "1,C1,W1,T1,2013-01-01,a\\n2,C1,W2,T2,2014-03-31,a\\n3,C1,W3,T3,2014-04-01,a\\n"
              "4,C2,W4,T4,2014-01-01,a\\n5,C2,W3,T3,2014-01-01,a\\n",
              march());
    SAME_INT(findings->count, 6);
    SAME_TEXT(whose(findings, 0), "A1 W2 T2"); /* the last by the day */
    SAME_TEXT(whose(findings, 1), "A1 W2 T2"); /* of the same record */
    SAME_TEXT(whose(findings, 2), "A1 W3 T3"); /* of two on one day the first by name */
    SAME_TEXT(whose(findings, 3), "A1  ");     /* of no case */
    SAME_TEXT(whose(findings, 4), " W2 T2");   /* of no team */
    SAME_TEXT(whose(findings, 5), "A2  ");     /* of a case that nobody holds */
}

static void a_record_that_names_its_worker_is_that_workers(void) {
    const struct findings *findings =
        found("1,C1,A1,a,a\\n", "1,C1,W1,T1,2013-01-01,x\\n2,C1,,T2,2014-03-31,x\\n", march());
    SAME_INT(findings->count, 2);
    SAME_TEXT(whose(findings, 0), "T1 W1 T1");
    SAME_TEXT(whose(findings, 1), "T2  ");
}

static void who_holds_a_case_is_not_asked_without_a_day(void) {
    const struct findings *findings =
        found("1,C1,A1,x,a\\n", "1,C1,W1,T1,2013-01-01,x\\n", DAY_NONE);
    SAME_INT(findings->count, 2);
    SAME_TEXT(whose(findings, 0), "A1  ");
    SAME_TEXT(whose(findings, 1), "T1 W1 T1");
    SAME_INT(diag_count(testing_diag(), DIAG_ERROR), 0);
}

static void refused(const char *plans, const char *work, const char *code, const char *words) {
    size_t at = diag_kept_count(testing_diag());
    HOLDS(!rules_check(testing_diag(), catalogue_of(plans, work), NULL));
    if (HOLDS(diag_kept_count(testing_diag()) == at + 1)) {
        const struct diag_message *message = diag_message_at(testing_diag(), at);
        SAME_TEXT(text_of(diag_code_name(message->code)), code);
        HOLDS(text_contains(message->words, text_of(words)));
    }
}

static void faults_show_before_data_is_read(void) {
    const char fields[] = "fields:\n  - {name: id, title: Id, type: string}\n";
    const char *head = "name: Plans\ntitle: Plans\nprimaryKey: id\n";
    struct text referral = text_format(testing_arena(), "%sreferral: cases\n%s", head, fields);
    refused(text_c(testing_arena(), referral), work_text, "SQ001", "cases");
    struct text worker = text_format(testing_arena(), "%sworker: whom\n%s", head, fields);
    refused(text_c(testing_arena(), worker), work_text, "SQ001", "whom");
    refused(plans_text, WORK "holder: SELECT who AS worker FROM Work\n", "DF003", "team");
    refused(plans_text, WORK "holder: SELECT place AS team FROM Work\n", "DF003", "worker");
    refused(plans_text, WORK "holder: SELECT who AS worker, place AS team FROM Work WHERE :row\n",
            "SQ001", ":row");
}

SUITE(validate_teams, CLAIM(the_holder_of_a_case_answers_for_its_records),
      CLAIM(a_record_that_names_its_worker_is_that_workers),
      CLAIM(who_holds_a_case_is_not_asked_without_a_day), CLAIM(faults_show_before_data_is_read))
