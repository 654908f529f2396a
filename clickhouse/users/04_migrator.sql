-- The migration job, run by hand or by a pipeline, never by a service. It may shape the database; it does not
-- write a row outside its own journal.
CREATE USER IF NOT EXISTS tacet_migrator
    IDENTIFIED WITH sha256_password BY '${TACET_MIGRATOR_PASSWORD}';

GRANT CREATE DATABASE, CREATE TABLE, CREATE VIEW, ALTER, DROP TABLE, DROP VIEW, SELECT ON tacet.* TO tacet_migrator;
GRANT INSERT ON tacet._migrations TO tacet_migrator;
