/* Another authority's papers from data alone: the steps of "Another authority" in
 * report-defs/README.md, done for an invented county of three districts, among which
 * the teams of the invented Hampshire are shared out. */
#include "support/testing.h"

/* $T/defs are the definitions of Wessexshire, $X the options for its extracts, $RUN makes its
 * Cabinet paper in $P. */
static const char wessexshire[] =
    "set -eu; T=%s/wessexshire; Q=${QUARTERDAY:-build/quarterday}; rm -rf $T; mkdir $T; "
    "ln -s $PWD/build/fixtures/hampshire $T/extracts; "
    "cp -r report-defs $T/defs; (cd $T/defs/authorities; mv hampshire wessexshire; "
    "cd wessexshire; rm supplied-figures.csv; "
    "sed -i 's/Hampshire County Council/Wessexshire Council/; s/Hampshire/Wessexshire/; "
    "s/E10000014/E10009999/' authority.yaml; "
    "{ printf 'id,name,level,parent,from,to\\nE10009999,Wessexshire,county,,,\\n"
    "CAST,Casterbridge,district,E10009999,,\\nMELC,Melchester,district,E10009999,,\\n"
    "BUDM,Budmouth,district,E10009999,,\\n'; awk -F, '$3 == \"team\" { split(\"CAST MELC BUDM\", "
    "d, \" \"); n++; print $1 \",Team \" n \",team,\" d[1 + n %% 3] \",,\" }' units.csv; } >new; "
    "mv new units.csv; "
    "printf 'unit,year,population_0_17_in_2024_publication\\nE10009999,2013,250000\\n"
    "CAST,2013,100000\\n' >population.csv; "
    "printf 'measure,unit,period,target,tolerance,owner,source,date\\n"
    "assessments-45,E10009999,2013-14-Q4,95,5,Head of Assessment,Council plan,2013-04-01\\n' "
    ">targets.csv; "
    "cd ../../reports; for r in *; do [ $r = cabinet-quarterly.yaml ] || rm $r; done; "
    "sed -i 's/hampshire.example/wessexshire.example/; s/Hampshire safer/Wessexshire safer/' *); "
    "X=\"--defs $T/defs --extracts $T/extracts --as-at 2014-03-31 --period 2013-14-Q4\"; "
    "RUN=\"$Q run cabinet-quarterly $X --draft --out $T/out\"; "
    "P=$T/out/cabinet-quarterly_2013-14-Q4; %s";

static bool succeeds(const char *commands) {
    return testing_succeeds(wessexshire, testing_folder(), commands);
}

static void definitions_of_one_authority_are_its_own_without_naming_it(void) {
    HOLDS(succeeds("! grep -rin hampshire $T/defs/authorities $T/defs/reports && "
                   "$Q test --defs $T/defs && $Q list reports --defs $T/defs | "
                   "grep -q cabinet-quarterly && $Q due --on 2014-04-20 --defs $T/defs | "
                   "grep -q cabinet-quarterly"));
}

static void its_paper_holds_its_names_and_no_other_authority(void) {
    HOLDS(succeeds("$RUN --quiet && ! grep -rail hampshire $P && "
                   "pdftotext -layout $P/*.pdf $T/paper.txt && "
                   "grep -q 'Wessexshire Council | Report' $T/paper.txt && "
                   "! grep -i -e hampshire -e eastleigh -e basingstoke $T/paper.txt && "
                   "python3 -m zipfile -e $P/cabinet-quarterly_2013-14-Q4.xlsx $T/annex && "
                   "! grep -rail -e hampshire -e eastleigh $T/annex"));
}

/* The county's 1,133 children with a plan are those of the demonstration; 1,133 in 250,000 are 45.3
 * for every 10,000. */
static void its_rates_are_of_its_own_children_and_its_figures_held_against_its_targets(void) {
    HOLDS(succeeds(
        "$Q measures $X --quiet >$T/figures.csv && awk -F, '"
        "$1 == \"cpp-rate\" && $5 == \"E10009999\" { county = $7 \" of \" $8 \" = \" $9 } "
        "$1 == \"cpp-rate\" && $5 == \"CAST\" { good = $8 == 100000 && $9 == $7 / 10 } "
        "$1 == \"cpp-rate\" && $4 == \"district\" { sum += $7 } "
        "$1 == \"assessments-45\" && $5 == \"E10009999\" && $6 == \"\" { aim = $24 \" \" $26 } "
        "END { print county, sum, good, aim; exit !(county == \"1133 of 250000 = 45.3\" && "
        "sum == 1133 && good && aim == \"95 Red\") }' $T/figures.csv"));
}

static void children_whose_number_is_not_known_are_missed(void) {
    HOLDS(succeeds("rm $T/defs/authorities/wessexshire/population.csv; $Q measures $X "
                   "2>&1 >/dev/null | grep -q 'ME015: the number of children of Wessexshire "
                   "(E10009999) is not known'"));
}

static void a_team_that_no_unit_stands_for_is_warned_of(void) {
    HOLDS(succeeds("sed -i '/^EASRA,/d; /^WINCIC,/d' $T/defs/authorities/wessexshire/units.csv; "
                   "$Q measures $X 2>&1 >/dev/null | grep -q \"ssd_department.csv:[0-9]*: warning "
                   "RN024: teams of ssd_department that are in no row of units.csv: 2,\" && $Q "
                   "measures $X 2>/dev/null | grep -q "
                   "'^open-cases,2013-14-Q4,2014-03-31,district,(none),'"));
}

SUITE(run_another_authority, CLAIM(definitions_of_one_authority_are_its_own_without_naming_it),
      CLAIM(its_paper_holds_its_names_and_no_other_authority),
      CLAIM(its_rates_are_of_its_own_children_and_its_figures_held_against_its_targets),
      CLAIM(children_whose_number_is_not_known_are_missed),
      CLAIM(a_team_that_no_unit_stands_for_is_warned_of))
