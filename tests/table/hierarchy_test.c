/* The way up from a unit. */
#include "table/hierarchy.h"

#include "support/testing.h"

static struct hierarchy three_levels(void) {
    static const struct unit units[] = {
        {{"H", 1}, {"Hampshire", 9}, UNIT_COUNTY, UNIT_NONE, DAY_NONE, DAY_NONE},
        {{"NE", 2}, {"North East", 10}, UNIT_AREA, 0, DAY_NONE, DAY_NONE},
        {{"HART", 4}, {"Hart", 4}, UNIT_DISTRICT, 1, DAY_NONE, DAY_NONE},
        {{"HARRA", 5}, {"Hart Team", 9}, UNIT_TEAM, 2, DAY_NONE, DAY_NONE},
        {{"MASH", 4}, {"Hub", 3}, UNIT_TEAM, 0, DAY_NONE, DAY_NONE},
    };
    return (struct hierarchy){units, 5};
}

static void a_unit_is_found_by_id(void) {
    struct hierarchy hierarchy = three_levels();
    SAME_INT(hierarchy_find(&hierarchy, TEXT("HART")), 2);
    SAME_INT(hierarchy_find(&hierarchy, TEXT("hart")), UNIT_NONE);
}

static void a_unit_is_its_own_ancestor_at_its_level(void) {
    struct hierarchy hierarchy = three_levels();
    SAME_INT(hierarchy_ancestor(&hierarchy, 3, UNIT_TEAM), 3);
    SAME_INT(hierarchy_ancestor(&hierarchy, 3, UNIT_DISTRICT), 2);
    SAME_INT(hierarchy_ancestor(&hierarchy, 3, UNIT_AREA), 1);
    SAME_INT(hierarchy_ancestor(&hierarchy, 3, UNIT_COUNTY), 0);
}

static void a_team_under_the_county_has_no_district(void) {
    struct hierarchy hierarchy = three_levels();
    SAME_INT(hierarchy_ancestor(&hierarchy, 4, UNIT_DISTRICT), UNIT_NONE);
    SAME_INT(hierarchy_ancestor(&hierarchy, 4, UNIT_COUNTY), 0);
    SAME_INT(hierarchy_ancestor(&hierarchy, 2, UNIT_TEAM), UNIT_NONE);
    SAME_INT(hierarchy_ancestor(&hierarchy, UNIT_NONE, UNIT_COUNTY), UNIT_NONE);
}

static void levels_have_the_names_of_units_csv(void) {
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++) {
        enum unit_level level;
        HOLDS(unit_level_parse(unit_level_name((enum unit_level)i), &level));
        SAME_INT(level, i);
    }
    enum unit_level level;
    HOLDS(!unit_level_parse(TEXT("ward"), &level));
    SAME_TEXT(unit_level_name(UNIT_DISTRICT), "district");
}

SUITE(table_hierarchy, CLAIM(a_unit_is_found_by_id), CLAIM(a_unit_is_its_own_ancestor_at_its_level),
      CLAIM(a_team_under_the_county_has_no_district), CLAIM(levels_have_the_names_of_units_csv))
