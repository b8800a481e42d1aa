/* What a run tells of itself. Records read are records kept and records refused,
 * whatever becomes of them: the counts are always told. */
#include "run/run_account.h"

#include "base/decimal.h"
#include "run/dry_run.h"
#include "run/json.h"

enum { NAME_WIDTH = 40 }; /* of a file, at least */

static void say_json(struct buffer *out, const struct run_account *account) {
    struct json json = json_new(out);
    json_begin_object(&json, NULL);
    json_text(&json, "folder", account->packs[0].folder);
    if (account->pack_count > 1) {
        json_text(&json, "folder_apart", account->packs[1].folder);
    }
    json_begin_list(&json, "files");
    for (size_t i = 0; i < account->packs[0].pack->file_count; i++) {
        json_text(&json, NULL, account->packs[0].pack->files[i].name);
    }
    json_end_list(&json);
    json_begin_list(&json, "headlines");
    for (size_t i = 0; i < account->line_count; i++) {
        json_text(&json, NULL, account->lines[i]);
    }
    json_end_list(&json);
    if (account->session->options->is_dry_run) {
        dry_run_say_json(&json, account->session->diag, account->first_message);
    }
    json_end_object(&json);
}

static void say_count(struct buffer *out, size_t count, const char *words) {
    struct text number = decimal_words(out->arena, (struct decimal){(int64_t)count, 0});
    buffer_format(out, "%.*s %s", TEXT_ARG(number), words);
}

/* What was read, kept and refused: in all, and of each file that lost a record. */
static void say_records(struct buffer *out, const struct session *session) {
    const struct extract *extract = session->extract;
    size_t read = 0, kept = 0, refused = 0;
    for (size_t i = 0; i < extract->file_count; i++) {
        const struct extract_file *file = &extract->files[i];
        read += file->records_read;
        kept += file->records_kept;
        refused += file->refused_count;
        if (file->refused_count > 0) {
            buffer_add_visible(out, file->name);
            buffer_add_c(out, ": ");
            say_count(out, file->records_read, "records read, ");
            say_count(out, file->records_kept, "kept, ");
            say_count(out, file->refused_count, "refused\n");
        }
    }
    say_count(out, extract->file_count, "files: ");
    say_count(out, read, "records read, ");
    say_count(out, kept, "kept, ");
    say_count(out, refused, "refused; findings: ");
    say_count(out, session->findings->error_count, "errors, ");
    say_count(out, session->findings->query_count, "queries\n");
}

static void say_pack(struct buffer *out, const struct placed_pack *placed, bool is_dry_run) {
    size_t width = NAME_WIDTH;
    for (size_t i = 0; i < placed->pack->file_count; i++) {
        size_t length = placed->pack->files[i].name.length;
        width = length > width ? length : width;
    }
    buffer_format(out, "%s %.*s/\n", is_dry_run ? "would write" : "wrote",
                  TEXT_ARG(placed->folder));
    for (size_t i = 0; i < placed->pack->file_count; i++) {
        const struct pack_file *file = &placed->pack->files[i];
        bool is_private = (file->mode & 077) == 0;
        buffer_format(out, "  %.*s%*s %9zu bytes%s\n", TEXT_ARG(file->name),
                      (int)(width - file->name.length), "", file->bytes.length,
                      is_private ? "  (child-level: for its owner alone)" : "");
    }
}

static void say_words(struct buffer *out, const struct run_account *account) {
    bool is_dry_run = account->session->options->is_dry_run;
    if (account->is_later) {
        buffer_add_c(out, "\n");
    } else if (account->has_extracts) {
        say_records(out, account->session);
    } else {
        buffer_add_c(out, "no extracts: every figure was supplied or published\n");
    }
    for (size_t i = 0; i < account->pack_count; i++) {
        say_pack(out, &account->packs[i], is_dry_run);
    }
    if (is_dry_run) {
        dry_run_say(out, account->session->diag, account->first_message);
    }
    buffer_format(out, account->unit_name.length == 0 ? "\n" : "\n  %.*s\n",
                  TEXT_ARG(account->unit_name));
    for (size_t i = 0; i < account->line_count; i++) {
        buffer_format(out, "  %.*s\n", TEXT_ARG(account->lines[i]));
    }
}

void run_account_say(struct buffer *out, const struct run_account *account) {
    (account->session->options->is_json ? say_json : say_words)(out, account);
}

void run_account_say_refused(struct buffer *out, const struct session *session,
                             size_t first_message, struct text name) {
    if (session->options->is_dry_run && session->options->is_json) {
        struct json json = json_new(out);
        json_begin_object(&json, NULL);
        json_text(&json, "refused", name);
        dry_run_say_json(&json, session->diag, first_message);
        json_end_object(&json);
    } else if (session->options->is_dry_run) {
        buffer_format(out, "would refuse %.*s\n", TEXT_ARG(name));
        dry_run_say(out, session->diag, first_message);
    }
}
