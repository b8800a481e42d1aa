/* The page: A4, its margins, sizes of type and colours. The order of the chart
 * colours is the Government Analysis Function's: neighbours contrast by 3:1. */
#ifndef RENDER_PAGE_STYLE_H
#define RENDER_PAGE_STYLE_H

#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89
#define PAGE_LEFT 64.0
#define PAGE_RIGHT 528.0
#define PAGE_TOP 76.0
#define PAGE_BOTTOM 772.0
#define PAGE_MEASURE (PAGE_RIGHT - PAGE_LEFT)
/* Paragraphs stand in from the left: their numbers hang before them. */
#define PAGE_INDENT 50.0

/* Around the words of a letterhead. */
#define LETTERHEAD_BAND 26.0

#define BODY_SIZE 12.0
#define BODY_LEADING 16.8
#define CAPTION_SIZE 11.0
#define CAPTION_LEADING 14.5
#define NOTE_SIZE 9.0
#define NOTE_LEADING 12.0
#define NOTE_INDENT 14.0
#define NOTES_GAP 16.0
#define RUNNING_SIZE 8.5

enum page_colour {
    COLOUR_INK = 0x1A1A1A,
    COLOUR_NAVY = 0x12436D,
    COLOUR_GREY = 0x4A4F57,
    COLOUR_RULE = 0xB8BEC6,
    COLOUR_GRID = 0xDFE3E8,
    COLOUR_TINT = 0xEEF2F6,
    COLOUR_LINK = 0x1D5AA3,
    COLOUR_WARNING = 0x801650,
    COLOUR_RED = 0xA8201A,
    COLOUR_AMBER = 0xC2570C,
    COLOUR_GREEN = 0x17665F,
    COLOUR_WATERMARK = 0xECEEF0,
    COLOUR_WHITE = 0xFFFFFF
};

#endif
