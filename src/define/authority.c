/* Reads authority.yaml and takes note of the files beside it. */
#include "define/authority.h"

#include "base/arena.h"
#include "base/file.h"
#include "define/yaml.h"

struct reading {
    struct arena *arena;
    struct diag *diag;
};

static struct text need_text(const struct reading *reading, const struct node *mapping,
                             const char *key) {
    const struct node *node = node_need(reading->diag, mapping, key, NODE_SCALAR);
    return node != NULL ? node->text : TEXT_NONE;
}

static int need_year(const struct reading *reading, const struct node *mapping, const char *key) {
    const struct node *node = node_need(reading->diag, mapping, key, NODE_SCALAR);
    long year;
    if (node == NULL || !node_int(reading->diag, node, &year)) {
        return 0;
    }
    if (year < 1900 || year > 2999) {
        DIAG_REPORT(reading->diag, DF009, &node->place, node->text,
                    TEXT("a year from 1900 to 2999"));
        return 0;
    }
    return (int)year;
}

static void read_calendar(const struct reading *reading, const struct node *root,
                          struct authority *authority) {
    static const char *const keys[] = {"first_year", "last_year", NULL};
    const struct node *calendar = node_need(reading->diag, root, "calendar", NODE_MAPPING);
    if (calendar == NULL) {
        return;
    }
    node_expect_keys(reading->diag, calendar, keys);
    authority->calendar_first_year = need_year(reading, calendar, "first_year");
    authority->calendar_last_year = need_year(reading, calendar, "last_year");
    if (authority->calendar_last_year < authority->calendar_first_year) {
        const struct node *last = node_get(calendar, "last_year");
        DIAG_REPORT(reading->diag, DF009, last != NULL ? &last->place : &calendar->place,
                    TEXT("last_year"), TEXT("at or after first_year"));
    }
}

static void read_fonts(const struct reading *reading, const struct node *root,
                       struct authority *authority) {
    static const char *const keys[] = {"folders", "regular", "bold", "italic", "bold_italic", NULL};
    const struct node *fonts = node_need(reading->diag, root, "fonts", NODE_MAPPING);
    if (fonts == NULL) {
        return;
    }
    node_expect_keys(reading->diag, fonts, keys);
    const struct node *folders = node_need(reading->diag, fonts, "folders", NODE_SEQUENCE);
    authority->font_folders =
        node_texts(reading->arena, reading->diag, folders, &authority->font_folder_count);
    authority->font_regular = need_text(reading, fonts, "regular");
    authority->font_bold = need_text(reading, fonts, "bold");
    authority->font_italic = need_text(reading, fonts, "italic");
    authority->font_bold_italic = need_text(reading, fonts, "bold_italic");
}

enum { DISCLOSURE_USUAL = 5, DISCLOSURE_LIMIT = 100 };

static int read_limit(const struct reading *reading, const struct node *disclosure,
                      const char *key) {
    const struct node *node = disclosure != NULL ? node_get(disclosure, key) : NULL;
    long limit = DISCLOSURE_USUAL;
    if (node != NULL && node_int(reading->diag, node, &limit) &&
        (limit < 1 || limit > DISCLOSURE_LIMIT)) {
        DIAG_REPORT(reading->diag, DF009, &node->place, node->text, TEXT("a number from 1 to 100"));
        return DISCLOSURE_USUAL;
    }
    return (int)limit;
}

/* The department's rule holds where an authority sets none of its own. */
static void read_disclosure(const struct reading *reading, const struct node *root,
                            struct authority *authority) {
    static const char *const keys[] = {"threshold", "protection", NULL};
    const struct node *disclosure = node_optional(reading->diag, root, "disclosure", NODE_MAPPING);
    if (disclosure != NULL) {
        node_expect_keys(reading->diag, disclosure, keys);
    }
    authority->disclosure_threshold = read_limit(reading, disclosure, "threshold");
    authority->disclosure_protection = read_limit(reading, disclosure, "protection");
}

static void read_authority(const struct reading *reading, const struct node *root,
                           struct authority *authority) {
    static const char *const keys[] = {
        "name",  "short_name", "ons_code", "department", "family", "calendar", "population_vintage",
        "fonts", "disclosure", "style",    NULL};
    if (!node_expect_kind(reading->diag, root, NODE_MAPPING)) {
        return;
    }
    node_expect_keys(reading->diag, root, keys);
    authority->name = need_text(reading, root, "name");
    authority->short_name = need_text(reading, root, "short_name");
    authority->ons_code = need_text(reading, root, "ons_code");
    authority->department = need_text(reading, root, "department");
    authority->family = need_text(reading, root, "family");
    authority->population_vintage = need_text(reading, root, "population_vintage");
    read_calendar(reading, root, authority);
    read_fonts(reading, root, authority);
    read_disclosure(reading, root, authority);
    authority->style = house_style_read(reading->arena, reading->diag, root);
}

static bool holds_authority(struct arena *arena, struct text folder) {
    return file_exists(file_join(arena, folder, TEXT("authority.yaml")));
}

struct text authority_usual(struct arena *arena, struct text definitions_folder) {
    struct text all = file_join(arena, definitions_folder, TEXT("authorities"));
    struct text *names = NULL, only = TEXT_NONE;
    size_t name_count = 0, held = 0;
    file_list(arena, diag_new(arena), all, &names, &name_count); /* none there: said when loading */
    for (size_t i = 0; i < name_count; i++) {
        if (holds_authority(arena, file_join(arena, all, names[i]))) {
            only = names[i];
            held++;
        }
    }
    return held == 1 ? only : TEXT("hampshire");
}

/* The folder of an authority: one of report-defs/authorities, else a path. */
static bool find_folder(struct arena *arena, struct diag *diag, struct text definitions_folder,
                        struct text name_or_folder, struct text *folder) {
    struct text all = file_join(arena, definitions_folder, TEXT("authorities"));
    *folder = file_join(arena, all, name_or_folder);
    bool is_path = text_find(name_or_folder, '/') < name_or_folder.length;
    if (!is_path && holds_authority(arena, *folder)) {
        return true;
    }
    *folder = name_or_folder;
    if (holds_authority(arena, *folder)) {
        return true;
    }
    struct text *names = NULL;
    size_t name_count = 0;
    struct diag *unheard = diag_new(arena); /* a missing folder adds nothing to this message */
    file_list(arena, unheard, all, &names, &name_count);
    DIAG_REPORT(diag, DF017, NULL, name_or_folder);
    diag_did_you_mean(diag, name_or_folder, names, name_count);
    return false;
}

/* Every CSV file of the folder is part of what the figures rest on, whoever reads it. */
static bool collect_data(struct arena *arena, struct diag *diag, struct text folder,
                         struct source_files *files) {
    struct text *names;
    size_t name_count;
    bool is_sound = file_list(arena, diag, folder, &names, &name_count);
    for (size_t i = 0; is_sound && i < name_count; i++) {
        if (text_ends_with(names[i], TEXT(".csv"))) {
            is_sound = source_files_read(arena, diag, files, folder, names[i]);
        }
    }
    return is_sound;
}

const struct authority *authority_load(struct arena *arena, struct diag *diag,
                                       struct text definitions_folder, struct text name_or_folder) {
    const struct reading reading = {arena, diag};
    struct source_files files = {NULL, 0, 0};
    struct authority *authority = ARENA_NEW(arena, struct authority);
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    if (!find_folder(arena, diag, definitions_folder, name_or_folder, &authority->folder) ||
        !source_files_read(arena, diag, &files, authority->folder, TEXT("authority.yaml"))) {
        return NULL;
    }
    const struct node *root = yaml_read(arena, diag, files.files[0].path, files.files[0].bytes);
    if (root == NULL || !collect_data(arena, diag, authority->folder, &files)) {
        return NULL;
    }
    read_authority(&reading, root, authority);
    authority->files = files.files;
    authority->file_count = files.count;
    return diag_count(diag, DIAG_ERROR) == faults_before ? authority : NULL;
}
