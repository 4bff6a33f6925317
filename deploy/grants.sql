-- What the hub may do in its tables. After each `tip-hub migrate`, as their owner:
--   psql --dbname=tip_hub --username=tip_hub_owner --file=grants.sql

BEGIN;

-- Records are added, read and changed. No record is ever deleted.
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO tip_hub;

-- What happened is written down once. Triggers say so, too; a right that is not there cannot be switched off.
REVOKE UPDATE ON history, audit_event, audit_leaf, audit_subtree, audit_checkpoint, person_access FROM tip_hub;

-- Keys that acts were sent under are forgotten after 30 days.
GRANT DELETE ON keyed_act TO tip_hub;

-- Which migrations ran is the owner's to say.
REVOKE INSERT, UPDATE ON seaql_migrations FROM tip_hub;

COMMIT;
