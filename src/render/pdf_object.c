/* PDF objects over libharu 2.3.0, used as a writer of objects and not as a text
 * engine: a dictionary whose write function emits entries that were written
 * elsewhere. That keeps clear of libharu's limits (32,767 items an array, 4,095
 * keys) and of its faulty PDF/A and outline writers. Low-level calls only set
 * the error, so every result is checked and the first error is kept. */
#include "render/pdf_object.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

#include "base/arena.h"
#include "base/buffer.h"

enum { STREAM_CHUNK = 1 << 20, OBJECT_NUMBER_MASK = 0x00FFFFFF };

struct raw_entries {
    struct text text;
};

struct pdf_file {
    struct arena *arena;
    struct diag *diag;
    HPDF_Doc document;
    HPDF_Dict *objects; /* by object number; NULL where libharu made the object */
    size_t object_capacity;
    HPDF_Page *pages;
    size_t page_count, page_capacity;
    HPDF_STATUS error; /* the first */
};

static void note_error(HPDF_STATUS error, HPDF_STATUS detail, void *context) {
    struct pdf_file *file = context;
    (void)detail;
    if (file->error == HPDF_OK) {
        file->error = error;
    }
}

static void check(struct pdf_file *file, HPDF_STATUS status) {
    if (status != HPDF_OK) {
        note_error(status, 0, file);
    }
}

/* True if libharu gave the object; a missing one is an error even where it named none. */
static bool made(struct pdf_file *file, const void *object) {
    if (object == NULL) {
        HPDF_STATUS status = file->document == NULL ? HPDF_OK : HPDF_GetError(file->document);
        check(file, status != HPDF_OK ? status : HPDF_FAILD_TO_ALLOC_MEM);
    }
    return file->error == HPDF_OK;
}

static void release_document(void *handle) {
    HPDF_Free(handle);
}

static void report_error(struct pdf_file *file) {
    DIAG_REPORT(file->diag, RD002, NULL,
                text_format(file->arena, "libharu error 0x%04X", (unsigned)file->error));
}

struct pdf_file *pdf_object_file(struct arena *arena, struct diag *diag) {
    struct pdf_file *file = ARENA_NEW(arena, struct pdf_file);
    file->arena = arena;
    file->diag = diag;
    file->document = HPDF_New(note_error, file);
    if (!made(file, file->document)) {
        report_error(file);
        return NULL;
    }
    arena_defer(arena, release_document, file->document);
    check(file, HPDF_SetCompressionMode(file->document, HPDF_COMP_ALL));
    return file;
}

static uint32_t object_number(const void *object) {
    return ((const HPDF_Obj_Header *)object)->obj_id & OBJECT_NUMBER_MASK;
}

static HPDF_STATUS write_bytes(HPDF_Stream stream, struct text bytes) {
    HPDF_STATUS status = HPDF_OK;
    for (size_t from = 0; from < bytes.length && status == HPDF_OK; from += STREAM_CHUNK) {
        struct text part = text_slice(bytes, from, from + STREAM_CHUNK);
        status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)part.bytes, (HPDF_UINT)part.length);
    }
    return status;
}

static HPDF_STATUS write_entries(HPDF_Dict object, HPDF_Stream stream) {
    const struct raw_entries *entries = object->attr;
    return write_bytes(stream, entries->text);
}

static void make_raw(struct pdf_file *file, HPDF_Dict object) {
    object->attr = ARENA_NEW(file->arena, struct raw_entries);
    object->write_fn = write_entries;
}

static uint32_t keep(struct pdf_file *file, HPDF_Dict object) {
    uint32_t number = object_number(object);
    if (number >= file->object_capacity) {
        size_t capacity = (size_t)number * 2 + 64;
        file->objects =
            arena_resize(file->arena, file->objects, file->object_capacity * sizeof(HPDF_Dict),
                         capacity * sizeof(HPDF_Dict));
        file->object_capacity = capacity;
    }
    file->objects[number] = object;
    return number;
}

static HPDF_Dict object_at(const struct pdf_file *file, uint32_t number) {
    return number < file->object_capacity ? file->objects[number] : NULL;
}

uint32_t pdf_object_new(struct pdf_file *file) {
    if (file->error != HPDF_OK) {
        return 0;
    }
    HPDF_Dict object = HPDF_Dict_New(file->document->mmgr);
    if (!made(file, object)) {
        return 0;
    }
    make_raw(file, object);
    check(file, HPDF_Xref_Add(file->document->xref, object));
    return file->error == HPDF_OK ? keep(file, object) : 0;
}

void pdf_object_set(struct pdf_file *file, uint32_t number, struct text entries) {
    HPDF_Dict object = object_at(file, number);
    if (object != NULL) {
        ((struct raw_entries *)object->attr)->text = text_copy(file->arena, entries);
    }
}

uint32_t pdf_object_stream(struct pdf_file *file, struct text entries, struct text bytes,
                           bool is_compressed) {
    if (file->error != HPDF_OK) {
        return 0;
    }
    HPDF_Dict object = HPDF_DictStream_New(file->document->mmgr, file->document->xref);
    if (!made(file, object)) {
        return 0;
    }
    make_raw(file, object);
    object->filter = is_compressed ? HPDF_STREAM_FILTER_FLATE_DECODE : HPDF_STREAM_FILTER_NONE;
    check(file, write_bytes(object->stream, bytes));
    uint32_t number = keep(file, object);
    pdf_object_set(file, number, entries);
    return number;
}

static void keep_page(struct pdf_file *file, HPDF_Page page) {
    ARENA_MAKE_ROOM(file->arena, file->pages, file->page_count, file->page_capacity, 16);
    file->pages[file->page_count++] = page;
}

uint32_t pdf_object_page(struct pdf_file *file, double width, double height) {
    if (file->error != HPDF_OK) {
        return 0;
    }
    HPDF_Page page = HPDF_AddPage(file->document);
    if (!made(file, page)) {
        return 0;
    }
    check(file, HPDF_Page_SetWidth(page, (HPDF_REAL)width));
    check(file, HPDF_Page_SetHeight(page, (HPDF_REAL)height));
    keep_page(file, page);
    return object_number(page);
}

static void add_annotations(struct pdf_file *file, HPDF_Page page,
                            const struct pdf_page_parts *parts) {
    HPDF_Array array = HPDF_Array_New(file->document->mmgr);
    if (!made(file, array)) {
        return;
    }
    check(file, HPDF_Dict_Add(page, "Annots", array));
    for (size_t i = 0; i < parts->annotation_count; i++) {
        check(file, HPDF_Array_Add(array, object_at(file, parts->annotations[i])));
    }
}

void pdf_object_page_fill(struct pdf_file *file, size_t index, const struct pdf_page_parts *parts) {
    if (file->error != HPDF_OK || index >= file->page_count) {
        return;
    }
    HPDF_Page page = file->pages[index];
    check(file, write_bytes(((HPDF_PageAttr)page->attr)->stream, parts->content));
    check(file, HPDF_Dict_Add(page, "Resources", object_at(file, parts->resources)));
    check(file, HPDF_Dict_AddNumber(page, "StructParents", (HPDF_INT32)parts->structure_key));
    check(file, HPDF_Dict_AddName(page, "Tabs", "S"));
    if (parts->annotation_count > 0 && file->error == HPDF_OK) {
        add_annotations(file, page, parts);
    }
}

static void set_entries(struct pdf_file *file, HPDF_Dict object, struct text entries) {
    make_raw(file, object);
    ((struct raw_entries *)object->attr)->text = text_copy(file->arena, entries);
}

void pdf_object_set_catalog(struct pdf_file *file, struct text entries) {
    if (file->error == HPDF_OK) {
        set_entries(file, file->document->catalog, entries);
    }
}

void pdf_object_set_info(struct pdf_file *file, struct text entries) {
    if (file->error != HPDF_OK) {
        return;
    }
    /* libharu makes the dictionary with its own Producer in it; the entries bring theirs. */
    check(file, HPDF_SetInfoAttr(file->document, HPDF_INFO_PRODUCER, "-"));
    if (file->error == HPDF_OK) {
        check(file, HPDF_Dict_RemoveElement(file->document->info, "Producer"));
        set_entries(file, file->document->info, entries);
    }
}

void pdf_object_set_identifier(struct pdf_file *file, const uint8_t identifier[16]) {
    if (file->error != HPDF_OK) {
        return;
    }
    HPDF_MMgr memory = file->document->mmgr;
    HPDF_Array array = HPDF_Array_New(memory);
    if (!made(file, array)) {
        return;
    }
    check(file, HPDF_Dict_Add(file->document->trailer, "ID", array));
    uint8_t copy[16];
    for (size_t i = 0; i < sizeof copy; i++) {
        copy[i] = identifier[i];
    }
    for (int half = 0; half < 2; half++) {
        check(file, HPDF_Array_Add(array, HPDF_Binary_New(memory, copy, sizeof copy)));
    }
}

static void read_saved(struct pdf_file *file, struct text *bytes) {
    HPDF_UINT32 size = HPDF_GetStreamSize(file->document);
    char *copy = arena_alloc(file->arena, (size_t)size + 1);
    HPDF_UINT32 done = 0;
    while (done < size && file->error == HPDF_OK) {
        HPDF_UINT32 part = size - done;
        HPDF_STATUS status = HPDF_ReadFromStream(file->document, (HPDF_BYTE *)copy + done, &part);
        done += part;
        check(file, status == HPDF_STREAM_EOF && done == size ? HPDF_OK : status);
    }
    *bytes = (struct text){copy, size};
}

bool pdf_object_save(struct pdf_file *file, struct text *bytes) {
    *bytes = TEXT_NONE;
    if (file->error == HPDF_OK) {
        /* Set last: other calls of libharu lower it. */
        file->document->pdf_version = HPDF_VER_17;
        check(file, HPDF_SaveToStream(file->document));
        check(file, HPDF_GetError(file->document));
    }
    if (file->error == HPDF_OK) {
        read_saved(file, bytes);
    }
    if (file->error != HPDF_OK) {
        report_error(file);
    }
    return file->error == HPDF_OK;
}
