-- One row per series and minute with late and future rows added: what happened, as far as it is known now.
CREATE VIEW IF NOT EXISTS windows_total AS
SELECT
    signal, tenant, env, service, agent, agent_version, model, tool, step_kind, window_start,
    sum(w.n) AS n,
    sum(w.sum) AS sum,
    sumIf(w.n, w.kind != 'on-time') AS late_n,
    sumMap(w.measures) AS measures,
    sumMap(w.bins, w.bin_counts) AS histogram
FROM windows AS w FINAL
GROUP BY signal, tenant, env, service, agent, agent_version, model, tool, step_kind, window_start;
