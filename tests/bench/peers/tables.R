# Rscript tables.R PLAN EXTRACTS ANSWER THREADS: the same work in R data.table, in its own idioms.
arguments <- commandArgs(TRUE)
folder <- arguments[1]
extracts <- arguments[2]
suppressMessages(library(data.table))
setDTthreads(as.integer(arguments[4]))
plan <- fread(file.path(folder, "plan.tsv"), sep = "\t", header = FALSE, quote = "", na.strings = NULL)
setnames(plan, c("table", "column", "kind", "pattern", "missing"))
lines <- character()
tables <- list()
for (t in unique(plan$table)) {
  tables[[t]] <- fread(file = file.path(extracts, paste0(t, ".csv")), colClasses = "character",
                       na.strings = NULL, quote = '"', strip.white = FALSE)
}
day <- function(texts) {
  each <- unique(texts)
  found <- as.IDate(substr(each, 1, 10), format = "%Y-%m-%d")
  other <- is.na(found)
  found[other] <- as.IDate(each[other], format = "%d/%m/%Y")
  found[match(texts, each)]
}
yes <- function(texts) tolower(texts) %chin% c("y", "yes", "1", "true", "t")
for (i in seq_len(nrow(plan))) {
  check <- plan[i]
  if (check$kind == "any") next
  values <- tables[[check$table]][[check$column]]
  holds <- grepl(paste0("^(?:", check$pattern, ")$"), values, perl = TRUE)
  if (check$kind == "day") holds <- holds & !is.na(day(values))
  wrong <- sum(!holds & !(values %chin% strsplit(paste0(check$missing, "|"), "|", fixed = TRUE)[[1]]) & values != "")
  if (wrong > 0) lines <- c(lines, paste("V", check$table, check$column, wrong, sep = "|"))
}
units <- fread(file.path(folder, "units.csv"))
first <- as.IDate("2013-04-01")
last <- as.IDate("2014-03-31")
calendar <- as.IDate("2000-01-01") + 0:6209
working <- cumsum(!(wday(calendar) %in% c(1, 7)) & !(calendar %in% as.IDate(readLines(file.path(folder, "holidays.txt")))))
at <- function(days) working[as.integer(days) - as.integer(calendar[1]) + 1L]
tell <- function(name, team, met = NULL) {
  rows <- data.table(team = team)
  rows[, district := units$district[match(team, units$team)]]
  rows[is.na(district), district := "(none)"]
  if (is.null(met)) {
    each <- rows[, .N, by = district]
    county <- paste("M", name, "county", "E10000014", nrow(rows), "", sep = "|")
    lines <<- c(lines, county, sprintf("M|%s|district|%s|%d|", name, each$district, each$N))
  } else {
    rows[, met := met]
    each <- rows[, .(sum(met), .N), by = district]
    county <- paste("M", name, "county", "E10000014", sum(met), nrow(rows), sep = "|")
    lines <<- c(lines, county, sprintf("M|%s|district|%s|%d|%d", name, each$district, each$V1, each$N))
  }
}
referrals <- tables$ssd_cin_episodes
in_year <- referrals[between(day(cine_referral_date), first, last)]
tell("referrals", in_year$cine_referral_team)
tell("referrals-nfa", in_year$cine_referral_team, yes(in_year$cine_referral_nfa))
enquiries <- tables$ssd_s47_enquiry[, start := day(s47e_s47_start_date)]
of_year <- enquiries[between(start, first, last) & !is.na(start)]
tell("s47-enquiries", of_year$s47e_s47_completed_by_team)
conferences <- tables$ssd_initial_cp_conference[, held := day(icpc_icpc_date)]
own <- conferences[!yes(icpc_icpc_transfer_in) & !is.na(held)]
of_year[, met := FALSE]
of_year[own[held <= last], on = c(s47e_s47_enquiry_id = "icpc_s47_enquiry_id", s47e_person_id = "icpc_person_id"), met := TRUE]
tell("s47-to-icpc-cohort", of_year$s47e_s47_completed_by_team, of_year$met)
joined <- merge(own[between(held, first, last)], enquiries, by.x = c("icpc_s47_enquiry_id", "icpc_person_id"),
                by.y = c("s47e_s47_enquiry_id", "s47e_person_id"))
in_order <- !is.na(joined$start) & joined$held >= joined$start
tell("icpc-15", fifelse(joined$s47e_s47_completed_by_team != "", joined$s47e_s47_completed_by_team, joined$icpc_icpc_team),
     in_order & fcoalesce(at(joined$held) - at(joined$start) <= 15, FALSE))
plans <- tables$ssd_cp_plans
open <- plans[!is.na(day(cppl_cp_plan_start_date)) & day(cppl_cp_plan_start_date) <= last & !yes(cppl_cp_plan_ola) &
                (is.na(day(cppl_cp_plan_end_date)) | day(cppl_cp_plan_end_date) > last)]
tell("cp-plans", referrals$cine_referral_team[match(open$cppl_referral_id, referrals$cine_referral_id)])
writeLines(sort(lines, method = "radix"), arguments[3])
