/* GLPK's simplex method over the links of one group. The reader's programme has a
 * column for each count and all links as rows. A change begins with the links of
 * the count that is moved alone: those that its result breaks are added as rows
 * until it breaks none. It is then the cheapest of all, for whatever is left out
 * can only make it dearer, and it has a few rows where the group has hundreds. */
#include "disclose/programme.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"

/* What is less is nothing but rounding. */
#define SLACK 1e-7

static void release(void *handle) {
    glp_delete_prob(handle);
}

static glp_prob *new_problem(struct arena *arena) {
    glp_prob *problem = glp_create_prob();
    arena_defer(arena, release, problem);
    glp_term_out(GLP_OFF);
    return problem;
}

/* The status after the simplex; GLP_UNDEF if it gave up. */
static int solve(glp_prob *problem, int method) {
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.meth = method;
    bool is_solved = glp_simplex(problem, &parameters) == 0;
    return is_solved ? glp_get_status(problem) : GLP_UNDEF;
}

/* A basis left by another objective may be too bad to start from: then it is made anew. */
static int solve_primal(glp_prob *problem) {
    int status = solve(problem, GLP_PRIMAL);
    if (status == GLP_UNDEF) {
        glp_std_basis(problem);
        status = solve(problem, GLP_PRIMAL);
    }
    return status;
}

/* What everybody knows that it is at least: a count that no table shows may be 0. */
static double least_of(const struct disclosed_count *count) {
    return count->state == COUNT_UNPRINTED ? 0 : (double)count->least;
}

/* --- links as rows of members -------------------------------------------- */

struct row {
    const uint32_t *members; /* of the group; what is outside it stands fast */
    const double *factors;
    size_t length;
    bool is_at_most;
    int64_t held; /* by what stands fast */
    int64_t sum;  /* of all terms, as the counts are */
    int64_t bound;
};

/* Members are in ascending order; SIZE_MAX: it is none. */
static size_t member_of(const struct count_group *group, uint32_t count) {
    size_t low = 0, high = group->member_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (group->members[middle] <= count) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return group->members[low] == count ? low : SIZE_MAX;
}

static struct row row_of(struct arena *arena, const struct pack_counts *counts,
                         const struct count_group *group, const struct count_link *link) {
    uint32_t *members = ARENA_ARRAY(arena, uint32_t, link->term_count + 1);
    double *factors = ARENA_ARRAY(arena, double, link->term_count + 1);
    struct row row = {members, factors, 0, link->is_at_most, 0, 0, link->bound};
    for (size_t i = 0; i < link->term_count; i++) {
        size_t member = member_of(group, link->terms[i].count);
        int64_t part = link->terms[i].factor * counts->items[link->terms[i].count].value;
        row.sum += part;
        if (member == SIZE_MAX) {
            row.held += part;
        } else {
            members[row.length] = (uint32_t)member;
            factors[row.length++] = link->terms[i].factor;
        }
    }
    return row;
}

static struct row *rows_of(struct arena *arena, const struct pack_counts *counts,
                           const struct count_group *group) {
    struct row *rows = ARENA_ARRAY(arena, struct row, group->link_count + 1);
    for (size_t i = 0; i < group->link_count; i++) {
        rows[i] = row_of(arena, counts, group, &counts->links[group->links[i]]);
    }
    return rows;
}

static size_t longest(const struct row *rows, size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length = rows[i].length > length ? rows[i].length : length;
    }
    return length;
}

/* --- what a reader can work out ------------------------------------------ */

struct programme {
    const struct count_group *group;
    glp_prob *problem;
    uint32_t objective; /* the member whose range was asked last; UINT32_MAX: none */
};

static int column_of(size_t member) {
    return (int)member + 1;
}

static void set_rows(struct arena *arena, struct programme *programme,
                     const struct pack_counts *counts) {
    size_t row_count = programme->group->link_count;
    const struct row *rows = rows_of(arena, counts, programme->group);
    size_t width = longest(rows, row_count) + 1;
    int *columns = ARENA_ARRAY(arena, int, width);
    double *factors = ARENA_ARRAY(arena, double, width);
    if (row_count > 0) {
        glp_add_rows(programme->problem, (int)row_count);
    }
    for (size_t i = 0; i < row_count; i++) {
        double bound = (double)(rows[i].bound - rows[i].held);
        for (size_t k = 0; k < rows[i].length; k++) {
            columns[k + 1] = column_of(rows[i].members[k]);
            factors[k + 1] = rows[i].factors[k];
        }
        glp_set_row_bnds(programme->problem, (int)i + 1, rows[i].is_at_most ? GLP_UP : GLP_FX,
                         bound, bound);
        glp_set_mat_row(programme->problem, (int)i + 1, (int)rows[i].length, columns, factors);
    }
}

struct programme *programme_of_reader(struct arena *arena, const struct pack_counts *counts,
                                      const struct count_group *group) {
    struct programme *programme = ARENA_NEW(arena, struct programme);
    *programme = (struct programme){group, new_problem(arena), UINT32_MAX};
    glp_add_cols(programme->problem, (int)group->member_count);
    set_rows(arena, programme, counts);
    for (size_t i = 0; i < group->member_count; i++) {
        const struct disclosed_count *count = &counts->items[group->members[i]];
        bool is_fixed = count->state == COUNT_PRINTED || count->is_known;
        glp_set_col_bnds(programme->problem, column_of(i), is_fixed ? GLP_FX : GLP_LO,
                         is_fixed ? (double)count->value : least_of(count), (double)count->value);
    }
    return programme;
}

static bool find_end(struct programme *programme, int direction, double *end) {
    glp_set_obj_dir(programme->problem, direction);
    int status = solve_primal(programme->problem);
    if (status == GLP_OPT) {
        *end = glp_get_obj_val(programme->problem);
        return true;
    }
    *end = INFINITY;
    return status == GLP_UNBND && direction == GLP_MAX;
}

bool programme_range(struct programme *programme, uint32_t count, struct count_range *range) {
    uint32_t member = (uint32_t)member_of(programme->group, count);
    if (programme->objective != UINT32_MAX) {
        glp_set_obj_coef(programme->problem, column_of(programme->objective), 0);
    }
    programme->objective = member;
    glp_set_obj_coef(programme->problem, column_of(member), 1);
    return find_end(programme, GLP_MIN, &range->lower) &&
           find_end(programme, GLP_MAX, &range->upper);
}

/* --- the cheapest change ------------------------------------------------- */

struct changes {
    const struct pack_counts *counts;
    const struct count_group *group;
    enum change_cost cost;
    const struct row *rows;
    const uint32_t *first_rows; /* of each member, in member_rows: its rows */
    const uint32_t *member_rows;
    glp_prob *problem;
    int *columns;      /* of each member, for up; the next one is for down; 0: it has none yet */
    uint32_t *movable; /* the members that have */
    size_t movable_count;
    bool *has_row;
    uint32_t *added; /* the rows that the problem has */
    size_t added_count;
    int *row_columns; /* room for one row */
    double *row_factors;
};

/* Which rows each member stands in. */
static void index_rows(struct arena *arena, struct changes *changes) {
    size_t members = changes->group->member_count, rows = changes->group->link_count;
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, members + 2);
    size_t terms = 0;
    for (size_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < changes->rows[i].length; k++, terms++) {
            first[changes->rows[i].members[k] + 2]++;
        }
    }
    for (size_t m = 1; m < members + 2; m++) {
        first[m] += first[m - 1];
    }
    uint32_t *found = ARENA_ARRAY(arena, uint32_t, terms + 1);
    for (uint32_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < changes->rows[i].length; k++) {
            found[first[changes->rows[i].members[k] + 1]++] = i;
        }
    }
    changes->first_rows = first;
    changes->member_rows = found;
}

struct changes *changes_of(struct arena *arena, const struct pack_counts *counts,
                           const struct count_group *group, enum change_cost cost) {
    struct changes *changes = ARENA_NEW(arena, struct changes);
    *changes = (struct changes){.counts = counts, .group = group, .cost = cost};
    changes->rows = rows_of(arena, counts, group);
    index_rows(arena, changes);
    size_t width = 2 * longest(changes->rows, group->link_count) + 1;
    changes->problem = new_problem(arena);
    changes->columns = ARENA_ARRAY(arena, int, group->member_count);
    changes->movable = ARENA_ARRAY(arena, uint32_t, group->member_count);
    changes->has_row = ARENA_ARRAY(arena, bool, group->link_count + 1);
    changes->added = ARENA_ARRAY(arena, uint32_t, group->link_count + 1);
    changes->row_columns = ARENA_ARRAY(arena, int, width);
    changes->row_factors = ARENA_ARRAY(arena, double, width);
    return changes;
}

static void begin(struct changes *changes) {
    for (size_t i = 0; i < changes->movable_count; i++) {
        changes->columns[changes->movable[i]] = 0;
    }
    for (size_t i = 0; i < changes->added_count; i++) {
        changes->has_row[changes->added[i]] = false;
    }
    changes->movable_count = changes->added_count = 0;
    glp_erase_prob(changes->problem);
    glp_set_obj_dir(changes->problem, GLP_MIN);
}

static void set_column(glp_prob *problem, int column, double most, double cost) {
    int kind = isinf(most) ? GLP_LO : most > 0 ? GLP_DB : GLP_FX;
    glp_set_col_bnds(problem, column, kind, 0, isinf(most) ? 0 : most);
    glp_set_obj_coef(problem, column, cost);
}

/* Its columns, made if there are none; 0: it stays where it is. */
static int movable_column(struct changes *changes, uint32_t member) {
    const struct disclosed_count *count = &changes->counts->items[changes->group->members[member]];
    bool keeps = changes->cost == CHANGE_KEEPS, is_printed = count->state == COUNT_PRINTED;
    if (changes->columns[member] > 0 || count->is_known ||
        (is_printed && (keeps || count->value == 0))) {
        return changes->columns[member];
    }
    bool has_cost = keeps ? count->state == COUNT_SECONDARY : is_printed;
    double cost = has_cost ? count->cost : 0;
    int column = glp_add_cols(changes->problem, 2);
    set_column(changes->problem, column, INFINITY, cost);
    set_column(changes->problem, column + 1, (double)count->value - least_of(count), cost);
    changes->movable[changes->movable_count++] = member;
    return changes->columns[member] = column;
}

static void add_row(struct changes *changes, uint32_t index) {
    const struct row *row = &changes->rows[index];
    int length = 0;
    for (size_t i = 0; i < row->length; i++) {
        int column = movable_column(changes, row->members[i]);
        for (int k = 0; column > 0 && k < 2; k++) {
            length++;
            changes->row_columns[length] = column + k;
            changes->row_factors[length] = k == 0 ? row->factors[i] : -row->factors[i];
        }
    }
    int number = glp_add_rows(changes->problem, 1);
    double bound = (double)(row->bound - row->sum);
    glp_set_row_bnds(changes->problem, number, row->is_at_most ? GLP_UP : GLP_FX, bound, bound);
    glp_set_mat_row(changes->problem, number, length, changes->row_columns, changes->row_factors);
    changes->has_row[index] = true;
    changes->added[changes->added_count++] = index;
}

static double moved(const struct changes *changes, uint32_t member) {
    int column = changes->columns[member];
    return column == 0 ? 0
                       : glp_get_col_prim(changes->problem, column) -
                             glp_get_col_prim(changes->problem, column + 1);
}

static bool breaks(const struct changes *changes, const struct row *row, const double *moves) {
    double change = 0, bound = (double)(row->bound - row->sum);
    for (size_t i = 0; i < row->length; i++) {
        change +=
            changes->columns[row->members[i]] > 0 ? row->factors[i] * moves[row->members[i]] : 0;
    }
    return change > bound + SLACK || (!row->is_at_most && change < bound - SLACK);
}

/* Adds the rows of what moved that are broken; false if there are none. */
static bool add_broken(struct changes *changes, const double *moves) {
    size_t movable_count = changes->movable_count, added_count = changes->added_count;
    for (size_t i = 0; i < movable_count; i++) {
        uint32_t member = changes->movable[i];
        for (uint32_t k = changes->first_rows[member]; k < changes->first_rows[member + 1]; k++) {
            uint32_t row = changes->member_rows[k];
            if (fabs(moves[member]) > SLACK && !changes->has_row[row] &&
                breaks(changes, &changes->rows[row], moves)) {
                add_row(changes, row);
            }
        }
    }
    return changes->added_count > added_count;
}

/* Nothing moved is dual feasible, for no cost is below 0, and stays so when rows are added: the
 * dual simplex needs few steps. */
static bool solve_change(struct changes *changes, double *moves) {
    int status = solve(changes->problem, GLP_DUALP);
    if (status != GLP_OPT && status != GLP_NOFEAS) {
        glp_std_basis(changes->problem);
        status = solve_primal(changes->problem);
    }
    for (size_t i = 0; status == GLP_OPT && i < changes->movable_count; i++) {
        moves[changes->movable[i]] = moved(changes, changes->movable[i]);
    }
    return status == GLP_OPT;
}

bool changes_move(struct changes *changes, uint32_t count, double change, double *moves) {
    uint32_t member = (uint32_t)member_of(changes->group, count);
    memset(moves, 0, changes->group->member_count * sizeof *moves);
    begin(changes);
    int up = movable_column(changes, member);
    if (up == 0) {
        return false;
    }
    glp_set_col_bnds(changes->problem, up, GLP_FX, change > 0 ? change : 0, 0);
    glp_set_col_bnds(changes->problem, up + 1, GLP_FX, change < 0 ? -change : 0, 0);
    moves[member] = change;
    do {
        if (changes->added_count > 0 && !solve_change(changes, moves)) {
            return false;
        }
    } while (add_broken(changes, moves));
    return true;
}
