/* Running heads and feet. The first page carries the title itself, so that its
 * head is left out; its marks are not. */
#include "render/furniture.h"

#include "base/arena.h"
#include "render/page_style.h"

#define HEAD_BASELINE 50.0
#define HEAD_LEADING 10.0
#define HEAD_GAP 20.0
#define FOOT_BASELINE 808.0
#define MARK_BASELINE 30.0
#define MARK_FOOT_BASELINE 824.0

void furniture_draw_ground(struct canvas *canvas, const struct document *document) {
    if (!document->is_draft) {
        return;
    }
    for (size_t i = 0; i < canvas_page_count(canvas); i++) {
        struct canvas_page *page = canvas_page(canvas, i);
        canvas_begin_artifact(page, ARTIFACT_BACKGROUND);
        canvas_text_turned(page, (struct type_style){FONT_BOLD, 150, COLOUR_WATERMARK},
                           PAGE_WIDTH / 2 + 38, PAGE_HEIGHT / 2 + 38, 52, TEXT("DRAFT"));
        canvas_end(page);
    }
}

/* The text, cut at a word and ended with "…" where it is wider than the room. */
static struct text fit(struct arena *arena, const struct canvas_page *page, struct type_style style,
                       struct text text, double room) {
    struct text kept = text;
    struct text shown = text;
    while (canvas_text_width(page, style, shown) > room && kept.length > 0) {
        do {
            kept.length--;
        } while (kept.length > 0 && kept.bytes[kept.length] != ' ');
        shown = text_format(arena, "%.*s\xE2\x80\xA6", TEXT_ARG(kept));
    }
    return shown;
}

/* The title and for whom and when, in one line, or in two where one has no room for both. */
static void draw_head(struct arena *arena, struct canvas_page *page,
                      const struct document *document) {
    struct type_style style = {FONT_REGULAR, RUNNING_SIZE, COLOUR_GREY};
    struct text head = document->running_head;
    double width = canvas_text_width(page, style, document->title);
    bool is_one_line = width + canvas_text_width(page, style, head) + HEAD_GAP <= PAGE_MEASURE;
    double below = is_one_line ? HEAD_BASELINE : HEAD_BASELINE + 4;
    canvas_begin_artifact(page, ARTIFACT_HEAD);
    canvas_text(page, style, PAGE_LEFT, is_one_line ? below : below - HEAD_LEADING,
                fit(arena, page, style, document->title, PAGE_MEASURE));
    if (is_one_line) {
        canvas_text_aligned(page, style, ALIGN_RIGHT, PAGE_RIGHT, below, head);
    } else {
        canvas_text(page, style, PAGE_LEFT, below, fit(arena, page, style, head, PAGE_MEASURE));
    }
    canvas_line(page, (struct stroke){0.5, COLOUR_RULE, 0, 0}, (struct point){PAGE_LEFT, below + 6},
                (struct point){PAGE_RIGHT, below + 6});
    canvas_end(page);
}

static void draw_foot(struct arena *arena, struct canvas_page *page,
                      const struct document *document, size_t number, size_t count) {
    struct type_style style = {FONT_REGULAR, RUNNING_SIZE, COLOUR_GREY};
    canvas_begin_artifact(page, ARTIFACT_FOOT);
    canvas_text(page, style, PAGE_LEFT, FOOT_BASELINE, document->organisation);
    canvas_text_aligned(page, style, ALIGN_RIGHT, PAGE_RIGHT, FOOT_BASELINE,
                        text_format(arena, "Page %zu of %zu", number, count));
    canvas_end(page);
}

static void draw_mark(struct canvas_page *page, struct text mark, double baseline,
                      enum artifact_kind kind) {
    struct type_style style = {FONT_BOLD, 10, COLOUR_WARNING};
    canvas_begin_artifact(page, kind);
    canvas_text_aligned(page, style, ALIGN_CENTRE, (PAGE_LEFT + PAGE_RIGHT) / 2, baseline, mark);
    canvas_end(page);
}

void furniture_draw_heads(struct arena *arena, struct canvas *canvas,
                          const struct document *document) {
    size_t count = canvas_page_count(canvas);
    for (size_t i = 0; i < count; i++) {
        struct canvas_page *page = canvas_page(canvas, i);
        if (i > 0) {
            draw_head(arena, page, document);
        }
        draw_foot(arena, page, document, i + 1, count);
        if (document->is_restricted) {
            draw_mark(page, TEXT("RESTRICTED"), MARK_BASELINE, ARTIFACT_HEAD);
            draw_mark(page, TEXT("RESTRICTED"), MARK_FOOT_BASELINE, ARTIFACT_FOOT);
        }
        if (document->is_draft) {
            draw_mark(page, TEXT("DRAFT"), FOOT_BASELINE, ARTIFACT_FOOT);
        }
    }
}
