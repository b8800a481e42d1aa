/* Reads an authority's house style. Contrast is that of WCAG 2.2: relative luminance of sRGB. */
#include "define/house_style.h"

#include <math.h>

#include "base/arena.h"
#include "define/node.h"

#define TEXT_CONTRAST 4.5
#define PICTURE_CONTRAST 3.0
enum { PAPER = 0xFFFFFF, TINT = 0xEEF2F6 /* of total rows */ };

static double linear(uint32_t colour, int shift) {
    double part = (double)(colour >> shift & 255) / 255.0;
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour) {
    return 0.2126 * linear(colour, 16) + 0.7152 * linear(colour, 8) + 0.0722 * linear(colour, 0);
}

double house_style_contrast(uint32_t one, uint32_t other) {
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static int hexadecimal(char byte) {
    bool is_digit = byte >= '0' && byte <= '9', is_small = byte >= 'a' && byte <= 'f';
    bool is_capital = byte >= 'A' && byte <= 'F';
    return is_digit ? byte - '0' : is_small ? byte - 'a' + 10 : is_capital ? byte - 'A' + 10 : -1;
}

static bool parse_colour(struct text words, uint32_t *colour) {
    *colour = 0;
    if (words.length != 7 || words.bytes[0] != '#') {
        return false;
    }
    for (size_t i = 1; i < words.length; i++) {
        int digit = hexadecimal(words.bytes[i]);
        if (digit < 0) {
            return false;
        }
        *colour = *colour << 4 | (uint32_t)digit;
    }
    return true;
}

/* "4.4", cut and not rounded: 4.49 does not pass for 4.5. */
static struct text ratio_words(struct arena *arena, double ratio) {
    int tenths = (int)floor(ratio * 10);
    return text_format(arena, "%d.%d", tenths / 10, tenths % 10);
}

/* The colour of a key, `otherwise` if it is not there or has been reported. */
static uint32_t read_colour(struct arena *arena, struct diag *diag, const struct node *mapping,
                            const char *key, uint32_t otherwise, double least) {
    const struct node *node = node_optional(diag, mapping, key, NODE_SCALAR);
    uint32_t colour;
    if (node == NULL) {
        return otherwise;
    }
    if (!parse_colour(node->text, &colour)) {
        DIAG_REPORT(diag, DF009, &node->place, node->text, TEXT("a colour such as \"#12436D\""));
        return otherwise;
    }
    double ratio = fmin(house_style_contrast(colour, PAPER), house_style_contrast(colour, TINT));
    if (ratio < least) {
        DIAG_REPORT(diag, DF026, &node->place, node->text, ratio_words(arena, ratio),
                    ratio_words(arena, least));
        return otherwise;
    }
    return colour;
}

static double read_length(struct diag *diag, const struct node *logo, const char *key) {
    const struct node *node = node_need(diag, logo, key, NODE_SCALAR);
    double length = 0;
    if (node != NULL && (!text_to_number(node->text, &length) || length < 1 || length > 10000)) {
        DIAG_REPORT(diag, DF009, &node->place, node->text, TEXT("a length from 1 to 10000"));
    }
    return length;
}

static struct text read_alternative(struct diag *diag, const struct node *mapping) {
    const struct node *node = node_need(diag, mapping, "alternative", NODE_SCALAR);
    struct text words = node != NULL ? text_trim(node->text) : TEXT_NONE;
    if (node != NULL && text_is_empty(words)) {
        DIAG_REPORT(diag, DF009, &node->place, node->text,
                    TEXT("what a logo shows, for those who cannot see it"));
    }
    return words;
}

static void read_path(struct arena *arena, struct diag *diag, const struct node *mapping,
                      struct logo *logo) {
    const struct node *node = node_need(diag, mapping, "path", NODE_SCALAR);
    size_t fault;
    if (node == NULL) {
        return;
    }
    logo->path = node->text;
    if (!vector_path_parse(arena, node->text, &logo->steps, &logo->step_count, &fault)) {
        struct place place = node_place_at(node, fault);
        DIAG_REPORT(diag, DF009, &place, text_slice(node->text, fault, fault + 12),
                    TEXT("part of a path of SVG: M, L, H, V, C, S, Q and Z with their numbers"));
    }
}

static const struct logo *read_logo(struct arena *arena, struct diag *diag,
                                    const struct node *mapping, uint32_t heading) {
    static const char *const keys[] = {"path", "width", "height", "colour", "alternative", NULL};
    struct logo *logo = ARENA_NEW(arena, struct logo);
    node_expect_keys(diag, mapping, keys);
    read_path(arena, diag, mapping, logo);
    logo->width = read_length(diag, mapping, "width");
    logo->height = read_length(diag, mapping, "height");
    logo->colour = read_colour(arena, diag, mapping, "colour", heading, PICTURE_CONTRAST);
    logo->alternative = read_alternative(diag, mapping);
    return logo;
}

struct house_style house_style_read(struct arena *arena, struct diag *diag,
                                    const struct node *authority) {
    static const char *const keys[] = {"heading", "link", "logo", NULL};
    struct house_style style = {HOUSE_HEADING, HOUSE_LINK, NULL};
    const struct node *mapping = node_optional(diag, authority, "style", NODE_MAPPING);
    if (mapping == NULL) {
        return style;
    }
    node_expect_keys(diag, mapping, keys);
    style.heading = read_colour(arena, diag, mapping, "heading", HOUSE_HEADING, TEXT_CONTRAST);
    style.link = read_colour(arena, diag, mapping, "link", HOUSE_LINK, TEXT_CONTRAST);
    const struct node *logo = node_optional(diag, mapping, "logo", NODE_MAPPING);
    style.logo = logo != NULL ? read_logo(arena, diag, logo, style.heading) : NULL;
    return style;
}
