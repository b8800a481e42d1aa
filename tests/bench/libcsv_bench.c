/* libcsv-bench FILE...: the yardstick of reading. libcsv alone takes the files apart and counts
 * fields and records; nothing is kept or looked at. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

struct counts {
    size_t fields, records;
};

static void count_field(void *bytes, size_t length, void *context) {
    (void)bytes;
    (void)length;
    ((struct counts *)context)->fields++;
}

static void count_record(int ending, void *context) {
    (void)ending;
    ((struct counts *)context)->records++;
}

static int count_file(const char *path, struct counts *counts) {
    static char bytes[1 << 18];
    struct csv_parser parser;
    FILE *file = fopen(path, "rb");
    if (file == NULL || csv_init(&parser, CSV_STRICT) != 0) {
        fprintf(stderr, "cannot read %s\n", path);
        return EXIT_FAILURE;
    }
    for (size_t length; (length = fread(bytes, 1, sizeof bytes, file)) > 0;) {
        if (csv_parse(&parser, bytes, length, count_field, count_record, counts) != length) {
            fprintf(stderr, "%s: libcsv gives up\n", path);
            return EXIT_FAILURE;
        }
    }
    csv_fini(&parser, count_field, count_record, counts);
    csv_free(&parser);
    fclose(file);
    return EXIT_SUCCESS;
}

int main(int count, char **paths) {
    struct counts counts = {0, 0};
    for (int i = 1; i < count; i++) {
        if (count_file(paths[i], &counts) != EXIT_SUCCESS) {
            return EXIT_FAILURE;
        }
    }
    printf("%zu records, %zu fields\n", counts.records, counts.fields);
    return EXIT_SUCCESS;
}
