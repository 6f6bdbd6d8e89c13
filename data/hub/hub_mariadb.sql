-- A hub of timesheet in a MariaDB database (10.6 or later):
--
--	mariadb -e "CREATE DATABASE sheet"
--	timesheet hub --sql mariadb | mariadb sheet
--	mariadb sheet -e "CREATE USER ada IDENTIFIED BY '...' REQUIRE SSL WITH MAX_USER_CONNECTIONS 8; CALL hub_enrol('ada', '%', NULL)"
--
-- Members have procedures, and no right to any table: what a procedure does, it does for the account that has logged in, by its name.
-- Every row bears that name, so that whatever stands before a table for one member reaches no other's. What is stored is sealed; who
-- administers the server sees how much there is of whom, and when it came.
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER';
SET NAMES utf8mb4;

CREATE TABLE hub_about (
	one TINYINT NOT NULL PRIMARY KEY DEFAULT 1 CHECK (one = 1),
	version INT NOT NULL,
	id BINARY(16) NOT NULL
) ENGINE = InnoDB;
INSERT INTO hub_about (version, id) VALUES (1, UNHEX(REPLACE(UUID(), '-', '')));
UPDATE hub_about SET id = UNHEX(MD5(CONCAT(HEX(id), RAND(), @@hostname, NOW(6), CONNECTION_ID())));

CREATE TABLE hub_member (
	member VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
	quota BIGINT CHECK (quota > 0) -- bytes of each owner's frames; NULL: no limit
) ENGINE = InnoDB;

-- What one user of timesheet has under an account: mostly there is one.
CREATE TABLE hub_space (
	member VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	owner BINARY(16) NOT NULL,
	head BIGINT NOT NULL DEFAULT 0,      -- the number of the last frame
	compacted BIGINT NOT NULL DEFAULT 0, -- frames up to this one were dropped
	bytes BIGINT NOT NULL DEFAULT 0,
	generation BIGINT NOT NULL DEFAULT 0, -- of the keyring; 0: there is none
	name BINARY(16),
	keyring MEDIUMBLOB,
	PRIMARY KEY (member, owner),
	UNIQUE (member, name),
	FOREIGN KEY (member) REFERENCES hub_member (member) ON DELETE CASCADE
) ENGINE = InnoDB;

-- Numbers are given under the lock of the space's row: they become visible in their order, without gaps.
CREATE TABLE hub_frame (
	member VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	owner BINARY(16) NOT NULL,
	number BIGINT NOT NULL,
	id BINARY(16) NOT NULL,
	device BINARY(16) NOT NULL,
	size INT NOT NULL,
	payload MEDIUMBLOB NOT NULL,
	PRIMARY KEY (member, owner, number),
	UNIQUE (member, owner, id),
	FOREIGN KEY (member, owner) REFERENCES hub_space (member, owner) ON DELETE CASCADE
) ENGINE = InnoDB;

DELIMITER //

-- The name that has logged in; it may have an @, a host has none.
CREATE PROCEDURE hub_me(OUT me VARCHAR(128) CHARACTER SET utf8mb4)
SQL SECURITY DEFINER READS SQL DATA
BEGIN
	DECLARE words VARCHAR(256) CHARACTER SET utf8mb4;
	SET me = LEFT(SESSION_USER(), CHAR_LENGTH(SESSION_USER()) - LOCATE('@', REVERSE(SESSION_USER())));
	IF NOT EXISTS (SELECT 1 FROM hub_member m WHERE m.member = me) THEN
		SET words = CONCAT(me, ' is not a member of this hub');
		SIGNAL SQLSTATE 'TSQ02' SET MESSAGE_TEXT = words;
	END IF;
END //

-- The hub, its last frame's number and id, the keyring's generation, bytes of all frames.
CREATE PROCEDURE hub_enter(of_owner BINARY(16))
SQL SECURITY DEFINER READS SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	DECLARE at, ring, kept BIGINT DEFAULT 0;
	CALL hub_me(me);
	IF NOT EXISTS (SELECT 1 FROM hub_about a WHERE a.version = 1) THEN
		SIGNAL SQLSTATE 'TSQ03' SET MESSAGE_TEXT = 'this hub is of another version';
	END IF;
	SELECT s.head, s.generation, s.bytes INTO at, ring, kept FROM hub_space s WHERE s.member = me AND s.owner = of_owner;
	SELECT a.id, at, (SELECT f.id FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.number = at), ring, kept FROM hub_about a;
END //

CREATE PROCEDURE hub_head(of_owner BINARY(16))
SQL SECURITY DEFINER READS SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	CALL hub_me(me);
	SELECT COALESCE(MAX(s.head), 0) FROM hub_space s WHERE s.member = me AND s.owner = of_owner;
END //

-- Takes the lock of a space's row, which is made if it is not there.
CREATE PROCEDURE hub_space_lock(me VARCHAR(128) CHARACTER SET utf8mb4, of_owner BINARY(16), OUT at BIGINT, OUT used BIGINT, OUT ring BIGINT)
SQL SECURITY DEFINER MODIFIES SQL DATA
BEGIN
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
	SELECT s.head, s.bytes, s.generation INTO at, used, ring FROM hub_space s WHERE s.member = me AND s.owner = of_owner FOR UPDATE;
	IF at IS NULL THEN
		INSERT IGNORE INTO hub_space (member, owner) VALUES (me, of_owner);
		SELECT s.head, s.bytes, s.generation INTO at, used, ring FROM hub_space s WHERE s.member = me AND s.owner = of_owner FOR UPDATE;
	END IF;
END //

-- Frames one behind the other: an id, 4 bytes of size (the greatest first), so many bytes. All of them, or none. The number of the last
-- frame before, and after with its id.
CREATE PROCEDURE hub_push(of_owner BINARY(16), of_device BINARY(16), frames LONGBLOB)
SQL SECURITY DEFINER MODIFIES SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	DECLARE words VARCHAR(256) CHARACTER SET utf8mb4;
	DECLARE most, was, at, used, ring, added BIGINT DEFAULT 0;
	DECLARE place, length INT DEFAULT 1;
	DECLARE frame_id BINARY(16);
	DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
		ROLLBACK;
		RESIGNAL;
	END;
	CALL hub_me(me);
	START TRANSACTION;
	-- First the lock: what is read afterwards is as it is then.
	CALL hub_space_lock(me, of_owner, was, used, ring);
	SELECT m.quota INTO most FROM hub_member m WHERE m.member = me;
	SET at = was;
	WHILE place <= LENGTH(frames) DO
		SET frame_id = SUBSTRING(frames, place, 16);
		SET length = CONV(HEX(SUBSTRING(frames, place + 16, 4)), 16, 10);
		IF NOT EXISTS (SELECT 1 FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.id = frame_id) THEN
			SET at = at + 1, added = added + length;
			INSERT INTO hub_frame VALUES (me, of_owner, at, frame_id, of_device, length, SUBSTRING(frames, place + 20, length));
		END IF;
		SET place = place + 20 + length;
	END WHILE;
	IF at > was THEN
		IF used + added > most THEN
			SET words = CONCAT('the quota of ', most, ' bytes is used up');
			SIGNAL SQLSTATE 'TSQ01' SET MESSAGE_TEXT = words;
		END IF;
		UPDATE hub_space s SET s.head = at, s.bytes = used + added WHERE s.member = me AND s.owner = of_owner;
	END IF;
	COMMIT;
	SELECT was, at, (SELECT f.id FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.number = at);
END //

-- Frames behind a number: about a megabyte of them, or nothing if there are no more.
CREATE PROCEDURE hub_fetch(of_owner BINARY(16), behind BIGINT)
SQL SECURITY DEFINER READS SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	DECLARE upto BIGINT;
	CALL hub_me(me);
	SELECT MAX(sums.number) INTO upto FROM (
		SELECT first.number, SUM(first.size) OVER (ORDER BY first.number) - first.size AS before_it FROM (
			SELECT f.number, f.size FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.number > behind
			ORDER BY f.number LIMIT 2000) AS first) AS sums
		WHERE sums.before_it < 1000000;
	SELECT f.number, f.id, f.payload FROM hub_frame f
		WHERE f.member = me AND f.owner = of_owner AND f.number > behind AND f.number <= upto ORDER BY f.number;
END //

-- Whether somebody who stands behind that frame can go on from there.
CREATE PROCEDURE hub_stands(of_owner BINARY(16), at BIGINT, with_mark BINARY(8))
SQL SECURITY DEFINER READS SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	CALL hub_me(me);
	SELECT at <= COALESCE((SELECT s.compacted FROM hub_space s WHERE s.member = me AND s.owner = of_owner), 0)
		OR EXISTS (SELECT 1 FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.number = at AND LEFT(f.id, 8) = with_mark);
END //

CREATE PROCEDURE hub_compact(of_owner BINARY(16), upto BIGINT, with_mark BINARY(8))
SQL SECURITY DEFINER MODIFIES SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	DECLARE at, used, ring, dropped BIGINT DEFAULT 0;
	DECLARE stands BOOLEAN DEFAULT FALSE;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
		ROLLBACK;
		RESIGNAL;
	END;
	CALL hub_me(me);
	START TRANSACTION;
	CALL hub_space_lock(me, of_owner, at, used, ring);
	SET stands = upto <= (SELECT s.compacted FROM hub_space s WHERE s.member = me AND s.owner = of_owner)
		OR EXISTS (SELECT 1 FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.number = upto AND LEFT(f.id, 8) = with_mark);
	IF stands THEN
		SELECT COALESCE(SUM(f.size), 0) INTO dropped FROM hub_frame f WHERE f.member = me AND f.owner = of_owner AND f.number <= upto;
		DELETE FROM hub_frame WHERE member = me AND owner = of_owner AND number <= upto;
		UPDATE hub_space s SET s.bytes = used - dropped, s.compacted = GREATEST(s.compacted, upto) WHERE s.member = me AND s.owner = of_owner;
	END IF;
	COMMIT;
	SELECT stands;
END //

-- Everything goes; numbers go on, so that nobody who is being told of frames misses one.
CREATE PROCEDURE hub_wipe(of_owner BINARY(16))
SQL SECURITY DEFINER MODIFIES SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	DECLARE at, used, ring BIGINT DEFAULT 0;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
		ROLLBACK;
		RESIGNAL;
	END;
	CALL hub_me(me);
	START TRANSACTION;
	CALL hub_space_lock(me, of_owner, at, used, ring);
	DELETE FROM hub_frame WHERE member = me AND owner = of_owner;
	UPDATE hub_space s SET s.bytes = 0, s.compacted = 0, s.generation = 0, s.name = NULL, s.keyring = NULL
		WHERE s.member = me AND s.owner = of_owner;
	COMMIT;
	SELECT 1;
END //

-- By the hash of a name, or with NULL the owner's own. No row: there is none.
CREATE PROCEDURE hub_keyring_of(of_owner BINARY(16), with_name BINARY(16))
SQL SECURITY DEFINER READS SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	CALL hub_me(me);
	SELECT s.owner, s.name, s.generation, s.keyring FROM hub_space s
		WHERE s.member = me AND s.generation > 0 AND IF(with_name IS NULL, s.owner = of_owner, s.name = with_name);
END //

-- 0: put as the next generation. 1: another one stands there than was expected. 2: another owner has the name.
CREATE PROCEDURE hub_keyring_put(of_owner BINARY(16), with_name BINARY(16), expected BIGINT, blob_put MEDIUMBLOB)
SQL SECURITY DEFINER MODIFIES SQL DATA
BEGIN
	DECLARE me VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	DECLARE at, used, ring BIGINT DEFAULT 0;
	DECLARE answer INT DEFAULT 0;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
		ROLLBACK;
		RESIGNAL;
	END;
	CALL hub_me(me);
	START TRANSACTION;
	CALL hub_space_lock(me, of_owner, at, used, ring);
	IF EXISTS (SELECT 1 FROM hub_space s WHERE s.member = me AND s.name = with_name AND s.owner <> of_owner) THEN
		SET answer = 2;
	ELSEIF ring <> expected THEN
		SET answer = 1;
	ELSE
		BEGIN
			DECLARE CONTINUE HANDLER FOR 1062 SET answer = 2;
			UPDATE hub_space s SET s.name = with_name, s.generation = expected + 1, s.keyring = blob_put
				WHERE s.member = me AND s.owner = of_owner;
		END;
	END IF;
	COMMIT;
	SELECT answer;
END //

-- For who administers the hub: lets an account use it.
CREATE PROCEDURE hub_enrol(login VARCHAR(128) CHARACTER SET utf8mb4, host VARCHAR(255) CHARACTER SET utf8mb4, bytes BIGINT)
SQL SECURITY INVOKER MODIFIES SQL DATA
BEGIN
	DECLARE left_over VARCHAR(200) DEFAULT 'enter,head,push,fetch,stands,compact,wipe,keyring_of,keyring_put,';
	INSERT INTO hub_member VALUES (login, bytes) ON DUPLICATE KEY UPDATE quota = bytes;
	WHILE left_over <> '' DO
		EXECUTE IMMEDIATE CONCAT('GRANT EXECUTE ON PROCEDURE `', REPLACE(DATABASE(), '`', '``'), '`.hub_', SUBSTRING_INDEX(left_over, ',', 1),
			' TO ', QUOTE(login), '@', QUOTE(host));
		SET left_over = SUBSTRING(left_over, LOCATE(',', left_over) + 1);
	END WHILE;
END //

DELIMITER ;
