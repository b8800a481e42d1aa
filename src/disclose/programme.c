/* GLPK's simplex method over the links of one group. The reader's programme has a
 * column for each count; the programme of changes has two, for up and for down,
 * so that what is moved costs the same either way. */
#include "disclose/programme.h"

#include <glpk.h>
#include <math.h>

#include "base/arena.h"

struct programme {
    const struct pack_counts *counts;
    const struct count_group *group;
    glp_prob *problem;
    int columns_a_count; /* 1: values; 2: up and down */
    enum change_cost cost;
    uint32_t objective; /* the member whose range was asked last; UINT32_MAX: none */
};

static void release(void *handle) {
    glp_delete_prob(handle);
}

static int column_of(const struct programme *programme, size_t member) {
    return (int)member * programme->columns_a_count + 1;
}

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

static size_t longest_link(const struct programme *programme) {
    size_t longest = 0;
    for (size_t i = 0; i < programme->group->link_count; i++) {
        size_t length = programme->counts->links[programme->group->links[i]].term_count;
        longest = length > longest ? length : longest;
    }
    return longest;
}

static void set_row(struct programme *programme, int row, const struct count_link *link,
                    int *columns, double *factors) {
    int length = 0;
    for (size_t i = 0; i < link->term_count; i++) {
        size_t member = member_of(programme->group, link->terms[i].count);
        for (int k = 0; member != SIZE_MAX && k < programme->columns_a_count; k++) {
            length++;
            columns[length] = column_of(programme, member) + k;
            factors[length] = k == 0 ? link->terms[i].factor : -link->terms[i].factor;
        }
    }
    glp_set_mat_row(programme->problem, row, length, columns, factors);
}

/* Counts outside the group stand fast. Of changes a bound is what is left until it is reached. */
static double bound_of(const struct programme *programme, const struct count_link *link) {
    int64_t sum = 0;
    for (size_t i = 0; i < link->term_count; i++) {
        uint32_t count = link->terms[i].count;
        if (programme->columns_a_count == 2 || member_of(programme->group, count) == SIZE_MAX) {
            sum += link->terms[i].factor * programme->counts->items[count].value;
        }
    }
    return (double)(link->bound - sum);
}

static void set_rows(struct arena *arena, struct programme *programme) {
    const struct count_group *group = programme->group;
    size_t width = longest_link(programme) * (size_t)programme->columns_a_count + 1;
    int *columns = ARENA_ARRAY(arena, int, width);
    double *factors = ARENA_ARRAY(arena, double, width);
    if (group->link_count > 0) {
        glp_add_rows(programme->problem, (int)group->link_count);
    }
    for (size_t i = 0; i < group->link_count; i++) {
        const struct count_link *link = &programme->counts->links[group->links[i]];
        double bound = bound_of(programme, link);
        glp_set_row_bnds(programme->problem, (int)i + 1, link->is_at_most ? GLP_UP : GLP_FX, bound,
                         bound);
        set_row(programme, (int)i + 1, link, columns, factors);
    }
}

static struct programme *new_programme(struct arena *arena, const struct pack_counts *counts,
                                       const struct count_group *group, int columns_a_count,
                                       enum change_cost cost) {
    struct programme *programme = ARENA_NEW(arena, struct programme);
    *programme = (struct programme){.counts = counts,
                                    .group = group,
                                    .problem = glp_create_prob(),
                                    .columns_a_count = columns_a_count,
                                    .cost = cost,
                                    .objective = UINT32_MAX};
    arena_defer(arena, release, programme->problem);
    glp_term_out(GLP_OFF);
    glp_add_cols(programme->problem, (int)group->member_count * columns_a_count);
    set_rows(arena, programme);
    programme_refresh(programme);
    return programme;
}

struct programme *programme_of_reader(struct arena *arena, const struct pack_counts *counts,
                                      const struct count_group *group) {
    return new_programme(arena, counts, group, 1, CHANGE_KEEPS);
}

struct programme *programme_of_change(struct arena *arena, const struct pack_counts *counts,
                                      const struct count_group *group, enum change_cost cost) {
    return new_programme(arena, counts, group, 2, cost);
}

/* What everybody knows that it is at least: a count that no table shows may be 0. */
static double least_of(const struct disclosed_count *count) {
    return count->state == COUNT_UNPRINTED ? 0 : (double)count->least;
}

static void refresh_value(struct programme *programme, size_t member) {
    const struct disclosed_count *count =
        &programme->counts->items[programme->group->members[member]];
    bool is_fixed = count->state == COUNT_PRINTED || count->is_known;
    glp_set_col_bnds(programme->problem, column_of(programme, member), is_fixed ? GLP_FX : GLP_LO,
                     is_fixed ? (double)count->value : least_of(count), (double)count->value);
}

static void set_column(glp_prob *problem, int column, double most, double cost) {
    int kind = isinf(most) ? GLP_LO : most > 0 ? GLP_DB : GLP_FX;
    glp_set_col_bnds(problem, column, kind, 0, isinf(most) ? 0 : most);
    glp_set_obj_coef(problem, column, cost);
}

static void refresh_change(struct programme *programme, size_t member) {
    const struct disclosed_count *count =
        &programme->counts->items[programme->group->members[member]];
    bool keeps = programme->cost == CHANGE_KEEPS;
    bool is_printed = count->state == COUNT_PRINTED;
    bool is_fixed = count->is_known || (is_printed && (keeps || count->value == 0));
    bool has_cost = keeps ? count->state == COUNT_SECONDARY : is_printed;
    double cost = has_cost ? count->cost : 0;
    int column = column_of(programme, member);
    set_column(programme->problem, column, is_fixed ? 0 : INFINITY, cost);
    set_column(programme->problem, column + 1,
               is_fixed ? 0 : (double)count->value - least_of(count), cost);
}

void programme_refresh(struct programme *programme) {
    for (size_t member = 0; member < programme->group->member_count; member++) {
        if (programme->columns_a_count == 1) {
            refresh_value(programme, member);
        } else {
            refresh_change(programme, member);
        }
    }
}

/* The status after the simplex; GLP_UNDEF if it gave up. */
static int solve(struct programme *programme, int method) {
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.meth = method;
    bool is_solved = glp_simplex(programme->problem, &parameters) == 0;
    return is_solved ? glp_get_status(programme->problem) : GLP_UNDEF;
}

/* A basis left by another objective may be too bad to start from: then it is made anew. */
static int solve_range(struct programme *programme) {
    int status = solve(programme, GLP_PRIMAL);
    if (status == GLP_UNDEF) {
        glp_std_basis(programme->problem);
        status = solve(programme, GLP_PRIMAL);
    }
    return status;
}

/* Nothing moved is dual feasible, for no cost is below 0: from there the dual simplex needs few
 * steps. */
static int solve_change(struct programme *programme) {
    glp_std_basis(programme->problem);
    int status = solve(programme, GLP_DUALP);
    return status == GLP_OPT || status == GLP_NOFEAS ? status : solve_range(programme);
}

static bool find_end(struct programme *programme, int direction, double *end) {
    glp_set_obj_dir(programme->problem, direction);
    int status = solve_range(programme);
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
        glp_set_obj_coef(programme->problem, column_of(programme, programme->objective), 0);
    }
    programme->objective = member;
    glp_set_obj_coef(programme->problem, column_of(programme, member), 1);
    return find_end(programme, GLP_MIN, &range->lower) &&
           find_end(programme, GLP_MAX, &range->upper);
}

bool programme_move(struct programme *programme, uint32_t count, double change, double *moves) {
    const struct count_group *group = programme->group;
    size_t member = member_of(group, count);
    int up = column_of(programme, member);
    glp_set_col_bnds(programme->problem, up, GLP_FX, change > 0 ? change : 0, 0);
    glp_set_col_bnds(programme->problem, up + 1, GLP_FX, change < 0 ? -change : 0, 0);
    glp_set_obj_dir(programme->problem, GLP_MIN);
    bool is_found = solve_change(programme) == GLP_OPT;
    for (size_t i = 0; is_found && i < group->member_count; i++) {
        int column = column_of(programme, i);
        moves[i] = glp_get_col_prim(programme->problem, column) -
                   glp_get_col_prim(programme->problem, column + 1);
    }
    refresh_change(programme, member);
    return is_found;
}
