/* The YAML reader: a tree whose places lie within the file, or reports; and what it
 * reads without libyaml it reads as libyaml does. */
#include "define/yaml.h"
#include "fuzz/fuzzing.h"
#include "support/yaml_pairs.h"

static void check(const struct node *node, size_t line_limit) {
    fuzzed_must(node->place.line >= 1 && node->place.line <= line_limit, "lines within the file");
    for (size_t i = 0; i < node->child_count; i++) {
        check(node->children[i], line_limit);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    size_t lines = 2;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n' || bytes[i] == '\r';
    }
    const struct node *root =
        yaml_read(fuzzed.arena, fuzzed.diag, TEXT("input.yaml"), fuzzed.input);
    if (root != NULL) {
        check(root, lines);
    }
    if (root != NULL && bytes[length - 1] == '\n') {
        struct diag *aside = diag_new(fuzzed.arena);
        const struct node *reference =
            yaml_read_with_libyaml_alone(fuzzed.arena, aside, TEXT("input.yaml"), fuzzed.input);
        fuzzed_must(reference != NULL && yaml_pairs_agree(root, reference), "libyaml agrees");
    }
    fuzzed_must(root != NULL || diag_count(fuzzed.diag, DIAG_ERROR) > 0, "what fails has said why");
    fuzzed_end(&fuzzed);
    return 0;
}
