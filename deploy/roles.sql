-- The two roles of the hub. Once, as a superuser, before the first `tip-hub migrate`:
--   psql --dbname=tip_hub --file=roles.sql
-- Then give each a password: \password tip_hub_owner and \password tip_hub.

-- Who changes the schema: `tip-hub migrate`, and nothing else.
CREATE ROLE tip_hub_owner LOGIN;
-- Whom the hub serves as. It changes no schema and deletes nothing.
CREATE ROLE tip_hub LOGIN;

-- Nobody else is let in.
DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO tip_hub_owner, tip_hub', current_database());
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO tip_hub_owner;
GRANT USAGE ON SCHEMA public TO tip_hub;
