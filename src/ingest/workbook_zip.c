/* Archives through libzip, from memory to memory. What an archive says of its
 * sizes is not believed: bytes are counted as they come. */
#include "workbook_zip.h"

#include <zip.h>

#include "base/arena.h"
#include "ingest/workbook_reader.h"

enum { PIECE = 1 << 16 };

struct workbook_zip {
    struct arena *arena;
    zip_t *archive;
    size_t unpacked; /* bytes of all parts read so far */
};

static void close_archive(void *archive) {
    zip_discard(archive);
}

static zip_t *open_archive(struct text bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.bytes, bytes.length, 0, &error);
    zip_t *archive = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source != NULL && archive == NULL) {
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return archive;
}

struct workbook_zip *workbook_zip_open(struct arena *arena, struct text bytes, struct text *why) {
    zip_t *archive = open_archive(bytes);
    if (archive == NULL) {
        *why = TEXT("it is no .xlsx file, or a damaged one");
        return NULL;
    }
    arena_defer(arena, close_archive, archive);
    if (zip_get_num_entries(archive, 0) > WORKBOOK_ENTRY_LIMIT) {
        *why = text_format(arena, "it has over %d parts", WORKBOOK_ENTRY_LIMIT);
        return NULL;
    }
    struct workbook_zip *zip = ARENA_NEW(arena, struct workbook_zip);
    *zip = (struct workbook_zip){arena, archive, 0};
    return zip;
}

bool workbook_zip_has(struct workbook_zip *zip, struct text name) {
    struct arena_mark mark = arena_mark(zip->arena);
    bool has = zip_name_locate(zip->archive, text_c(zip->arena, name), 0) >= 0;
    arena_release(zip->arena, mark);
    return has;
}

static bool read_pieces(struct workbook_zip *zip, zip_file_t *file, struct xml_part *part,
                        struct text *why) {
    char piece[PIECE];
    zip_int64_t count;
    while ((count = zip_fread(file, piece, PIECE)) > 0) {
        zip->unpacked += (size_t)count;
        if (zip->unpacked > WORKBOOK_UNPACKED_LIMIT) {
            *why = text_format(zip->arena, "it has over %d bytes when unpacked",
                               WORKBOOK_UNPACKED_LIMIT);
            return false;
        }
        if (!xml_part_feed(part, piece, (size_t)count, false)) {
            *why = xml_part_fault(part);
            return false;
        }
    }
    if (count < 0) {
        *why = TEXT("a part of it is damaged");
        return false;
    }
    bool is_whole = xml_part_feed(part, piece, 0, true);
    *why = is_whole ? TEXT_NONE : xml_part_fault(part);
    return is_whole;
}

bool workbook_zip_read(struct workbook_zip *zip, struct arena *arena, struct text name,
                       const struct xml_part_reader *reader, struct text *why) {
    zip_file_t *file = zip_fopen(zip->archive, text_c(arena, name), 0);
    if (file == NULL) {
        *why = text_format(arena, "its part %.*s cannot be unpacked", TEXT_ARG(name));
        return false;
    }
    struct xml_part *part = xml_part_new(arena, reader, WORKBOOK_DEPTH_LIMIT);
    bool is_read = read_pieces(zip, file, part, why);
    zip_fclose(file);
    return is_read;
}
