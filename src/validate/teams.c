/* Whose a finding is: the team of its record, and who holds its case, by `team`,
 * `worker`, `referral` and `holder` of the schemas. Only the records that have
 * findings are asked about, each once. */
#include "base/date.h"
#include "check.h"
#include "define/node.h"
#include "table/dictionary.h"

struct asking {
    struct check *check;
    struct database *database;
    struct statement *team, *worker, *referral, *holder; /* NULL: not asked */
    int holder_worker, holder_team;                      /* its columns */
    struct dictionary *names;                            /* what was answered, each text once */
    bool is_broken;
};

struct whose {
    struct text team, worker, worker_team;
};

static bool takes_step(struct asking *asking, struct statement *statement) {
    int step = statement_step(statement, asking->check->diag);
    asking->is_broken = asking->is_broken || step < 0;
    return step == 1;
}

static struct text answer(const struct asking *asking, const struct statement *statement,
                          int column) {
    struct text name = statement_text(statement, column);
    return dictionary_text(asking->names, dictionary_intern(asking->names, name));
}

static struct text ask_of_row(struct asking *asking, struct statement *statement, size_t row) {
    if (statement == NULL || asking->is_broken) {
        return TEXT_NONE;
    }
    statement_bind_row(statement, row);
    return takes_step(asking, statement) ? answer(asking, statement, 0) : TEXT_NONE;
}

static void ask_holder(struct asking *asking, struct text referral, struct whose *whose) {
    if (asking->holder == NULL || referral.length == 0 || asking->is_broken) {
        return;
    }
    statement_bind_referral(asking->holder, referral);
    if (takes_step(asking, asking->holder)) {
        whose->worker = answer(asking, asking->holder, asking->holder_worker);
        whose->worker_team = answer(asking, asking->holder, asking->holder_team);
    }
}

static struct whose ask(struct asking *asking, size_t row) {
    struct whose whose = {.team = ask_of_row(asking, asking->team, row),
                          .worker = ask_of_row(asking, asking->worker, row)};
    whose.worker_team = whose.worker.length > 0 ? whose.team : TEXT_NONE;
    ask_holder(asking, ask_of_row(asking, asking->referral, row), &whose);
    return whose;
}

/* NULL where the statement cannot be asked, or needs a day that is not known. */
static struct statement *with_day(const struct asking *asking, const struct node *sql,
                                  struct statement *statement) {
    day_number as_at = asking->check->context->as_at;
    if (statement != NULL && as_at != DAY_NONE) {
        statement_bind_day(statement, ":as_at", as_at);
    }
    bool lacks_day = as_at == DAY_NONE && text_find_word(sql->text, TEXT("as_at")) != SIZE_MAX;
    return lacks_day ? NULL : statement;
}

static struct statement *of_row(const struct asking *asking, const struct node *expression) {
    struct check *check = asking->check;
    return expression == NULL ? NULL
                              : with_day(asking, expression,
                                         statement_prepare_of_row(asking->database, check->diag,
                                                                  check->schema->name, expression));
}

static void prepare_holder(struct asking *asking) {
    const struct node *sql =
        asking->referral != NULL ? catalogue_holder(asking->check->context->catalogue) : NULL;
    if (sql != NULL) {
        struct statement *holder =
            statement_prepare_of_referral(asking->database, asking->check->diag, sql);
        asking->holder = with_day(asking, sql, holder);
    }
    if (asking->holder != NULL) {
        asking->holder_worker = statement_column(asking->holder, "worker");
        asking->holder_team = statement_column(asking->holder, "team");
    }
}

void check_teams(struct check *check, struct database *database) {
    if (check->count == 0) {
        return;
    }
    struct asking asking = {
        .check = check, .database = database, .names = dictionary_new(check->arena)};
    asking.team = of_row(&asking, check->schema->team);
    asking.worker = of_row(&asking, check->schema->worker);
    asking.referral = of_row(&asking, check->schema->referral);
    prepare_holder(&asking);
    size_t asked = SIZE_MAX;
    struct whose whose = {0};
    for (size_t i = 0; i < check->count; i++) {
        struct listed_finding *item = &check->items[i];
        if (item->row_at != SIZE_MAX && item->row_at != asked) {
            asked = item->row_at;
            whose = ask(&asking, asked);
        }
        if (item->row_at != SIZE_MAX) {
            item->finding.team = whose.team;
            item->finding.worker = whose.worker;
            item->finding.worker_team = whose.worker_team;
        }
    }
}

/* ---- before data is read ---- */

static void check_holder(struct diag *diag, struct database *database,
                         const struct schema *schema) {
    static const char *const columns[] = {"worker", "team"};
    struct statement *statement = statement_prepare_of_referral(database, diag, schema->holder);
    for (size_t i = 0; i < 2 && statement != NULL; i++) {
        if (statement_column(statement, columns[i]) < 0) {
            DIAG_REPORT(diag, DF003, &schema->holder->place, text_of(columns[i]));
        }
    }
}

void teams_check(struct diag *diag, struct database *database, const struct schema *schema) {
    const struct node *const of_rows[] = {schema->team, schema->worker, schema->referral};
    for (size_t i = 0; i < 3; i++) {
        if (of_rows[i] != NULL) {
            statement_prepare_of_row(database, diag, schema->name, of_rows[i]);
        }
    }
    if (schema->holder != NULL) {
        check_holder(diag, database, schema);
    }
}
