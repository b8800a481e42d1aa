/* Whose a finding is: the team of its record, by its schema's `team`. Only the
 * records that have findings are asked about, each once. */
#include "base/date.h"
#include "check.h"
#include "define/node.h"
#include "table/dictionary.h"

/* One expression, and the teams that it gave, each text once. */
struct asking {
    struct check *check;
    struct statement *statement;
    struct dictionary *names;
    size_t row; /* asked about last */
    struct text team;
    bool is_broken;
};

static struct text ask(struct asking *asking, size_t row) {
    statement_bind_row(asking->statement, row);
    int step = statement_step(asking->statement, asking->check->diag);
    asking->is_broken = step < 0;
    if (step != 1) {
        return TEXT_NONE;
    }
    struct text name = statement_text(asking->statement, 0);
    return dictionary_text(asking->names, dictionary_intern(asking->names, name));
}

static struct text team_of(struct asking *asking, size_t row) {
    if (row != asking->row) {
        asking->row = row;
        asking->team = ask(asking, row);
    }
    return asking->team;
}

/* False where the expression needs a day that is not known. */
static bool bind_day(const struct check *check, struct statement *statement) {
    day_number as_at = check->context->as_at;
    if (as_at != DAY_NONE) {
        statement_bind_day(statement, ":as_at", as_at);
        return true;
    }
    return text_find_word(check->schema->team->text, TEXT("as_at")) == SIZE_MAX;
}

void check_teams(struct check *check, struct database *database) {
    if (check->schema->team == NULL || check->count == 0) {
        return;
    }
    struct asking asking = {.check = check, .names = dictionary_new(check->arena), .row = SIZE_MAX};
    asking.statement =
        statement_prepare_of_row(database, check->diag, check->schema->name, check->schema->team);
    if (asking.statement == NULL || !bind_day(check, asking.statement)) {
        return;
    }
    for (size_t i = 0; i < check->count && !asking.is_broken; i++) {
        struct listed_finding *item = &check->items[i];
        if (item->row_at != SIZE_MAX) {
            item->finding.team = team_of(&asking, item->row_at);
        }
    }
}
