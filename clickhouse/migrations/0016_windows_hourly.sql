-- windows_total rolled up to hours, for boards over weeks.
CREATE VIEW IF NOT EXISTS windows_hourly AS
SELECT
    signal, tenant, env, service, agent, agent_version, model, tool, step_kind,
    toStartOfHour(w.window_start) AS hour_start,
    sum(w.n) AS n,
    sum(w.sum) AS sum,
    sumIf(w.n, w.kind != 'on-time') AS late_n,
    sumMap(w.measures) AS measures,
    sumMap(w.bins, w.bin_counts) AS histogram
FROM windows AS w FINAL
GROUP BY signal, tenant, env, service, agent, agent_version, model, tool, step_kind, hour_start;
