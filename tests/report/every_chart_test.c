/* A report with every source of rows and every kind of chart, over the invented
 * Hampshire and the published figures, drawn in all formats by the program. */
#include "support/testing.h"

static void every_kind_is_drawn_in_all_formats(void) {
    static const char *const figures[] = {"Figure 1: Control",
                                          "Figure 2: Line",
                                          "Figure 3: Stacked",
                                          "Figure 4: Histogram",
                                          "Figure 5: Panels",
                                          "Figure 6: Scatter",
                                          "Figure 7: Funnel of districts",
                                          "Figure 8: Funnel of authorities"};
    static const char *const words[] = {"Control chart of 12 values by month.",
                                        "Line chart of 4 values by quarter.",
                                        "Stacked bar chart of 22 values by district.",
                                        "Histogram of 4 values by working days.",
                                        "Small multiples of 44 values by quarter.",
                                        "Scatter chart of 148 points.",
                                        "Funnel chart of 11 points.",
                                        "Funnel chart of "};
    int status;
    struct text page = testing_command(
        &status,
        "set -u; T=%s/every; rm -rf $T; mkdir -p $T; cp -r report-defs $T/defs; "
        "cp tests/report/fixtures/every-chart.yaml $T/defs/reports/; "
        "${QUARTERDAY:-build/quarterday} run every-chart --defs $T/defs --extracts "
        "build/fixtures/hampshire --period 2013-14 --as-at 2014-03-31 --authority hampshire "
        "--out $T/out --draft --quiet >$T/log 2>&1 || { cat $T/log; exit 1; }; "
        "P=$T/out/every-chart_2013-14/every-chart_2013-14; test -s $P.xlsx || exit 2; "
        "qpdf --check $P.pdf >$T/qpdf 2>&1 || exit 3; cat $P.html%s",
        testing_folder(), "");
    SAME_INT(status, 0);
    for (size_t i = 0; i < 8; i++) {
        HOLDS(text_contains(page, text_of(figures[i])));
        HOLDS(text_contains(page, text_of(words[i])));
    }
}

SUITE(report_every_chart, CLAIM(every_kind_is_drawn_in_all_formats))
