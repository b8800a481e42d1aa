# quarterday: see README.md. Everything that is made stands in build/ and out/.

.DEFAULT_GOAL := all
SHELL := /bin/bash
# As many compilers at a time as there are processors, unless the caller says how many.
JOBS = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

CC ?= cc
BUILD ?= build
OPTIMISE ?= -O2
SANITISE ?=
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
            -Wvla -Wformat=2 -Werror
VERSION := 0.1.0
CPPFLAGS := -Iinclude -D_GNU_SOURCE -DQUARTERDAY_VERSION='"$(VERSION)"'
HARFBUZZ := $(shell pkg-config --cflags harfbuzz 2>/dev/null)
CFLAGS := -std=c11 -g $(OPTIMISE) $(WARNINGS) $(SANITISE) -pthread
LDLIBS := -lhpdf -lxlsxwriter -lz -lcsv -lpcre2-8 -lsqlite3 -lyaml -lexpat -lzip -lharfbuzz-subset -lharfbuzz \
          -lunibreak -lgsl -lgslcblas -lglpk -lnettle -lm

LIBRARY_SOURCES := $(wildcard src/*/*.c)
LIBRARY_OBJECTS := $(LIBRARY_SOURCES:%.c=$(BUILD)/%.o)
PROGRAM := $(BUILD)/quarterday
# What libraries lose is not ours to mend; the file says what, and why.
export LSAN_OPTIONS ?= suppressions=$(CURDIR)/tests/support/library_leaks.txt:print_suppressions=0
# What the thread sanitizer cannot see of libraries; likewise.
export TSAN_OPTIONS ?= suppressions=$(CURDIR)/tests/support/library_races.txt
TEST_SOURCES := $(wildcard tests/*/*_test.c)
TEST_SUPPORT := tests/main.c $(wildcard tests/support/*.c) fixtures/generator/random.c
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/%.o) $(TEST_SUPPORT:%.c=$(BUILD)/%.o) \
                $(BUILD)/tests/suites.o
TEST_PROGRAM := $(BUILD)/run-tests
GENERATOR_SOURCES := $(wildcard fixtures/generator/*.c)
GENERATOR := $(BUILD)/make-hampshire
FAULTS_SOURCES := $(wildcard fixtures/faults/*.c)
FAULTS := $(BUILD)/make-faults
# The program with calls and allocations that can be made to fail.
FAULTY := $(BUILD)/quarterday-faulty
HAMPSHIRE := build/fixtures/hampshire
CENSUS_SOURCES := $(wildcard fixtures/census/*.c) fixtures/generator/random.c
CENSUS_GENERATOR := $(BUILD)/make-census
CENSUS := build/fixtures/census
SUPPRESSION_BENCH_SOURCES := tests/bench/suppression_bench.c tests/support/large_pack.c \
                             fixtures/generator/random.c
SUPPRESSION_BENCH := $(BUILD)/suppression-bench

.PHONY: all setup demo test test-only test-shares soak mutants bench check format format-check asan ubsan tsan races coverage golden \
        clean help layers sizes fixtures program conformance

all: setup
	@$(MAKE) --no-print-directory $(JOBS) program

program: $(PROGRAM)

# Installs what packages.txt names and is not there yet; without root it says what to run.
setup:
	@scripts/setup.sh

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(CPPFLAGS) $(HARFBUZZ) $(CFLAGS) $(if $(filter tests/%,$<),-Itests -Ifixtures) \
	    $(if $(filter fixtures/%,$<),-Ifixtures) -MMD -MP -c $< -o $@

$(PROGRAM): $(BUILD)/src/main.o $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@

# Every tests/<layer>/<module>_test.c ends in SUITE(<layer>_<module>, ...).
.PHONY: FORCE
FORCE:
$(BUILD)/tests/suites.c: FORCE
	@mkdir -p $(@D)
	@{ names="$(patsubst tests/%_test.c,%,$(TEST_SOURCES))"; \
	   for n in $$names; do echo "void $${n/\//_}_suite(void);"; done; \
	   echo "extern void (*const testing_suites[])(void);"; \
	   echo "void (*const testing_suites[])(void) = {"; \
	   for n in $$names; do echo "    $${n/\//_}_suite,"; done; echo "    0};"; } > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(BUILD)/tests/suites.o: $(BUILD)/tests/suites.c
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

$(TEST_PROGRAM): $(TEST_OBJECTS) $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ -lcunit $(LDLIBS) -o $@

$(FAULTY): $(BUILD)/src/main.o $(BUILD)/tests/faults/faults.o $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@

$(GENERATOR): $(GENERATOR_SOURCES:%.c=$(BUILD)/%.o) $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@

$(FAULTS): $(FAULTS_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/fixtures/generator/random.o $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@

$(SUPPRESSION_BENCH): $(SUPPRESSION_BENCH_SOURCES:%.c=$(BUILD)/%.o) $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@

$(CENSUS_GENERATOR): $(CENSUS_SOURCES:%.c=$(BUILD)/%.o) $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@

fixtures: $(HAMPSHIRE)/made $(CENSUS)/made
$(CENSUS)/made: $(CENSUS_GENERATOR)
	@mkdir -p $(CENSUS)/spoiled
	$(CENSUS_GENERATOR) $(CENSUS) 2000
	$(CENSUS_GENERATOR) $(CENSUS)/spoiled 2000 7 spoiled
	@touch $@
$(HAMPSHIRE)/made: $(GENERATOR)
	@mkdir -p $(HAMPSHIRE)
	$(GENERATOR) $(HAMPSHIRE)
	@touch $@

demo: setup
	@$(MAKE) --no-print-directory $(JOBS) program fixtures
	@scripts/demo.sh

test: setup
	@$(MAKE) --no-print-directory $(JOBS) test-only

TESTED := QUARTERDAY=$(PROGRAM) MAKE_FAULTS=$(FAULTS) FAULTY=$(FAULTY)
test-only: $(TEST_PROGRAM) $(PROGRAM) $(FAULTS) $(FAULTY) fixtures
	$(TESTED) $(TEST_PROGRAM) $(SUITES)
# The same in several processes at a time: no last summary, but half the time.
test-shares: $(TEST_PROGRAM) $(PROGRAM) $(FAULTS) $(FAULTY) fixtures
	$(TESTED) $(if $(SUITES),$(TEST_PROGRAM) $(SUITES),scripts/test_shares.sh $(TEST_PROGRAM))

# What takes minutes: every fault in turn, 200 kills, the largest inputs.
soak: setup
	@SOAK=1 $(MAKE) --no-print-directory $(JOBS) test-only SUITES="run_faults run_limits"

# Every rule and measure with each of its comparisons turned round: the tests in it must notice. Part of
# the tests; survivors are listed as the lines that would excuse them in tests/*/mutants*.yaml.
mutants:
	@$(MAKE) --no-print-directory $(JOBS) test-only SUITES="validate_mutants measure_mutants"

# Every report's paper, annex and page before other programs' eyes; alone in fetching tools for it.
conformance: setup
	@$(MAKE) --no-print-directory $(JOBS) program fixtures
	@scripts/conformance.sh

# Layers, sizes, formatting, the tests under address and undefined-behaviour sanitizers, parallel runs
# under the thread sanitizer.
check: setup
	@$(MAKE) --no-print-directory $(JOBS) layers sizes format-check asan
	@$(MAKE) --no-print-directory races

layers:
	@tests/support/check_layers.sh
sizes:
	@tests/support/check_sizes.sh

C_FILES := $(shell find src include tests fixtures -name '*.[ch]' 2>/dev/null)
format:
	clang-format -i $(C_FILES)
format-check:
	@clang-format --dry-run -Werror $(C_FILES) && echo "formatting: $(words $(C_FILES)) files clean"

asan:
	@$(MAKE) --no-print-directory $(JOBS) BUILD=build/asan OPTIMISE=-O1 \
	    SANITISE="-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all" \
	    test-shares
ubsan: asan
tsan:
	@$(MAKE) --no-print-directory $(JOBS) BUILD=build/tsan OPTIMISE=-O1 SANITISE="-fsanitize=thread" test-only
races: fixtures
	@$(MAKE) --no-print-directory $(JOBS) BUILD=build/tsan OPTIMISE=-O1 SANITISE="-fsanitize=thread" program
	@scripts/races.sh build/tsan/quarterday
coverage:
	@scripts/coverage.sh

# The benches' own programs: papers of any length; libcsv alone, the yardstick of reading; patterns.
PAPER_BENCH := $(BUILD)/paper-bench
LIBCSV_BENCH := $(BUILD)/libcsv-bench
PATTERNS_BENCH := $(BUILD)/patterns-bench
$(LIBCSV_BENCH): $(BUILD)/tests/bench/libcsv_bench.o
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ -lcsv -o $@
$(PATTERNS_BENCH): $(BUILD)/tests/bench/patterns_bench.o $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@
$(PAPER_BENCH): $(BUILD)/tests/bench/paper_bench.o \
                $(patsubst %,$(BUILD)/tests/support/%.o,sample_document sample_charts testing) $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) $^ -lcunit $(LDLIBS) -o $@

# Instructions are compared with those that are kept; then the targets, the peers at the same work, and
# how time and memory grow. Each may be run alone.
.PHONY: counts targets peers growth bench-programs
bench:
	@for part in counts targets peers growth; do $(MAKE) --no-print-directory $$part || exit 1; done
bench-programs: setup
	@$(MAKE) --no-print-directory $(JOBS) program fixtures $(SUPPRESSION_BENCH) $(PAPER_BENCH) $(LIBCSV_BENCH) \
	    $(PATTERNS_BENCH) $(CENSUS)-10000/cin.xml
	@mkdir -p build/bench
counts: bench-programs
	@scripts/bench.sh
targets: bench-programs
	@scripts/peers.sh targets
peers: bench-programs
	@scripts/peers.sh peers
growth: bench-programs
	@python3 -B tests/bench/growth.py build/quarterday fixtures/pictures/growth.svg
$(CENSUS)-10000/cin.xml: $(CENSUS_GENERATOR)
	@mkdir -p $(@D)
	$(CENSUS_GENERATOR) $(@D) 10000

# Fuzz targets, one program a file of tests/fuzz: scripts/fuzz.sh builds them with clang.
FUZZ_SOURCES := $(wildcard tests/fuzz/*_fuzz.c)
FUZZ_PROGRAMS := $(FUZZ_SOURCES:tests/fuzz/%_fuzz.c=$(BUILD)/%-fuzz)
.PHONY: fuzz fuzz-targets
fuzz:
	@scripts/fuzz.sh $(or $(SECONDS),60) $(TARGETS)
fuzz-targets: $(FUZZ_PROGRAMS)
$(BUILD)/%-fuzz: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz/fuzzing.o $(BUILD)/tests/fuzz/stored_zip.o \
                $(BUILD)/tests/support/yaml_pairs.o $(BUILD)/tests/support/by_blocks.o $(LIBRARY_OBJECTS)
	@echo "  ld $@"
	@$(CC) $(CFLAGS) -fsanitize=fuzzer $^ $(LDLIBS) -o $@

clean:
	rm -rf build out

help:
	@sed -n 's/^## //p' Makefile

## make            installs what is missing and builds build/quarterday
## make demo       makes Hampshire's extracts, checks them and writes the annual report to out/
## make test       builds and runs every test        (SUITES="base_date ..." runs some)
## make soak       every fault of a run in turn, 200 kills, the largest inputs: half an hour
## make mutants    rules and measures with their comparisons turned round, which tests must notice
## make check      layers, sizes, formatting, sanitizers over the tests
## make conformance  PDF, XLSX and HTML of every report, judged by pdf.js, openpyxl and Chromium
## make format     formats the C files
## make asan tsan  the tests under one sanitizer
## make races      parallel runs over the county under the thread sanitizer (part of make check)
## make fuzz       fuzz targets under sanitizers (SECONDS=60 each, TARGETS="records xml ...")
## make coverage   lines that the tests reach; under 95% it fails (--lines of scripts/coverage.sh lists the rest)
## make bench      counts, targets, peers and growth below (SIZES="county region nation", ROUNDS=5)
## make counts     instructions against those kept (AGAINST=COMMIT: in turns with that; KEEP=1)
## make targets    what the targets of speed ask, measured
## make peers      DuckDB, pandas and data.table at the same work, with the same answers
## make growth     time and memory of a check against records, at four sizes
## make clean      removes build/ and out/

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
