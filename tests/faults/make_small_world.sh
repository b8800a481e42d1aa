#!/usr/bin/env bash
# A world so small that a run over it takes some twenty milliseconds, for tests that
# run the program hundreds of times: three tables, four measures, one report of every
# output format, taken from the shipped definitions and the small extracts.
#   usage: make_small_world.sh FOLDER      makes FOLDER/defs and FOLDER/extracts anew
set -euo pipefail
folder=$1
rm -rf "$folder/defs" "$folder/extracts"
mkdir -p "$folder"/defs/{extracts/ssd,measures,reports,rules/ssd,authorities/small,reference/published} "$folder/extracts"
for table in ssd_person ssd_cin_episodes ssd_professionals ssd_department; do
    cp "report-defs/extracts/ssd/$table.yaml" "$folder/defs/extracts/ssd/"
done
cp -r report-defs/codes "$folder/defs/"
cp report-defs/measures/{referrals,referrals-nfa,open-cases}.yaml "$folder/defs/measures/"
cp report-defs/reference/bank-holidays.csv "$folder/defs/reference/"
for file in population areas publications deprivation deprivation-editions neighbour-models statistical-neighbours; do
    head -n 1 "report-defs/reference/$file.csv" > "$folder/defs/reference/$file.csv"
done
sed 's/first_year: .*/first_year: 2012/; s/last_year: .*/last_year: 2014/' \
    report-defs/authorities/hampshire/authority.yaml > "$folder/defs/authorities/small/authority.yaml"
grep -E '^(id|E10000014|HANE|HASW|.*(Basingstoke|Eastleigh).*)(,|$)' \
    report-defs/authorities/hampshire/units.csv > "$folder/defs/authorities/small/units.csv" || true
cat > "$folder/defs/rules/ssd/small.yaml" <<'RULES'
rule_set: small
title: One rule
rules:
  - id: referral-nfa-open
    severity: query
    on: ssd_cin_episodes
    fields: [cine_referral_nfa, cine_close_date]
    message: a referral without further action that is still open
    remedy: close it
    fails_when: cine_referral_nfa = 1 AND cine_close_date IS NULL
RULES
cat > "$folder/defs/reports/small.yaml" <<'REPORT'
report: small
title: "A small paper for {@now.words}"
front:
  committee: Cabinet
  date: 2014-06-23
  reference: S-1
  report-from: Director of Children's Services
  contact-name: Performance Manager
  contact-telephone: 01632 960147
  contact-email: childrens.performance@hampshire.example
headline: ["Referrals: {referrals}"]
body:
  - section: Referrals
    id: referrals
    blocks:
      - paragraph: "There were {referrals} referrals; {open-cases} cases were open."
      - table: Referrals and cases
        sheet: Referrals
        columns:
          - {header: Measure}
          - {header: Number, cell: "{$row}"}
        rows:
          - {row: referrals, header: Referrals}
          - {row: open-cases, header: Open cases}
REPORT
cp fixtures/small/extracts/{people,referrals,teams}.csv "$folder/extracts/"
# One record that the rule finds.
echo 'R7,C1,2014-01-06,N1,6,Y,,,EASCIN' >> "$folder/extracts/referrals.csv"
