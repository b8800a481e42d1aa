/* Definitions of every kind, told apart by their first key. */
#include "define/yaml.h"
#include "fuzz/fuzzing.h"

static void read_rules(struct fuzzed *fuzzed, const struct node *root) {
    const struct catalogue *catalogue = fuzzed_catalogue("ssd");
    struct rule_set *set = rule_set_read(fuzzed->arena, fuzzed->diag, root);
    if (set != NULL) {
        rule_sets_resolve(fuzzed->arena, fuzzed->diag, &set, 1, catalogue->schemas,
                          catalogue->schema_count);
    }
}

static void read_any(struct fuzzed *fuzzed, const struct node *root) {
    const struct catalogue *catalogue = fuzzed_catalogue("ssd");
    if (root->kind != NODE_MAPPING) {
        return;
    }
    if (node_get(root, "measure") != NULL) {
        measure_definition_read(fuzzed->arena, fuzzed->diag, root);
    } else if (node_get(root, "report") != NULL) {
        report_definition_read(fuzzed->arena, fuzzed->diag, root);
    } else if (node_get(root, "scale") != NULL) {
        judgement_scale_read(fuzzed->arena, fuzzed->diag, root);
    } else if (node_get(root, "rule_set") != NULL) {
        read_rules(fuzzed, root);
    } else {
        schema_read(fuzzed->arena, fuzzed->diag, root, catalogue->code_sets,
                    catalogue->code_set_count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct fuzzed fuzzed = fuzzed_begin(bytes, length);
    const struct node *root =
        yaml_read(fuzzed.arena, fuzzed.diag, TEXT("input.yaml"), fuzzed.input);
    if (root != NULL) {
        read_any(&fuzzed, root);
    }
    fuzzed_end(&fuzzed);
    return 0;
}
