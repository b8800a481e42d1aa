/* Which home a child had on a day: the address, its postcode, the small area. A
 * small area belongs to the unit whose id is the ONS code of its district. */
#include "homes.h"

#include "base/arena.h"

enum address_column {
    ADDRESS_PERSON,
    ADDRESS_START,
    ADDRESS_END,
    ADDRESS_POSTCODE,
    ADDRESS_COLUMNS
};

struct homes {
    const struct home_areas *areas;
    const struct table *table;
    struct table_indexes *indexes;
    size_t columns[ADDRESS_COLUMNS];
    const char *lack;
    const uint32_t *area_units; /* one a small area; UNIT_NONE: another authority's */
    int64_t *children;          /* DECILE_COUNT a unit */
};

struct text home_kind_name(enum home_kind kind) {
    return kind == HOME_NOT_KNOWN   ? TEXT("no home area")
           : kind == HOME_ELSEWHERE ? TEXT("home elsewhere")
                                    : TEXT_NONE;
}

const char *homes_lack(const struct homes *homes) {
    return homes->lack;
}

const int64_t *homes_children(const struct homes *homes, uint32_t unit) {
    return &homes->children[unit * (size_t)DECILE_COUNT];
}

/* False: there is no table of addresses, or it lacks one of the columns. */
static bool find_addresses(struct homes *homes, const struct measure_context *context) {
    static const char *const names[ADDRESS_COLUMNS] = {"addr_person_id", "addr_address_start_date",
                                                       "addr_address_end_date",
                                                       "addr_address_postcode"};
    const struct dataset *dataset = context->dataset;
    for (size_t i = 0; i < dataset->table_count; i++) {
        if (text_equal_c(dataset->tables[i]->name, "ssd_address") && dataset->is_supplied[i]) {
            homes->table = dataset->tables[i];
            homes->indexes = shared_indexes_of(context->indexes, i);
        }
    }
    bool has_all = homes->table != NULL;
    for (int i = 0; i < ADDRESS_COLUMNS && has_all; i++) {
        homes->columns[i] = table_column(homes->table, text_of(names[i]));
        has_all =
            homes->columns[i] != SIZE_MAX && homes->table->columns[homes->columns[i]].is_supplied;
    }
    return has_all;
}

/* The unit of a small area's district: a district, or the county where it is a district itself. */
static uint32_t unit_of_district(const struct hierarchy *units, struct text district) {
    uint32_t unit = hierarchy_find(units, district);
    bool is_place = unit != UNIT_NONE && (units->units[unit].level == UNIT_DISTRICT ||
                                          units->units[unit].level == UNIT_COUNTY);
    return is_place ? unit : UNIT_NONE;
}

static void add_children(struct homes *homes, const struct hierarchy *units, uint32_t unit,
                         const struct small_area *area) {
    for (uint32_t at = unit; at != UNIT_NONE; at = units->units[at].parent) {
        homes->children[at * (size_t)DECILE_COUNT + (size_t)area->decile - 1] += area->children;
    }
}

static void place_areas(struct arena *arena, struct homes *homes, const struct hierarchy *units) {
    const struct home_areas *all = homes->areas;
    uint32_t *area_units = ARENA_ARRAY(arena, uint32_t, all->area_count + 1);
    homes->children = ARENA_ARRAY(arena, int64_t, units->unit_count * (size_t)DECILE_COUNT);
    for (size_t i = 0; i < all->area_count; i++) {
        bool is_same = i > 0 && text_equal(all->areas[i].district, all->areas[i - 1].district);
        area_units[i] =
            is_same ? area_units[i - 1] : unit_of_district(units, all->areas[i].district);
        add_children(homes, units, area_units[i], &all->areas[i]);
    }
    homes->area_units = area_units;
}

const struct homes *homes_new(struct arena *arena, const struct measure_context *context) {
    struct homes *homes = ARENA_NEW(arena, struct homes);
    homes->areas = context->homes;
    if (homes->areas == NULL || homes->areas->area_count == 0) {
        homes->lack = "the authority has no home-areas.csv, which tells postcodes' small areas";
    } else if (!find_addresses(homes, context)) {
        homes->lack = "the extracts have no addresses (ssd_address with person, days, postcode)";
    } else {
        place_areas(arena, homes, context->units);
    }
    return homes;
}

static day_number day_at(const struct homes *homes, enum address_column column, size_t row) {
    struct value value = table_value(homes->table, homes->columns[column], row);
    return value.kind == VALUE_DAY ? (day_number)value.integer : DAY_NONE;
}

static bool is_open(const struct homes *homes, size_t row, day_number day) {
    day_number start = day_at(homes, ADDRESS_START, row), end = day_at(homes, ADDRESS_END, row);
    return start != DAY_NONE && start <= day && (end == DAY_NONE || end > day);
}

/* The row of the address on a day; SIZE_MAX: there is none. */
static size_t find_address(const struct homes *homes, struct text child, day_number day) {
    const struct value id = {.kind = VALUE_TEXT, .text = child};
    size_t column = homes->columns[ADDRESS_PERSON], found = SIZE_MAX;
    uint32_t group = child.length == 0 ? UINT32_MAX : table_index_find(homes->indexes, column, &id);
    if (group == UINT32_MAX) {
        return SIZE_MAX;
    }
    const struct column_index *index = table_index(homes->indexes, column);
    for (uint32_t i = index->starts[group]; i < index->starts[group + 1]; i++) {
        size_t row = index->rows[i];
        bool is_later = found == SIZE_MAX ||
                        day_at(homes, ADDRESS_START, row) > day_at(homes, ADDRESS_START, found);
        found = is_open(homes, row, day) && is_later ? row : found;
    }
    return found;
}

struct home homes_find(const struct homes *homes, struct text child, day_number day) {
    size_t row = find_address(homes, child, day);
    struct value postcode = {.kind = VALUE_NULL};
    if (row != SIZE_MAX) {
        postcode = table_value(homes->table, homes->columns[ADDRESS_POSTCODE], row);
    }
    const struct small_area *area =
        postcode.kind != VALUE_TEXT ? NULL : home_area_of(homes->areas, postcode.text);
    if (area == NULL) {
        return (struct home){HOME_NOT_KNOWN, UNIT_NONE, 0};
    }
    uint32_t unit = homes->area_units[area - homes->areas->areas];
    return (struct home){unit == UNIT_NONE ? HOME_ELSEWHERE : HOME_FOUND, unit, area->decile};
}
