// node duckdb.mjs PLAN EXTRACTS ANSWER THREADS: the same work in DuckDB, in its own idioms: typed
// reading off, one scan a table for all its checks, measures as SQL.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [, , planFolder, extracts, answer, threads] = process.argv;
const require = createRequire(resolve(process.env.PEERS_NODE ?? '.', 'x.js'));
const { DuckDBInstance } = require('@duckdb/node-api');
const plan = JSON.parse(readFileSync(`${planFolder}/plan.json`, 'utf8'));
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const lines = [];
const query = async (sql) => (await connection.runAndReadAll(sql)).getRows();
const literal = (text) => `'${text.replace(/'/g, "''")}'`;
const day = (x) => `try_strptime(${x}, ['%Y-%m-%d', '%d/%m/%Y', '%Y-%m-%dT%H:%M:%S'])::DATE`;
const yes = (x) => `lower(${x}) IN ('y', 'yes', '1', 'true', 't')`;

for (const { table, columns } of plan) {
    const types = columns.map(([name]) => `'${name}': 'VARCHAR'`).join(', ');
    await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_csv('${extracts}/${table}.csv', ` +
        `header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${types}})`);
}
for (const { table, missing, columns } of plan) {
    const checked = columns.filter(([, kind]) => kind !== 'any');
    const none = missing.map(literal).join(', ');
    const counts = checked.map(([name, kind, pattern]) => {
        const holds = `regexp_full_match(${name}, ${literal(pattern)})` +
            (kind === 'day' ? ` AND ${day(name)} IS NOT NULL` : '');
        return `count(*) FILTER (WHERE ${name} IS NOT NULL AND ${name} NOT IN (${none}) AND NOT (${holds}))`;
    });
    if (counts.length > 0) {
        const [row] = await query(`SELECT ${counts.join(', ')} FROM ${table}`);
        checked.forEach(([name], i) => row[i] > 0 && lines.push(`V|${table}|${name}|${row[i]}`));
    }
}

const holidays = readFileSync(`${planFolder}/holidays.txt`, 'utf8').trim().split('\n');
await connection.run(`CREATE TABLE unit AS SELECT * FROM read_csv('${planFolder}/units.csv', header = true, all_varchar = true)`);
await connection.run(`CREATE TABLE calendar AS SELECT day, sum(CASE WHEN dayofweek(day) IN (0, 6) OR day IN
    (${holidays.map((d) => `DATE '${d}'`).join(', ')}) THEN 0 ELSE 1 END) OVER (ORDER BY day)::INT AS working
    FROM (SELECT unnest(generate_series(DATE '2000-01-01', DATE '2016-12-31', INTERVAL 1 DAY))::DATE AS day)`);
const year = (x) => `${x} BETWEEN DATE '2013-04-01' AND DATE '2014-03-31'`;
// A measure is rows of team, met (1, 0, or NULL for a count).
const measures = {
    'referrals': `SELECT cine_referral_team AS team, NULL AS met FROM ssd_cin_episodes WHERE ${year(day('cine_referral_date'))}`,
    'referrals-nfa': `SELECT cine_referral_team AS team, coalesce((${yes('cine_referral_nfa')})::INT, 0) AS met
        FROM ssd_cin_episodes WHERE ${year(day('cine_referral_date'))}`,
    's47-enquiries': `SELECT s47e_s47_completed_by_team AS team, NULL AS met FROM ssd_s47_enquiry
        WHERE ${year(day('s47e_s47_start_date'))}`,
    's47-to-icpc-cohort': `SELECT s47e_s47_completed_by_team AS team, EXISTS (SELECT 1 FROM ssd_initial_cp_conference
        WHERE icpc_s47_enquiry_id = s47e_s47_enquiry_id AND icpc_person_id = s47e_person_id
        AND ${day('icpc_icpc_date')} <= DATE '2014-03-31' AND NOT coalesce(${yes('icpc_icpc_transfer_in')}, false))::INT AS met
        FROM ssd_s47_enquiry WHERE ${year(day('s47e_s47_start_date'))}`,
    'icpc-15': `SELECT team, coalesce((held >= started AND b.working - a.working <= 15)::INT, 0) AS met FROM (
        SELECT coalesce(s47e_s47_completed_by_team, icpc_icpc_team) AS team, ${day('s47e_s47_start_date')} AS started,
        ${day('icpc_icpc_date')} AS held FROM ssd_initial_cp_conference JOIN ssd_s47_enquiry
        ON s47e_s47_enquiry_id = icpc_s47_enquiry_id AND s47e_person_id = icpc_person_id
        WHERE NOT coalesce(${yes('icpc_icpc_transfer_in')}, false))
        LEFT JOIN calendar a ON a.day = started JOIN calendar b ON b.day = held WHERE ${year('held')}`,
    'cp-plans': `SELECT cine_referral_team AS team, NULL AS met FROM (SELECT cppl_referral_id,
        ${day('cppl_cp_plan_start_date')} AS started, ${day('cppl_cp_plan_end_date')} AS ended FROM ssd_cp_plans
        WHERE NOT coalesce(${yes('cppl_cp_plan_ola')}, false))
        LEFT JOIN ssd_cin_episodes ON cine_referral_id = cppl_referral_id
        WHERE started <= DATE '2014-03-31' AND (ended IS NULL OR ended > DATE '2014-03-31')`,
};
for (const [name, sql] of Object.entries(measures)) {
    const rows = await query(`SELECT CASE WHEN grouping(d) = 1 THEN 'county|E10000014' ELSE 'district|' || d END,
        sum(met), count(*) FROM (SELECT coalesce(district, '(none)') AS d, met FROM (${sql}) AS r
        LEFT JOIN unit ON unit.team = r.team) GROUP BY GROUPING SETS ((), (d))`);
    for (const [unit, met, count] of rows) {
        lines.push(met === null ? `M|${name}|${unit}|${count}|` : `M|${name}|${unit}|${met}|${count}`);
    }
}
writeFileSync(answer, lines.sort().join('\n') + '\n');
process.exit(0);
