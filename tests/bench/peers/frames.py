"""frames.py PLAN EXTRACTS ANSWER: the same work in pandas, in its own idioms."""
import json
import sys

import numpy as np
import pandas as pd

plan_folder, extracts, answer = sys.argv[1:4]
with open(f"{plan_folder}/plan.json", encoding="utf-8") as stream:
    plan = json.load(stream)
lines, tables = [], {}
for entry in plan:
    tables[entry["table"]] = pd.read_csv(f"{extracts}/{entry['table']}.csv", dtype=str,
                                         keep_default_na=False, encoding="utf-8-sig")


def day(texts):
    found = pd.to_datetime(texts.str[:10], format="%Y-%m-%d", errors="coerce", cache=True)
    if found.notna().all():
        return found
    return found.fillna(pd.to_datetime(texts, format="%d/%m/%Y", errors="coerce", cache=True))


def yes(texts):
    return texts.str.lower().isin(["y", "yes", "1", "true", "t"])


for entry in plan:
    frame = tables[entry["table"]]
    for column, kind, pattern in entry["columns"]:
        if kind == "any":
            continue
        holds = frame[column].str.fullmatch(pattern)
        if kind == "day":
            holds &= day(frame[column]).notna()
        wrong = int((~holds & ~frame[column].isin(entry["missing"])).sum())
        if wrong > 0:
            lines.append(f"V|{entry['table']}|{column}|{wrong}")

units = pd.read_csv(f"{plan_folder}/units.csv").set_index("team").district
holidays = np.loadtxt(f"{plan_folder}/holidays.txt", dtype="datetime64[D]")
working = np.busdaycalendar(holidays=holidays)
FIRST, LAST = pd.Timestamp("2013-04-01"), pd.Timestamp("2014-03-31")


def tell(name, teams, met=None):
    districts = teams.map(units).fillna("(none)")
    if met is None:
        lines.append(f"M|{name}|county|E10000014|{len(teams)}|")
        lines.extend(f"M|{name}|district|{d}|{n}|" for d, n in districts.value_counts().items())
        return
    lines.append(f"M|{name}|county|E10000014|{int(met.sum())}|{len(met)}")
    both = met.groupby(districts).agg(["sum", "size"])
    lines.extend(f"M|{name}|district|{d}|{int(s)}|{n}" for d, s, n in both.itertuples())


referrals = tables["ssd_cin_episodes"]
in_year = referrals[day(referrals.cine_referral_date).between(FIRST, LAST)]
tell("referrals", in_year.cine_referral_team)
tell("referrals-nfa", in_year.cine_referral_team, yes(in_year.cine_referral_nfa))
enquiries = tables["ssd_s47_enquiry"].assign(start=lambda t: day(t.s47e_s47_start_date))
of_year = enquiries[enquiries.start.between(FIRST, LAST)]
tell("s47-enquiries", of_year.s47e_s47_completed_by_team)
conferences = tables["ssd_initial_cp_conference"].assign(held=lambda t: day(t.icpc_icpc_date))
own = conferences[~yes(conferences.icpc_icpc_transfer_in)]
held = own[own.held <= LAST]
keys = pd.MultiIndex.from_frame(held[["icpc_s47_enquiry_id", "icpc_person_id"]])
wanted = pd.MultiIndex.from_frame(of_year[["s47e_s47_enquiry_id", "s47e_person_id"]])
tell("s47-to-icpc-cohort", of_year.s47e_s47_completed_by_team,
     pd.Series(wanted.isin(keys), index=of_year.index))
joined = own[own.held.between(FIRST, LAST)].merge(
    enquiries, left_on=["icpc_s47_enquiry_id", "icpc_person_id"],
    right_on=["s47e_s47_enquiry_id", "s47e_person_id"])
in_order = joined.held >= joined.start  # false where no start is known: then it was not in time
days = np.busday_count(joined.start.where(in_order, joined.held).values.astype("datetime64[D]") + 1,
                       joined.held.values.astype("datetime64[D]") + 1, busdaycal=working)
team = joined.s47e_s47_completed_by_team.where(joined.s47e_s47_completed_by_team != "",
                                               joined.icpc_icpc_team)
tell("icpc-15", team, in_order & (days <= 15))
plans = tables["ssd_cp_plans"]
ended = day(plans.cppl_cp_plan_end_date)
is_open = (day(plans.cppl_cp_plan_start_date) <= LAST) & (ended.isna() | (ended > LAST)) & \
    ~yes(plans.cppl_cp_plan_ola)
teams = referrals.set_index("cine_referral_id").cine_referral_team
tell("cp-plans", plans[is_open].cppl_referral_id.map(teams))
with open(answer, "w", encoding="utf-8") as out:
    out.write("\n".join(sorted(lines)) + "\n")
