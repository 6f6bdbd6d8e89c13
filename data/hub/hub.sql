-- A hub of timesheet in a PostgreSQL database (13 or later):
--
--	createdb sheet
--	timesheet hub --sql | psql -v ON_ERROR_STOP=1 sheet
--	psql sheet -c "CREATE ROLE ada LOGIN PASSWORD '...' CONNECTION LIMIT 8" -c "SELECT hub.enrol('ada')"
--
-- Members have functions, and no right to any table: what a function does, it does for the role that has logged in. Also
-- advisable: REVOKE CREATE, TEMPORARY ON DATABASE sheet FROM PUBLIC. What is stored is sealed; who administers the server
-- sees how much there is of whom, and when it came.
BEGIN;
CREATE SCHEMA hub;
REVOKE ALL ON SCHEMA hub FROM PUBLIC;

CREATE TABLE hub.about (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	version integer NOT NULL,
	id bytea NOT NULL CHECK (octet_length(id) = 16)
);
INSERT INTO hub.about (version, id) VALUES (1, uuid_send(gen_random_uuid()));

-- A role that may use the hub. The channel cannot be guessed: whoever knows one may speak on it.
CREATE TABLE hub.member (
	role name PRIMARY KEY,
	quota bigint CHECK (quota > 0), -- bytes of each owner's frames; NULL: no limit
	channel text NOT NULL UNIQUE DEFAULT 'hub-' || replace(gen_random_uuid()::text, '-', '')
);

-- What one user of timesheet has under a role: mostly there is one.
CREATE TABLE hub.space (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	role name NOT NULL REFERENCES hub.member ON DELETE CASCADE,
	owner bytea NOT NULL CHECK (octet_length(owner) = 16),
	head bigint NOT NULL DEFAULT 0,      -- the number of the last frame
	compacted bigint NOT NULL DEFAULT 0, -- frames up to this one were dropped
	bytes bigint NOT NULL DEFAULT 0,
	generation bigint NOT NULL DEFAULT 0, -- of the keyring; 0: there is none
	name bytea CHECK (octet_length(name) = 16),
	keyring bytea CHECK (octet_length(keyring) <= 1048576),
	UNIQUE (role, owner),
	UNIQUE (role, name)
);

-- Numbers are given under the lock of the space's row: they become visible in their order, without gaps.
CREATE TABLE hub.frame (
	space bigint NOT NULL REFERENCES hub.space ON DELETE CASCADE,
	number bigint NOT NULL,
	id bytea NOT NULL CHECK (octet_length(id) = 16),
	device bytea NOT NULL,
	payload bytea NOT NULL CHECK (octet_length(payload) <= 1048576),
	PRIMARY KEY (space, number),
	UNIQUE (space, id)
);
-- What is sealed cannot be made smaller.
ALTER TABLE hub.frame ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE FUNCTION hub.space_of(of_owner bytea) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = hub, pg_temp AS $$
BEGIN
	RETURN (SELECT s.id FROM space s WHERE s.role = session_user AND s.owner = of_owner);
END $$;

CREATE FUNCTION hub.enter(of_owner bytea, OUT hub bytea, OUT channel text, OUT head bigint, OUT mark bytea, OUT generation bigint,
	OUT kept bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
	SELECT m.channel INTO channel FROM member m WHERE m.role = session_user;
	IF NOT FOUND THEN
		RAISE insufficient_privilege USING MESSAGE = format('%s is not a member of this hub', session_user);
	END IF;
	SELECT a.id INTO hub FROM about a WHERE a.version = 1;
	IF NOT FOUND THEN
		RAISE feature_not_supported USING MESSAGE = 'this hub is of another version';
	END IF;
	SELECT s.head, s.generation, s.bytes INTO head, generation, kept FROM space s WHERE s.role = session_user AND s.owner = of_owner;
	head := coalesce(head, 0);
	generation := coalesce(generation, 0);
	kept := coalesce(kept, 0);
	mark := coalesce((SELECT f.id FROM frame f WHERE f.space = space_of(of_owner) AND f.number = enter.head), ''::bytea);
END $$;

-- The number of the last frame before, and after with the begin of its id.
CREATE FUNCTION hub.push(of_owner bytea, of_device bytea, ids bytea[], payloads bytea[], OUT before bigint, OUT head bigint, OUT mark bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
	me member;
	mine space;
	added bigint := 0;
BEGIN
	SELECT * INTO me FROM member m WHERE m.role = session_user;
	IF NOT FOUND OR cardinality(ids) <> cardinality(payloads) THEN
		RAISE insufficient_privilege USING MESSAGE = format('%s may not push', session_user);
	END IF;
	INSERT INTO space (role, owner) VALUES (session_user, of_owner) ON CONFLICT (role, owner) DO NOTHING;
	SELECT * INTO mine FROM space s WHERE s.role = session_user AND s.owner = of_owner FOR UPDATE;
	before := mine.head;
	FOR i IN 1 .. cardinality(ids) LOOP
		INSERT INTO frame VALUES (mine.id, mine.head + 1, ids[i], of_device, payloads[i]) ON CONFLICT (space, id) DO NOTHING;
		IF FOUND THEN
			mine.head := mine.head + 1;
			added := added + octet_length(payloads[i]);
		END IF;
	END LOOP;
	head := mine.head;
	mark := coalesce((SELECT f.id FROM frame f WHERE f.space = mine.id AND f.number = mine.head), ''::bytea);
	IF head = before THEN
		RETURN;
	END IF;
	IF mine.bytes + added > me.quota THEN
		RAISE SQLSTATE 'TSQ01' USING MESSAGE = format('the quota of %s bytes is used up', me.quota);
	END IF;
	UPDATE space s SET head = push.head, bytes = s.bytes + added WHERE s.id = mine.id;
	PERFORM pg_notify(me.channel, encode(of_owner, 'hex'));
END $$;

-- Frames behind a number: about a megabyte of them, or nothing if there are no more. Along the index, whatever the planner
-- believes of a table that nobody has analysed yet: it would sort all that is left for each call.
CREATE FUNCTION hub.fetch(of_owner bytea, behind bigint) RETURNS TABLE (number bigint, id bytea, payload bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp
SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE
	mine bigint := space_of(of_owner);
	size bigint := 0;
BEGIN
	-- Variables of the function bear the names of the columns.
	FOR number, id, payload IN
		SELECT f.number, f.id, f.payload FROM frame f WHERE f.space = mine AND f.number > behind ORDER BY f.number LIMIT 2000
	LOOP
		RETURN NEXT;
		size := size + octet_length(payload);
		EXIT WHEN size > 1000000;
	END LOOP;
END $$;

-- Whether somebody who stands behind that frame can go on from there.
CREATE FUNCTION hub.stands(of_owner bytea, at bigint, with_mark bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
	mine space;
BEGIN
	SELECT * INTO mine FROM space s WHERE s.role = session_user AND s.owner = of_owner;
	RETURN at <= coalesce(mine.compacted, 0)
		OR EXISTS (SELECT FROM frame f WHERE f.space = mine.id AND f.number = at AND substring(f.id FOR 8) = with_mark);
END $$;

CREATE FUNCTION hub.compact(of_owner bytea, upto bigint, with_mark bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
	mine bigint;
	dropped bigint;
BEGIN
	SELECT s.id INTO mine FROM space s WHERE s.role = session_user AND s.owner = of_owner FOR UPDATE;
	IF NOT stands(of_owner, upto, with_mark) THEN
		RETURN false;
	END IF;
	WITH gone AS (DELETE FROM frame f WHERE f.space = mine AND f.number <= upto RETURNING octet_length(f.payload) AS size)
	SELECT coalesce(sum(size), 0) INTO dropped FROM gone;
	UPDATE space s SET bytes = s.bytes - dropped, compacted = greatest(s.compacted, upto) WHERE s.id = mine;
	RETURN true;
END $$;

-- Everything goes; numbers go on, so that nobody who is being told of frames misses one.
CREATE FUNCTION hub.wipe(of_owner bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
	mine bigint;
BEGIN
	SELECT s.id INTO mine FROM space s WHERE s.role = session_user AND s.owner = of_owner FOR UPDATE;
	DELETE FROM frame f WHERE f.space = mine;
	UPDATE space s SET bytes = 0, compacted = 0, generation = 0, name = NULL, keyring = NULL WHERE s.id = mine;
END $$;

-- By the hash of a name, or with NULL the owner's own. No row: there is none.
CREATE FUNCTION hub.keyring_of(of_owner bytea, with_name bytea) RETURNS TABLE (owner bytea, name bytea, generation bigint, keyring bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
	RETURN QUERY SELECT s.owner, s.name, s.generation, s.keyring FROM space s
		WHERE s.role = session_user AND s.generation > 0 AND CASE WHEN with_name IS NULL THEN s.owner = of_owner ELSE s.name = with_name END;
END $$;

-- 0: put as the next generation. 1: another one stands there than was expected. 2: another owner has the name.
CREATE FUNCTION hub.keyring_put(of_owner bytea, with_name bytea, expected bigint, blob bytea) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
	mine space;
BEGIN
	IF NOT EXISTS (SELECT FROM member m WHERE m.role = session_user) THEN
		RAISE insufficient_privilege USING MESSAGE = format('%s may not put a keyring', session_user);
	END IF;
	INSERT INTO space (role, owner) VALUES (session_user, of_owner) ON CONFLICT (role, owner) DO NOTHING;
	SELECT * INTO mine FROM space s WHERE s.role = session_user AND s.owner = of_owner FOR UPDATE;
	IF EXISTS (SELECT FROM space s WHERE s.role = session_user AND s.name = with_name AND s.id <> mine.id) THEN
		RETURN 2;
	END IF;
	IF mine.generation <> expected THEN
		RETURN 1;
	END IF;
	UPDATE space s SET name = with_name, generation = expected + 1, keyring = blob WHERE s.id = mine.id;
	RETURN 0;
EXCEPTION WHEN unique_violation THEN
	RETURN 2;
END $$;

-- For who administers the hub: lets a role use it.
CREATE FUNCTION hub.enrol(login name, bytes bigint DEFAULT NULL) RETURNS void LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
BEGIN
	INSERT INTO member (role, quota) VALUES (login, bytes) ON CONFLICT (role) DO UPDATE SET quota = excluded.quota;
	EXECUTE format('GRANT USAGE ON SCHEMA hub TO %I', login);
	EXECUTE format('GRANT EXECUTE ON FUNCTION hub.enter, hub.push, hub.fetch, hub.stands, hub.compact, hub.wipe, hub.keyring_of, hub.keyring_put TO %I', login);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hub FROM PUBLIC;
COMMIT;
