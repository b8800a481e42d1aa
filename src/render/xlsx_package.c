/* ZIP archives, of the plain kind that libxlsxwriter writes through minizip: parts
 * deflated, no comments, no extra fields, no day but the first of 1980. Parts are
 * packed as jobs, the largest first; each is a stream of its own, so that the
 * archive does not depend on the threads. The one file that sees zlib. */
#include "xlsx_package.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/jobs.h"

enum {
    LOCAL_SIGNATURE = 0x04034B50,
    CENTRAL_SIGNATURE = 0x02014B50,
    END_SIGNATURE = 0x06054B50,
    LOCAL_LENGTH = 30,
    CENTRAL_LENGTH = 46,
    END_LENGTH = 22,
    VERSION = 20,
    FIRST_DAY = 0x00210000, /* 1 January 1980 */
    RAW_WINDOW = -15,       /* 32 KB, no header: as in every ZIP archive */
    MEMORY_LEVEL = 8,
    UNPACKED_LIMIT = 1 << 28
};

struct part {
    struct text name;
    struct text packed; /* deflated */
    uint32_t checksum;
    size_t length; /* unpacked */
    bool is_text;  /* what deflate takes it for */
    bool is_replaced;
    struct text pieces[XLSX_PIECES]; /* what replaces it */
    char *room;                      /* for packing them */
    size_t room_size;
};

struct xlsx_package {
    struct arena *arena;
    struct part *parts;
    size_t count;
};

/* --- reading ----------------------------------------------------------- */

/* A number of so many bytes, the lowest first; what is past the end reads as 0. */
static uint32_t number_at(struct text bytes, size_t at, size_t size) {
    uint32_t number = 0;
    for (size_t i = 0; i < size && at + i < bytes.length; i++) {
        number |= (uint32_t)(unsigned char)bytes.bytes[at + i] << (8 * i);
    }
    return number;
}

/* Reads one part from its line of the directory at `*at`, which moves to the next. */
static bool read_line(struct text bytes, size_t *at, struct part *part) {
    if (number_at(bytes, *at, 4) != CENTRAL_SIGNATURE ||
        number_at(bytes, *at + 10, 2) != Z_DEFLATED) {
        return false;
    }
    size_t name_length = number_at(bytes, *at + 28, 2), packed = number_at(bytes, *at + 20, 4);
    size_t local = number_at(bytes, *at + 42, 4);
    size_t start = local + LOCAL_LENGTH + name_length;
    part->name = text_slice(bytes, *at + CENTRAL_LENGTH, *at + CENTRAL_LENGTH + name_length);
    part->packed = text_slice(bytes, start, start + packed);
    part->checksum = number_at(bytes, *at + 16, 4);
    part->length = number_at(bytes, *at + 24, 4);
    part->is_text = number_at(bytes, *at + 36, 2) == 1;
    *at += CENTRAL_LENGTH + name_length;
    return number_at(bytes, local, 4) == LOCAL_SIGNATURE && part->packed.length == packed &&
           part->name.length == name_length && number_at(bytes, local + 28, 2) == 0;
}

struct xlsx_package *xlsx_package_open(struct arena *arena, struct text bytes) {
    size_t end = bytes.length < END_LENGTH ? 0 : bytes.length - END_LENGTH;
    if (number_at(bytes, end, 4) != END_SIGNATURE) {
        return NULL;
    }
    struct xlsx_package *package = ARENA_NEW(arena, struct xlsx_package);
    package->arena = arena;
    package->count = number_at(bytes, end + 10, 2);
    package->parts = ARENA_ARRAY(arena, struct part, package->count + 1);
    size_t at = number_at(bytes, end + 16, 4);
    for (size_t i = 0; i < package->count; i++) {
        if (!read_line(bytes, &at, &package->parts[i])) {
            return NULL;
        }
    }
    return at == end ? package : NULL;
}

static struct part *find(const struct xlsx_package *package, struct text name) {
    for (size_t i = 0; i < package->count; i++) {
        if (text_equal(package->parts[i].name, name)) {
            return &package->parts[i];
        }
    }
    return NULL;
}

static Bytef *bytes_of(const char *bytes) {
    return (Bytef *)(uintptr_t)bytes;
}

bool xlsx_package_read(struct xlsx_package *package, struct text name, struct text *bytes) {
    const struct part *part = find(package, name);
    z_stream stream = {0};
    if (part == NULL || part->length > UNPACKED_LIMIT ||
        inflateInit2(&stream, RAW_WINDOW) != Z_OK) {
        return false;
    }
    char *room = arena_alloc(package->arena, part->length + 1);
    stream.next_in = bytes_of(part->packed.bytes);
    stream.avail_in = (uInt)part->packed.length;
    stream.next_out = bytes_of(room);
    stream.avail_out = (uInt)part->length;
    bool is_whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0 &&
                    crc32(0, bytes_of(room), (uInt)part->length) == part->checksum;
    inflateEnd(&stream);
    *bytes = (struct text){room, part->length};
    return is_whole;
}

bool xlsx_package_replace(struct xlsx_package *package, struct text name,
                          const struct text pieces[XLSX_PIECES]) {
    struct part *part = find(package, name);
    if (part == NULL) {
        return false;
    }
    part->is_replaced = true;
    part->length = 0;
    for (size_t i = 0; i < XLSX_PIECES; i++) {
        part->pieces[i] = pieces[i];
        part->length += pieces[i].length;
    }
    return true;
}

/* --- packing ----------------------------------------------------------- */

/* The last piece ends the stream. */
static bool pack_pieces(z_stream *stream, struct part *part) {
    int status = Z_OK;
    part->checksum = 0;
    for (size_t i = 0; i < XLSX_PIECES && status == Z_OK; i++) {
        stream->next_in = bytes_of(part->pieces[i].bytes);
        stream->avail_in = (uInt)part->pieces[i].length;
        part->checksum =
            (uint32_t)crc32(part->checksum, stream->next_in, (uInt)part->pieces[i].length);
        if (i + 1 == XLSX_PIECES || stream->avail_in > 0) {
            status = deflate(stream, i + 1 == XLSX_PIECES ? Z_FINISH : Z_NO_FLUSH);
        }
    }
    return status == Z_STREAM_END;
}

/* A part whose packing failed has no packed bytes. */
static void pack(void *context) {
    struct part *part = context;
    z_stream stream = {0};
    part->packed = TEXT_NONE;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW_WINDOW, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return;
    }
    stream.next_out = bytes_of(part->room);
    stream.avail_out = (uInt)part->room_size;
    if (pack_pieces(&stream, part)) {
        part->packed = (struct text){part->room, stream.total_out};
    }
    part->is_text = stream.data_type == Z_TEXT;
    deflateEnd(&stream);
}

static int larger_first(const void *left, const void *right) {
    const struct part *a = *(struct part *const *)left, *b = *(struct part *const *)right;
    return (a->length < b->length) - (a->length > b->length);
}

static bool pack_replaced(struct xlsx_package *package) {
    void **jobs = ARENA_ARRAY(package->arena, void *, package->count + 1);
    size_t job_count = 0;
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        if (!part->is_replaced) {
            continue;
        }
        if (part->length > UINT32_MAX / 2) {
            return false;
        }
        part->room_size = compressBound(part->length);
        part->room = arena_alloc(package->arena, part->room_size);
        jobs[job_count++] = part;
    }
    qsort(jobs, job_count, sizeof *jobs, larger_first);
    jobs_share(pack, jobs, job_count);
    bool is_packed = true;
    for (size_t i = 0; i < job_count; i++) {
        is_packed &= ((struct part *)jobs[i])->packed.length > 0;
    }
    return is_packed;
}

/* --- writing ----------------------------------------------------------- */

static void put(struct buffer *out, uint64_t number, int size) {
    for (int i = 0; i < size; i++) {
        buffer_add_byte(out, (char)(number >> (8 * i) & 0xFF));
    }
}

/* What a part's own head and its line of the directory have in common. */
static void put_facts(struct buffer *out, const struct part *part) {
    put(out, VERSION, 2);
    put(out, 0, 2);
    put(out, Z_DEFLATED, 2);
    put(out, FIRST_DAY, 4);
    put(out, part->checksum, 4);
    put(out, part->packed.length, 4);
    put(out, part->length, 4);
    put(out, part->name.length, 2);
    put(out, 0, 2);
}

static void put_line(struct buffer *out, const struct part *part, size_t local) {
    put(out, CENTRAL_SIGNATURE, 4);
    put(out, 0, 2);
    put_facts(out, part);
    put(out, 0, 4);
    put(out, part->is_text, 2);
    put(out, 0, 4);
    put(out, local, 4);
    buffer_add(out, part->name);
}

static void put_end(struct buffer *out, size_t count, size_t start) {
    size_t length = out->length - start;
    put(out, END_SIGNATURE, 4);
    put(out, 0, 4);
    put(out, count, 2);
    put(out, count, 2);
    put(out, length, 4);
    put(out, start, 4);
    put(out, 0, 2);
}

bool xlsx_package_write(struct xlsx_package *package, struct text *bytes) {
    if (!pack_replaced(package)) {
        return false;
    }
    struct buffer out = buffer_new(package->arena);
    size_t *locals = ARENA_ARRAY(package->arena, size_t, package->count + 1);
    for (size_t i = 0; i < package->count; i++) {
        const struct part *part = &package->parts[i];
        locals[i] = out.length;
        put(&out, LOCAL_SIGNATURE, 4);
        put_facts(&out, part);
        buffer_add(&out, part->name);
        buffer_add(&out, part->packed);
    }
    size_t start = out.length;
    for (size_t i = 0; i < package->count; i++) {
        put_line(&out, &package->parts[i], locals[i]);
    }
    put_end(&out, package->count, start);
    *bytes = buffer_text(&out);
    return out.length <= UINT32_MAX;
}
