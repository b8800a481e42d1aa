/* Metadata after PDF/A-3 (ISO 19005-3, 6.6) and PDF/UA-1 (ISO 14289-1, 5): title,
 * dates and producer stand in XMP and in the information dictionary and agree.
 * Dates are the document's; no clock is asked. The profile follows IEC 61966-2-1
 * with primaries adapted to D50. */
#include "render/metadata.h"

#include <math.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "render/pdf_syntax.h"

#define CREATOR "quarterday"
#define PRODUCER "quarterday " QUARTERDAY_VERSION " with libharu"

static void add_element(struct buffer *out, const char *before, struct text value,
                        const char *after) {
    if (value.length == 0) {
        return; /* as in the document information: what is empty is left out of both */
    }
    buffer_add_c(out, before);
    pdf_syntax_xml(out, value);
    buffer_add_c(out, after);
}

static void add_descriptions(struct buffer *out, const struct document *document) {
    add_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    add_element(out, "<dc:creator><rdf:Seq><rdf:li>", document->author,
                "</rdf:li></rdf:Seq></dc:creator>\n");
    add_element(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    add_element(out, "<dc:language><rdf:Bag><rdf:li>", document->language,
                "</rdf:li></rdf:Bag></dc:language>\n");
    add_element(out, "<xmp:CreateDate>", document->date, "T12:00:00Z</xmp:CreateDate>\n");
    add_element(out, "<xmp:ModifyDate>", document->date, "T12:00:00Z</xmp:ModifyDate>\n");
    add_element(out, "<xmp:CreatorTool>", TEXT(CREATOR), "</xmp:CreatorTool>\n");
    add_element(out, "<pdf:Producer>", TEXT(PRODUCER), "</pdf:Producer>\n");
    add_element(out, "<pdf:Keywords>", document->keywords, "</pdf:Keywords>\n");
}

/* PDF/A asks that the PDF/UA identification, which it does not know, be described. */
static void add_extension_schema(struct buffer *out) {
    buffer_add_c(
        out, "<rdf:Description rdf:about=\"\""
             " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
             " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
             " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
             "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
             "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
             "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
             "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
             "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
             "<pdfaProperty:name>part</pdfaProperty:name>"
             "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
             "<pdfaProperty:category>internal</pdfaProperty:category>"
             "<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>"
             "</rdf:li></rdf:Seq></pdfaSchema:property>"
             "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

struct text metadata_xmp(struct arena *arena, const struct document *document) {
    struct buffer out = buffer_new(arena);
    buffer_add_c(&out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                       "<rdf:Description rdf:about=\"\""
                       " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                       " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                       " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                       " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                       " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                       "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
                       "<pdfuaid:part>1</pdfuaid:part>\n<dc:format>application/pdf</dc:format>\n");
    add_descriptions(&out, document);
    buffer_add_c(&out, "</rdf:Description>\n");
    add_extension_schema(&out);
    buffer_add_c(&out, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    return buffer_text(&out);
}

static void add_info(struct buffer *out, const char *key, struct text value) {
    if (value.length == 0) {
        return;
    }
    buffer_add_c(out, key);
    pdf_syntax_string(out, value);
}

struct text metadata_info(struct arena *arena, const struct document *document) {
    struct buffer out = buffer_new(arena);
    add_info(&out, "/Title", document->title);
    add_info(&out, "/Author", document->author);
    add_info(&out, "/Subject", document->subject);
    add_info(&out, "/Keywords", document->keywords);
    add_info(&out, "/Creator", TEXT(CREATOR));
    add_info(&out, "/Producer", TEXT(PRODUCER));
    buffer_add_c(&out, "/CreationDate");
    pdf_syntax_date(&out, document->date);
    buffer_add_c(&out, "/ModDate");
    pdf_syntax_date(&out, document->date);
    return buffer_text(&out);
}

static void add_u16(struct buffer *out, unsigned value) {
    buffer_add_byte(out, (char)(value >> 8 & 255));
    buffer_add_byte(out, (char)(value & 255));
}

static void add_u32(struct buffer *out, uint32_t value) {
    add_u16(out, value >> 16);
    add_u16(out, value & 0xFFFF);
}

static void add_zeros(struct buffer *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(out, '\0');
    }
}

/* s15Fixed16Number. */
static void add_fixed(struct buffer *out, const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_u32(out, (uint32_t)(int32_t)lround(values[i] * 65536.0));
    }
}

static void add_words_tag(struct buffer *out, struct text words) {
    buffer_add_c(out, "mluc");
    add_u32(out, 0);
    add_u32(out, 1);
    add_u32(out, 12);
    buffer_add_c(out, "enGB");
    add_u32(out, (uint32_t)words.length * 2);
    add_u32(out, 28);
    for (size_t i = 0; i < words.length; i++) {
        add_u16(out, (unsigned char)words.bytes[i]);
    }
    add_zeros(out, (4 - out->length % 4) % 4);
}

static void add_numbers_tag(struct buffer *out, const char *type, const double *values,
                            size_t count) {
    buffer_add_c(out, type);
    add_u32(out, 0);
    add_fixed(out, values, count);
}

static const double white_point[3] = {0.9642, 1.0, 0.8249};

enum { PROFILE_TAG_COUNT = 10, PROFILE_DATA_COUNT = 8, PROFILE_HEADER = 128 };

/* The data of the tags, in the order of tag_names; the three curves are one. */
static void add_tag_data(struct buffer *out, size_t index) {
    static const double adaptation[9] = {1.04788,  0.02292,  -0.05022, 0.02959, 0.99048,
                                         -0.01707, -0.00925, 0.01508,  0.75168};
    static const double primaries[3][3] = {
        {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}};
    const double curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    switch (index) {
    case 0:
        add_words_tag(out, TEXT("sRGB"));
        return;
    case 1:
        add_words_tag(out, TEXT("Public domain"));
        return;
    case 2:
        add_numbers_tag(out, "XYZ ", white_point, 3);
        return;
    case 3:
        add_numbers_tag(out, "sf32", adaptation, 9);
        return;
    case 7:
        buffer_add_c(out, "para");
        add_u32(out, 0);
        add_u16(out, 3);
        add_u16(out, 0);
        add_fixed(out, curve, 5);
        return;
    default:
        add_numbers_tag(out, "XYZ ", primaries[index - 4], 3);
    }
}

static void add_profile_header(struct buffer *out, size_t size) {
    add_u32(out, (uint32_t)size);
    add_u32(out, 0);
    add_u32(out, 0x04300000);
    buffer_add_c(out, "mntrRGB XYZ ");
    const unsigned made[6] = {2024, 1, 1, 0, 0, 0};
    for (size_t i = 0; i < 6; i++) {
        add_u16(out, made[i]);
    }
    buffer_add_c(out, "acsp");
    add_zeros(out, 28);
    add_fixed(out, white_point, 3);
    add_zeros(out, PROFILE_HEADER - out->length);
}

struct text metadata_colour_profile(struct arena *arena) {
    static const char *const tag_names[PROFILE_TAG_COUNT] = {
        "desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
    struct buffer data = buffer_new(arena);
    size_t starts[PROFILE_DATA_COUNT + 1];
    for (size_t i = 0; i < PROFILE_DATA_COUNT; i++) {
        starts[i] = data.length;
        add_tag_data(&data, i);
    }
    starts[PROFILE_DATA_COUNT] = data.length;
    size_t base = PROFILE_HEADER + 4 + 12 * PROFILE_TAG_COUNT;
    struct buffer out = buffer_new(arena);
    add_profile_header(&out, base + data.length);
    add_u32(&out, PROFILE_TAG_COUNT);
    for (size_t i = 0; i < PROFILE_TAG_COUNT; i++) {
        size_t k = i < PROFILE_DATA_COUNT ? i : PROFILE_DATA_COUNT - 1;
        buffer_add_c(&out, tag_names[i]);
        add_u32(&out, (uint32_t)(base + starts[k]));
        add_u32(&out, (uint32_t)(starts[k + 1] - starts[k]));
    }
    buffer_add(&out, buffer_text(&data));
    return buffer_text(&out);
}

static uint8_t hex_digit(char digit) {
    return (uint8_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

void metadata_identifier(struct arena *arena, struct text contents, uint8_t identifier[16]) {
    struct text digits = hash_sha256(arena, contents);
    for (size_t i = 0; i < 16; i++) {
        identifier[i] =
            (uint8_t)(hex_digit(digits.bytes[2 * i]) << 4 | hex_digit(digits.bytes[2 * i + 1]));
    }
}
