/* What the papers that this program was made for ask of it, item by item, and what
 * a generator should have flagged in them: fixtures/requirements.csv and
 * fixtures/faults-of-papers.csv name the files and claims that answer each. None
 * is left out, every file is there, and every claim is one that runs. */
#include <stdio.h>

#include <CUnit/CUnit.h>
/* Not before CUnit.h, whose types it needs. */
#include <CUnit/TestDB.h>

#include "base/file.h"
#include "ingest/record.h"
#include "support/testing.h"

struct listed {
    size_t count, claim_count, open_count;
};

static const char *words_of(struct text text) {
    return text_c(testing_arena(), text);
}

static void check_files(struct text files) {
    struct text file;
    while (text_next_part(&files, ' ', &file)) {
        bool is_there = file_exists(file);
        CU_ASSERT(is_there);
        if (!is_there) {
            printf("\nthere is no %s", words_of(file));
        }
    }
}

/* "suite:claim suite:claim": each must be one that the tests run. */
static size_t check_claims(struct text claims) {
    struct text claim, suite;
    size_t count = 0;
    while (text_next_part(&claims, ' ', &claim)) {
        struct text name = claim;
        text_next_part(&name, ':', &suite);
        CU_pSuite found = CU_get_suite(words_of(suite));
        bool is_there = found != NULL && CU_get_test(found, words_of(name)) != NULL;
        CU_ASSERT(is_there);
        if (!is_there) {
            printf("\nthere is no claim %s", words_of(claim));
        }
        count++;
    }
    return count;
}

/* Each record in turn, its number in the first field; returns how many there were. */
static size_t each_record(const char *path, size_t width,
                          void (*check)(const struct record *record, struct listed *listed),
                          struct listed *listed) {
    struct record_reader *reader = record_reader_new(testing_arena(), testing_file(path));
    struct record record;
    bool is_head = true;
    while (record_next(reader, &record)) {
        SAME_INT(record.field_count, width);
        if (!is_head && record.field_count == width) {
            int64_t number = 0;
            HOLDS(text_to_int(record.fields[0], &number));
            SAME_INT(number, ++listed->count);
            check(&record, listed);
        }
        is_head = false;
    }
    return listed->count;
}

enum { ITEM, SOURCE, WHAT, DONE, FILES, CLAIMS, NOTE, ITEM_WIDTH };

static void check_item(const struct record *record, struct listed *listed) {
    const struct text *fields = record->fields;
    bool is_partly = text_equal_c(fields[DONE], "partly");
    HOLDS(is_partly || text_equal_c(fields[DONE], "yes"));
    HOLDS(!is_partly || fields[NOTE].length > 0);
    HOLDS(fields[FILES].length > 0);
    check_files(fields[FILES]);
    size_t claims = check_claims(fields[CLAIMS]);
    HOLDS(claims > 0);
    listed->claim_count += claims;
    listed->open_count += is_partly;
}

static void every_item_is_done_by_files_and_claims_that_are_there(void) {
    struct listed listed = {0};
    SAME_INT(each_record("fixtures/requirements.csv", ITEM_WIDTH, check_item, &listed), 62);
    HOLDS(listed.claim_count >= 100);
    SAME_INT(listed.open_count, 0);
}

enum { FAULT, PLACE, SAID, SEEN, FAULT_CLAIMS, FAULT_NOTE, FAULT_WIDTH };

/* A fault that no program can see says why. */
static void check_fault(const struct record *record, struct listed *listed) {
    const struct text *fields = record->fields;
    bool is_unseen = text_equal_c(fields[SEEN], "not seen");
    size_t claims = check_claims(fields[FAULT_CLAIMS]);
    HOLDS(is_unseen ? fields[FAULT_NOTE].length > 0 : claims > 0);
    listed->claim_count += claims;
    listed->open_count += is_unseen;
}

static void every_fault_of_the_papers_has_a_claim_that_sees_it(void) {
    struct listed listed = {0};
    SAME_INT(each_record("fixtures/faults-of-papers.csv", FAULT_WIDTH, check_fault, &listed), 30);
    HOLDS(listed.open_count <= 1);
}

SUITE(run_traceability, CLAIM(every_item_is_done_by_files_and_claims_that_are_there),
      CLAIM(every_fault_of_the_papers_has_a_claim_that_sees_it))
