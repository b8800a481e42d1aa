#include "fuzz/stored_zip.h"

struct stored_zip stored_zip_new(struct arena *arena) {
    return (struct stored_zip){buffer_new(arena), buffer_new(arena), 0};
}

/* A number, its lowest byte first. */
static void put(struct buffer *out, uint64_t number, int bytes) {
    for (int i = 0; i < bytes; i++) {
        buffer_add_byte(out, (char)(number >> (8 * i) & 255));
    }
}

static uint32_t checksum(struct text bytes) {
    uint32_t sum = ~0u;
    for (size_t i = 0; i < bytes.length; i++) {
        sum ^= (unsigned char)bytes.bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            sum = (sum & 1) != 0 ? sum >> 1 ^ 0xEDB88320u : sum >> 1;
        }
    }
    return ~sum;
}

/* What a part's head and its line in the listing have in common. */
static void put_facts(struct buffer *out, struct text name, struct text bytes) {
    put(out, 20, 2);    /* version */
    put(out, 0, 2 * 2); /* flags, method: stored */
    put(out, 0x00210000, 4);
    put(out, checksum(bytes), 4);
    put(out, bytes.length, 4);
    put(out, bytes.length, 4);
    put(out, name.length, 2);
    put(out, 0, 2);
}

void stored_zip_add(struct stored_zip *zip, struct text name, struct text bytes) {
    size_t start = zip->bytes.length;
    put(&zip->bytes, 0x04034B50, 4);
    put_facts(&zip->bytes, name, bytes);
    buffer_add(&zip->bytes, name);
    buffer_add(&zip->bytes, bytes);
    put(&zip->listing, 0x02014B50, 4);
    put(&zip->listing, 20, 2);
    put_facts(&zip->listing, name, bytes);
    put(&zip->listing, 0, 2 + 2 + 2); /* comment, disk, internal */
    put(&zip->listing, 0, 4);
    put(&zip->listing, start, 4);
    buffer_add(&zip->listing, name);
    zip->count++;
}

struct text stored_zip_end(struct stored_zip *zip) {
    size_t start = zip->bytes.length;
    buffer_add(&zip->bytes, buffer_text(&zip->listing));
    put(&zip->bytes, 0x06054B50, 4);
    put(&zip->bytes, 0, 4);
    put(&zip->bytes, zip->count, 2);
    put(&zip->bytes, zip->count, 2);
    put(&zip->bytes, zip->listing.length, 4);
    put(&zip->bytes, start, 4);
    put(&zip->bytes, 0, 2);
    return buffer_text(&zip->bytes);
}
