-- detect and heal: their snapshots, and nothing else.
CREATE SETTINGS PROFILE IF NOT EXISTS tacet_state SETTINGS
    async_insert = 0 CONST,
    max_execution_time = 60,
    max_memory_usage = 4000000000;

CREATE USER IF NOT EXISTS tacet_state
    IDENTIFIED WITH sha256_password BY '${TACET_STATE_PASSWORD}'
    SETTINGS PROFILE 'tacet_state';

GRANT SELECT, INSERT ON tacet.state_snapshots TO tacet_state;
