/* One HTML page that needs nothing else: styles within, charts as SVG with their
 * data as a table behind them, no script, and a policy that lets the reader's
 * browser fetch nothing. Headings, tables with scopes, notes and links are those
 * of the document; so are all numbers. */
#include "base/arena.h"
#include "render/annex.h"
#include "render/chart.h"
#include "render/html.h"
#include "render/page_style.h"
#include "render/palette.h"
#include "render/pdf_syntax.h"
#include "render/renderer.h"

#define CHART_WIDTH PAGE_MEASURE

struct page {
    struct arena *arena;
    const struct font_set *fonts;
    const struct document *document;
    struct buffer out;
    int heading_level;    /* of the newest heading's element; 1: the title */
    bool *is_referred_to; /* by note: its first reference carries the way back */
};

static const char styles[] =
    ":root{color-scheme:light}"
    "body{margin:0;font:1.125rem/1.5 Arial,'Liberation Sans',sans-serif;color:#1a1a1a;"
    "background:#fff}"
    "header.top,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}"
    "a{color:var(--link)}a:focus,[tabindex]:focus{outline:3px solid "
    "var(--heading);outline-offset:2px}"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:#fff;"
    "padding:.5rem}"
    "header.top{border-top:4px solid var(--heading);padding-top:1rem}"
    "h1,h2,h3,h4,h5,h6{color:var(--heading);line-height:1.25;margin:2rem 0 .5rem}h1{font-size:2rem}"
    "h2{font-size:1.5rem}h3{font-size:1.25rem}h4,h5,h6{font-size:1.125rem}"
    ".number{display:inline-block;min-width:3rem;padding-right:.5rem}"
    ".mark{border:2px solid #801650;color:#801650;font-weight:bold;padding:.25rem .75rem}"
    "ul.labels{list-style:none;padding-left:1.5rem}ul.labels>li{margin:.25rem 0;"
    "padding-left:2.5rem;text-indent:-2.5rem}ul.labels>li>*{text-indent:0}"
    ".label{display:inline-block;min-width:2.5rem}"
    ".scroll{overflow-x:auto;margin:1.5rem 0}"
    "table{border-collapse:collapse;border-top:2px solid var(--heading);border-bottom:1px solid "
    "var(--heading);"
    "font-size:1rem;min-width:100%}caption{text-align:left;font-weight:bold;padding:.25rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;"
    "border-bottom:1px solid #b8bec6;font-variant-numeric:tabular-nums}"
    "thead th{border-bottom:1px solid var(--heading);color:var(--heading);vertical-align:bottom}"
    "tbody th{font-weight:normal}.figure{text-align:right;white-space:nowrap}"
    "tr.total th,tr.total td,td.total{font-weight:bold;background:#eef2f6}"
    ".red{color:#a8201a}.amber{color:#9a3f00}.green{color:#17665f}"
    "blockquote{border-left:3px solid #b8bec6;margin:1rem 0;padding:0 1rem;font-style:italic}"
    "blockquote footer{font-style:normal;color:#4a4f57}"
    ".logo{height:2.5rem;width:auto;float:right;max-width:50%}"
    "figure{margin:2rem 0}figcaption{font-weight:bold}svg{width:100%;height:auto;"
    "font-family:Arial,'Liberation Sans',sans-serif}"
    ".note,.alternative{font-size:.9rem;color:#4a4f57}"
    "dl.fields{display:grid;grid-template-columns:14rem minmax(0,1fr);"
    "border-top:1px solid #b8bec6}dl.fields>*{margin:0;padding:.3rem .6rem .3rem "
    "0;overflow-wrap:anywhere;"
    "border-bottom:1px solid #b8bec6}dt{font-weight:bold}"
    "sup a{padding:0 .15em}nav ol{list-style:none;padding-left:0}nav ol .two{padding-left:1.5rem}"
    ".lines p{margin:0}.lines{margin:1rem 0}.signed{margin-top:4rem}"
    "@media(max-width:40rem){dl.fields{grid-template-columns:7rem minmax(0,1fr)}}"
    "@media print{.skip{display:none}body{font-size:11pt}h1,h2,h3{break-after:avoid}"
    "tr,figure{break-inside:avoid}}";

static void add(struct page *page, const char *words) {
    buffer_add_c(&page->out, words);
}

static void add_text(struct page *page, struct text text) {
    html_add(&page->out, text);
}

/* <p class="note">text</p> */
static void add_element(struct page *page, const char *name, const char *class_name,
                        struct text text) {
    buffer_format(&page->out, "<%s class=\"%s\">", name, class_name);
    add_text(page, text);
    buffer_format(&page->out, "</%s>\n", name);
}

/* --- texts -------------------------------------------------------------- */

static void add_note_reference(struct page *page, uint32_t note) {
    bool is_first = !page->is_referred_to[note - 1];
    page->is_referred_to[note - 1] = true;
    add(page, "<sup><a href=\"#note-");
    buffer_format(&page->out, "%u\"", note);
    if (is_first) {
        buffer_format(&page->out, " id=\"note-reference-%u\"", note);
    }
    buffer_format(&page->out, " aria-label=\"note %u\">%u</a></sup>", note, note);
}

static void add_run(struct page *page, const struct inline_run *run) {
    if (run->note > 0) {
        add_note_reference(page, run->note);
        return;
    }
    if (run->link.length > 0) {
        add(page, "<a href=\"");
        html_add_address(&page->out, run->link);
        add(page, "\">");
    }
    add(page, run->is_bold ? "<strong>" : "");
    add(page, run->is_italic ? "<em>" : "");
    add_text(page, run->text);
    add(page, run->is_italic ? "</em>" : "");
    add(page, run->is_bold ? "</strong>" : "");
    add(page, run->link.length > 0 ? "</a>" : "");
}

static void add_rich(struct page *page, const struct rich_text *text) {
    for (size_t i = 0; i < text->run_count; i++) {
        add_run(page, &text->runs[i]);
    }
}

static void add_identifier(struct page *page, struct text id) {
    if (id.length > 0) {
        add(page, " id=\"");
        add_text(page, id);
        add(page, "\"");
    }
}

static void add_number(struct page *page, struct text number) {
    if (number.length > 0) {
        add(page, "<span class=\"number\">");
        add_text(page, number);
        add(page, " </span>");
    }
}

/* --- tables ------------------------------------------------------------- */

static void add_head_cell(struct page *page, const struct table_column *column, const char *span) {
    buffer_format(&page->out, "<th scope=\"col\"%s%s>", span,
                  column->is_numeric ? " class=\"figure\"" : "");
    add_text(page, column->header);
    add(page, "</th>");
}

/* The spanning heads, and the columns that reach through both rows. */
static void add_group_row(struct page *page, const struct document_table *table) {
    add(page, "<tr>");
    for (size_t i = 0; i < table->column_count;) {
        if (table->columns[i].group.length == 0) {
            add_head_cell(page, &table->columns[i++], " rowspan=\"2\"");
            continue;
        }
        size_t span = document_table_group_span(table, i);
        buffer_format(&page->out, "<th scope=\"colgroup\" colspan=\"%zu\">", span);
        add_text(page, table->columns[i].group);
        add(page, "</th>");
        i += span;
    }
    add(page, "</tr>\n");
}

static void add_head(struct page *page, const struct document_table *table) {
    bool has_groups = false;
    for (size_t i = 0; i < table->column_count; i++) {
        has_groups = has_groups || table->columns[i].group.length > 0;
    }
    add(page, "<thead>");
    if (has_groups) {
        add_group_row(page, table);
    }
    add(page, "<tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        if (!has_groups || table->columns[i].group.length > 0) {
            add_head_cell(page, &table->columns[i], "");
        }
    }
    add(page, "</tr></thead>\n");
}

/* The shape before a word, hidden from who hears the page: the word says it all. */
static void add_mark(struct page *page, enum cell_mark mark) {
    static const char *const shapes[] = {
        "",
        "<span class=\"red\" aria-hidden=\"true\">\xE2\x97\x86</span> ",
        "<span class=\"amber\" aria-hidden=\"true\">\xE2\x96\xB2</span> ",
        "<span class=\"green\" aria-hidden=\"true\">\xE2\x97\x8F</span> ",
        "<span aria-hidden=\"true\">\xE2\x96\xB2</span> ",
        "<span aria-hidden=\"true\">\xE2\x96\xBC</span> ",
        "<span aria-hidden=\"true\">\xE2\x96\xAC</span> "};
    add(page, shapes[mark]);
}

static void add_cell(struct page *page, const struct document_table *table, size_t row,
                     size_t column) {
    const struct cell *cell = &table->cells[row * table->column_count + column];
    bool is_total = table->has_total_column && column + 1 == table->column_count;
    const char *figure = table->columns[column].is_numeric ? "figure" : "";
    buffer_format(&page->out,
                  column == 0 ? "<th scope=\"row\" class=\"%s%s\">" : "<td class=\"%s%s\">", figure,
                  is_total ? " total" : "");
    add_mark(page, cell->mark);
    add_text(page, cell->text);
    add(page, column == 0 ? "</th>" : "</td>");
}

static void add_rows(struct page *page, const struct document_table *table) {
    add(page, "<tbody>\n");
    for (size_t row = 0; row < table->row_count; row++) {
        bool is_total = table->has_total && row + 1 == table->row_count;
        add(page, is_total ? "<tr class=\"total\">" : "<tr>");
        for (size_t column = 0; column < table->column_count; column++) {
            add_cell(page, table, row, column);
        }
        add(page, "</tr>\n");
    }
    add(page, "</tbody>");
}

static void add_table_element(struct page *page, const struct document_table *table,
                              struct text caption) {
    add(page, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    add_text(page, caption);
    add(page, "\"><table><caption>");
    add_text(page, caption);
    add(page, "</caption>");
    add_head(page, table);
    add_rows(page, table);
    add(page, "</table></div>\n");
}

static void add_notes(struct page *page, const struct text *notes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_element(page, "p", "note", notes[i]);
    }
}

static void add_table(struct page *page, const struct document_block *block) {
    const struct document_table *table = block->table;
    add(page, "<div");
    add_identifier(page, block->id);
    add(page, ">");
    add_table_element(
        page, table,
        text_format(page->arena, "Table %u: %.*s", table->number, TEXT_ARG(table->caption)));
    add_notes(page, table->notes, table->note_count);
    add(page, "</div>\n");
}

/* --- charts ------------------------------------------------------------- */

static void add_picture(struct page *page, const struct document_chart *chart) {
    double height = chart_height(page->arena, page->fonts, chart, CHART_WIDTH);
    buffer_format(&page->out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
                  (int)CHART_WIDTH, (int)height + 1);
    add_text(page, chart->alternative);
    add(page, "\">\n");
    const struct surface surface = surface_of_svg(&page->out, page->fonts, page->document->style);
    chart_draw(page->arena, &surface, chart, (struct area){0, 0, CHART_WIDTH, height});
    add(page, "</svg>\n");
}

static void add_chart(struct page *page, const struct document_block *block) {
    const struct document_chart *chart = block->chart;
    struct text caption =
        text_format(page->arena, "Figure %u: %.*s", chart->number, TEXT_ARG(chart->caption));
    add(page, "<figure");
    add_identifier(page, block->id);
    add(page, "><figcaption>");
    add_text(page, caption);
    add(page, "</figcaption>\n");
    add_picture(page, chart);
    add_notes(page, chart->notes, chart->note_count);
    add(page, "<details><summary>Figures of this chart as a table</summary>\n");
    add_table_element(page, annex_chart_table(page->arena, chart),
                      text_format(page->arena, "%.*s (data)", TEXT_ARG(caption)));
    add(page, "</details></figure>\n");
}

/* --- other blocks ------------------------------------------------------- */

/* Every heading can be led to, also one that nothing in the definition names. */
static struct text heading_identifier(const struct page *page,
                                      const struct document_block *heading) {
    return heading->id.length > 0 ? heading->id
                                  : text_format(page->arena, "heading-%zu",
                                                (size_t)(heading - page->document->blocks) + 1);
}

static void add_heading(struct page *page, const struct document_block *block) {
    int wanted = block->level + 1;
    /* A level may not be skipped on the way down. */
    page->heading_level = wanted > page->heading_level + 1 ? page->heading_level + 1 : wanted;
    buffer_format(&page->out, "<h%d id=\"", page->heading_level);
    add_text(page, heading_identifier(page, block));
    add(page, "\"");
    add(page, ">");
    add_number(page, block->number);
    add_rich(page, &block->text);
    buffer_format(&page->out, "</h%d>\n", page->heading_level);
}

static void add_paragraph(struct page *page, const struct document_block *block) {
    add(page, "<p");
    add_identifier(page, block->id);
    add(page, ">");
    add_number(page, block->number);
    add_rich(page, &block->text);
    add(page, "</p>\n");
}

/* Labels are the document's own, for other text names them. */
static void add_list(struct page *page, const struct document_block *block) {
    add(page, "<ul class=\"labels\"");
    add_identifier(page, block->id);
    add(page, ">\n");
    for (size_t i = 0; i < block->item_count; i++) {
        add(page, "<li><span class=\"label\">");
        add_text(page, block->items[i].label);
        add(page, " </span>");
        add_rich(page, &block->items[i].text);
        add(page, "</li>\n");
    }
    add(page, "</ul>\n");
}

static void add_quote(struct page *page, const struct document_block *block) {
    add(page, "<blockquote");
    add_identifier(page, block->id);
    add(page, "><p>");
    add_rich(page, &block->text);
    add(page, "</p>");
    if (block->number.length > 0) {
        add(page, "<footer>\xE2\x80\x94 ");
        add_text(page, block->number);
        add(page, "</footer>");
    }
    add(page, "</blockquote>\n");
}

static void add_lines(struct page *page, const struct document_block *block) {
    add(page, block->is_signed ? "<div class=\"lines signed\">" : "<div class=\"lines\">");
    for (size_t i = 0; i < block->item_count; i++) {
        add(page, "<p>");
        add_rich(page, &block->items[i].text);
        add(page, "</p>\n");
    }
    add(page, "</div>\n");
}

static void add_fields(struct page *page, const struct document_block *block) {
    add(page, "<dl class=\"fields\"");
    add_identifier(page, block->id);
    add(page, ">\n");
    for (size_t i = 0; i < block->field_count; i++) {
        add(page, "<dt>");
        add_text(page, block->fields[i].label);
        add(page, "</dt><dd>");
        add_rich(page, &block->fields[i].value);
        add(page, "</dd>\n");
    }
    add(page, "</dl>\n");
}

static void add_contents_entry(struct page *page, const struct document_block *heading) {
    buffer_format(&page->out, "<li%s>", heading->level > 1 ? " class=\"two\"" : "");
    add(page, "<a href=\"#");
    add_text(page, heading_identifier(page, heading));
    add(page, "\">");
    add_number(page, heading->number);
    add_rich(page, &heading->text);
    add(page, "</a></li>\n");
}

static void add_contents(struct page *page, const struct document_block *contents) {
    const struct document *document = page->document;
    add(page, "<nav aria-label=\"Contents\"><ol>\n");
    for (size_t i = 0; i < document->block_count; i++) {
        const struct document_block *block = &document->blocks[i];
        bool is_its_own = block + 1 == contents;
        if (block->kind == DOCUMENT_HEADING && block->level <= 2 && !is_its_own) {
            add_contents_entry(page, block);
        }
    }
    add(page, "</ol></nav>\n");
}

/* Of a paper it stands first, of a letter behind the salutation. */
static void add_title(struct page *page) {
    add(page, "<h1>");
    add_text(page, page->document->title);
    add(page, "</h1>\n");
}

static void add_block(struct page *page, const struct document_block *block) {
    switch (block->kind) {
    case DOCUMENT_HEADING:
        add_heading(page, block);
        return;
    case DOCUMENT_PARAGRAPH:
        add_paragraph(page, block);
        return;
    case DOCUMENT_LIST:
        add_list(page, block);
        return;
    case DOCUMENT_TABLE:
        add_table(page, block);
        return;
    case DOCUMENT_CHART:
        add_chart(page, block);
        return;
    case DOCUMENT_QUOTE:
        add_quote(page, block);
        return;
    case DOCUMENT_LINES:
        add_lines(page, block);
        return;
    case DOCUMENT_FIELDS:
        add_fields(page, block);
        return;
    case DOCUMENT_CONTENTS:
        add_contents(page, block);
        return;
    case DOCUMENT_SUBJECT:
        add_title(page);
        return;
    case DOCUMENT_PAGE_BREAK:
        return;
    }
}

/* --- the page ----------------------------------------------------------- */

static void add_meta(struct page *page, const char *name, struct text value) {
    if (value.length > 0) {
        buffer_format(&page->out, "<meta name=\"%s\" content=\"", name);
        add_text(page, value);
        add(page, "\">\n");
    }
}

static void add_page_head(struct page *page) {
    const struct document *document = page->document;
    add(page, "<!DOCTYPE html>\n<html lang=\"");
    add_text(page, document->language);
    add(page, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
              "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" "
              "content=\"width=device-width, initial-scale=1\">\n<title>");
    add_text(page, document->title);
    add(page, "</title>\n");
    add_meta(page, "author", document->author);
    add_meta(page, "description", document->subject);
    add_meta(page, "keywords", document->keywords);
    add(page, "<style>");
    buffer_format(&page->out, ":root{--heading:#%06x;--link:#%06x}",
                  (unsigned)palette_colour(document->style, COLOUR_NAVY),
                  (unsigned)palette_colour(document->style, COLOUR_LINK));
    add(page, styles);
    add(page, "</style>\n</head>\n");
}

static void add_logo(struct page *page, const struct logo *logo) {
    const double box[2] = {logo->width, logo->height};
    add(page, "<svg class=\"logo\" role=\"img\" aria-label=\"");
    html_add(&page->out, logo->alternative);
    add(page, "\" viewBox=\"0 0 ");
    pdf_syntax_numbers(&page->out, box, 2);
    buffer_format(&page->out, "\"><path fill=\"#%06x\" d=\"", (unsigned)logo->colour);
    html_add(&page->out, logo->path);
    add(page, "\"></path></svg>\n");
}

static void add_banner(struct page *page) {
    const struct document *document = page->document;
    bool has_logo = document->style != NULL && document->style->logo != NULL;
    add(page, "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header class=\"top\">");
    if (has_logo) {
        add_logo(page, document->style->logo);
    }
    add_element(page, "p", "organisation", document->organisation);
    if (document->sender.length > 0) {
        add_element(page, "p", "note", document->sender);
    }
    if (document->is_draft) {
        add_element(page, "p", "mark", TEXT("Draft: not for publication"));
    }
    if (document->is_restricted) {
        add_element(page, "p", "mark", TEXT("Restricted: holds small counts. Not for publication"));
    }
    add(page, "</header>\n");
}

static void add_footnotes(struct page *page) {
    const struct document *document = page->document;
    if (document->note_count == 0) {
        return;
    }
    add(page, "<section aria-labelledby=\"notes-title\"><h2 id=\"notes-title\">Notes</h2><ol>\n");
    for (size_t i = 0; i < document->note_count; i++) {
        buffer_format(&page->out, "<li id=\"note-%zu\">", i + 1);
        add_rich(page, &document->notes[i]);
        if (page->is_referred_to[i]) {
            buffer_format(&page->out,
                          " <a href=\"#note-reference-%zu\" aria-label=\"back to the text of note "
                          "%zu\">back</a>",
                          i + 1, i + 1);
        }
        add(page, "</li>\n");
    }
    add(page, "</ol></section>\n");
}

static void add_body(struct page *page) {
    const struct document *document = page->document;
    add(page, "<body>\n");
    add_banner(page);
    add(page, "<main id=\"main\">\n");
    if (!document->is_letter) {
        add_title(page);
    }
    for (size_t i = 0; i < document->block_count; i++) {
        add_block(page, &document->blocks[i]);
    }
    add_footnotes(page);
    add(page, "</main>\n<footer>");
    add_element(page, "p", "note", document->running_head);
    add(page, "</footer>\n</body>\n</html>\n");
}

static bool render_html(struct arena *arena, struct diag *diag, const struct document *document,
                        const struct font_files *files, struct text *bytes) {
    struct font_set fonts;
    *bytes = TEXT_NONE;
    if (!font_set_open(arena, diag, files->paths, &fonts)) {
        return false;
    }
    struct page page = {.arena = arena,
                        .fonts = &fonts,
                        .document = document,
                        .out = buffer_new(arena),
                        .heading_level = 1,
                        .is_referred_to = ARENA_ARRAY(arena, bool, document->note_count + 1)};
    add_page_head(&page);
    add_body(&page);
    *bytes = buffer_text(&page.out);
    return true;
}

const struct renderer html_renderer = {"html", ".html", render_html};
