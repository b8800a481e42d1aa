/* Reads the front of a paper or of a letter. A key of the one in the other is a
 * fault, and so is a date that is none; what is missing is not. */
#include "define/report_front.h"

#include "base/arena.h"
#include "base/date.h"
#include "define/node.h"

static void read_paper(struct diag *diag, const struct node *node, struct front_matter *front) {
    static const char *const keys[] = {
        "committee",         "date",          "reference", "report-from", "contact-name",
        "contact-telephone", "contact-email", NULL};
    node_expect_keys(diag, node, keys);
    front->committee = node_text(node, "committee", TEXT_NONE);
    front->reference = node_text(node, "reference", TEXT_NONE);
    front->report_from = node_text(node, "report-from", TEXT_NONE);
    front->contact_name = node_text(node, "contact-name", TEXT_NONE);
    front->contact_telephone = node_text(node, "contact-telephone", TEXT_NONE);
    front->contact_email = node_text(node, "contact-email", TEXT_NONE);
}

static void read_signatories(struct arena *arena, struct diag *diag, const struct node *node,
                             struct front_matter *front) {
    static const char *const keys[] = {"name", "role", NULL};
    const struct node *list = node_optional(diag, node, "signatories", NODE_SEQUENCE);
    size_t count = list ? list->child_count : 0;
    struct signatory *signatories = ARENA_ARRAY(arena, struct signatory, count);
    for (size_t i = 0; i < count; i++) {
        const struct node *item = list->children[i];
        if (node_expect_keys(diag, item, keys)) {
            signatories[i] = (struct signatory){node_text(item, "name", TEXT_NONE),
                                                node_text(item, "role", TEXT_NONE), item->place};
        }
    }
    front->signatories = signatories;
    front->signatory_count = count;
}

static void read_letter(struct arena *arena, struct diag *diag, const struct node *node,
                        struct front_matter *front) {
    static const char *const keys[] = {"organisation", "address", "addressee",   "date", "our-ref",
                                       "salutation",   "closing", "signatories", NULL};
    node_expect_keys(diag, node, keys);
    front->organisation = node_text(node, "organisation", TEXT_NONE);
    front->address = node_texts(arena, diag, node_get(node, "address"), &front->address_count);
    front->addressee =
        node_texts(arena, diag, node_get(node, "addressee"), &front->addressee_count);
    front->reference = node_text(node, "our-ref", TEXT_NONE);
    front->salutation = node_text(node, "salutation", TEXT_NONE);
    front->closing = node_text(node, "closing", TEXT("Yours sincerely"));
    read_signatories(arena, diag, node, front);
}

/* A blank date is refused with the other blanks; one that is no date is a fault. */
static void read_date(struct diag *diag, const struct node *node, struct front_matter *front) {
    day_number day;
    const struct node *date = node_optional(diag, node, "date", NODE_SCALAR);
    if (!date || text_is_empty(text_trim(date->text))) {
        return;
    }
    front->date = date->text;
    if (date_parse(date->text, DATE_ISO, &day) != DATE_OK) {
        DIAG_REPORT(diag, DF009, &date->place, date->text, TEXT("a date (2014-03-31)"));
    }
}

bool report_front_read(struct arena *arena, struct diag *diag, const struct node *root,
                       struct front_matter *front) {
    static const char *const kinds[] = {"paper", "letter", NULL};
    size_t faults_before = diag_count(diag, DIAG_ERROR);
    const struct node *kind = node_get(root, "kind");
    const struct node *node = node_need(diag, root, "front", NODE_MAPPING);
    front->is_letter = kind && node_choice(diag, kind, kinds) == 1;
    front->distribution =
        node_texts(arena, diag, node_get(root, "distribution"), &front->distribution_count);
    if (node) {
        front->place = node->place;
        read_date(diag, node, front);
        if (front->is_letter) {
            read_letter(arena, diag, node, front);
        } else {
            read_paper(diag, node, front);
        }
    }
    return diag_count(diag, DIAG_ERROR) == faults_before;
}
