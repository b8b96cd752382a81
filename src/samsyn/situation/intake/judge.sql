-- How rows are judged. Tables: raw (clean text of the mapped columns), untold (the others), asked (what the mapping and the day say), names
-- and codes (what is known), personal (texts that point at a person), spots (where points lie),
-- known (keys of the source's live rows).

-- == trim ==
CREATE MACRO bare(v) AS  -- without the apostrophe that kept a spreadsheet from running it
  CASE WHEN starts_with(v, '''') AND regexp_matches(v, '^''+\s*[=+\-@|%＝＋－＠｜％]')
       THEN substr(v, 2) ELSE v END;

CREATE TABLE trimmed AS
SELECT line, nullif(fault, '') AS fault, COLUMNS(* EXCLUDE (line, fault, nothing)) FROM (
  SELECT line, fault,
    nullif(bare(trim(replace(COLUMNS(* EXCLUDE (line, fault)), chr(160), ' '))), '')
  FROM raw) CROSS JOIN untold;

-- == parse ==
CREATE MACRO shown(v) AS  -- what a message may repeat: short, and nothing that points at a person
  CASE WHEN regexp_matches(v, '\d{6}[-+ ]?\d{4}') OR v IN (SELECT value FROM personal)
         THEN '(visas inte)'
       WHEN length(v) > 20 THEN left(v, 20) || '…' ELSE v END;

CREATE MACRO number(v) AS try_cast(replace(replace(v, ' ', ''), ',', '.') AS DOUBLE);

CREATE MACRO moment(v) AS  -- local time of a day, month or day and time; NULL when unreadable
  CASE
    -- as most files have it; a cast is ten times as fast
    WHEN regexp_full_match(v, '[12]\d{3}-\d\d-\d\d( ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?')
      THEN try_cast(v AS TIMESTAMP)
    WHEN regexp_matches(v, '\d[T ]\d.*([+-]\d\d:?\d\d|Z)$') THEN
      try_strptime(regexp_replace(v, '\s*Z$', '+00:00'), [
        '%Y-%m-%d %H:%M:%S %z', '%Y-%m-%dT%H:%M:%S%z', '%Y-%m-%d %H:%M:%S%z',
        '%Y-%m-%dT%H:%M:%S.%f%z', '%Y-%m-%dT%H:%M%z']) AT TIME ZONE 'Europe/Stockholm'
    ELSE try_strptime(v, [
      '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%dT%H:%M',
      '%Y%m%d', '%Y%m%d %H%M', '%Y%m%d%H%M', '%Y-%m-%d %H.%M', '%Y-%m-%d %H:%M:%S.%f', '%Y-%m',
      '%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d.%m.%Y', '%d.%m.%Y %H:%M',
      '%d-%m-%Y', '%d-%m-%Y %H:%M'])
  END;

CREATE MACRO has_clock(v) AS regexp_matches(v, '\d[T ]\d{1,2}[:.]?\d{2}|^\d{12}$');

CREATE MACRO of_clock(h, m) AS
  CASE WHEN m::INT < 60 AND (h::INT < 24 OR (h::INT = 24 AND m::INT = 0))
       THEN h::INT * 60 + m::INT END;

CREATE MACRO clock(v) AS  -- minutes after midnight of 930, 0930, 9.30, 09:30 or 09:30:00
  CASE
    WHEN regexp_full_match(v, '\d{1,4}') THEN of_clock(lpad(v, 4, '0')[1:2], lpad(v, 4, '0')[3:4])
    WHEN regexp_full_match(v, '\d{1,2}[:.]\d{2}([:.]\d{2})?') THEN
      of_clock(regexp_extract(v, '^\d+'), regexp_extract(v, '^\d+.(\d\d)', 1))
  END;

CREATE MACRO at_clock(day, v) AS
  CASE WHEN v IS NULL THEN day ELSE date_trunc('day', day) + to_minutes(clock(v)) END;

CREATE MACRO told_at(v, published) AS  -- "02 januari 18.30, …", of the year it was published
  try_strptime(year(published) || ' ' || list_position(
      ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september',
       'oktober', 'november', 'december'], regexp_extract(v, '^\d{1,2} ([a-z]+) ', 1))
    || ' ' || regexp_extract(v, '^(\d{1,2}) ', 1)
    || ' ' || replace(regexp_extract(v, '^\d{1,2} [a-z]+ (\d{1,2}[.:]\d{2})', 1), ':', '.'),
    '%Y %m %d %H.%M');

CREATE MACRO month_of(y, m) AS  -- »2026 prel.« and »Aug«; NULL for a quarter or a whole year
  try_strptime(regexp_extract(y, '\d{4}') || '-' || list_position(
    ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'],
    lower(left(m, 3))), '%Y-%m');

CREATE MACRO most(tallied) AS CASE WHEN tallied THEN 60000 ELSE 10000 END;

CREATE TABLE parsed AS
WITH kinds AS (
  SELECT t.*, asked.*, in_kind.what AS in_kind, in_place.what AS in_place,
    CASE
      WHEN kind_is = 'crime_code' THEN lpad(t.kind, greatest(4, length(t.kind))::INTEGER, '0')
      WHEN kind_is = 'code_name' THEN coalesce(
        nullif(regexp_extract(t.kind, '^(?:&nbsp;)*(\d{4})\b', 1), ''), codes.code, t.kind)
      ELSE left(regexp_replace(t.kind, '\s+', ' ', 'g'), 80)
    END AS what
  FROM trimmed t CROSS JOIN asked
  LEFT JOIN (SELECT DISTINCT ON (name) * FROM codes) codes
    ON kind_is = 'code_name' AND codes.name = lower(t.kind)
  LEFT JOIN personal in_kind ON in_kind.value = t.kind
  LEFT JOIN personal in_place ON in_place.value = t.place
    AND lower(regexp_replace(t.place, '\s+', ' ', 'g')) NOT IN (SELECT name FROM names)
), timed AS (
  SELECT *, CASE WHEN tallied THEN month_of("year", "start") ELSE moment("start") END AS day, moment("end") AS last_day,
    number(north) AS n_north, number(east) AS n_east,
    CASE WHEN "count" IS NULL THEN 1 ELSE try_cast(replace("count", ' ', '') AS INTEGER) END AS n
  FROM kinds
), begun AS (
  SELECT *, at_clock(day, start_time) AS written,
    at_clock(coalesce(last_day, CASE WHEN end_time IS NOT NULL THEN day END), end_time) AS ended,
    told_at(told, day) AS told_this_year
  FROM timed
), chosen AS (
  SELECT *,
    coalesce(CASE WHEN told_this_year > written + INTERVAL 1 DAY
                  THEN told_this_year - INTERVAL 1 YEAR ELSE told_this_year END, written) AS begins,
    told_this_year IS NOT NULL OR start_time IS NOT NULL OR has_clock("start") AS with_clock,
    tallied OR regexp_full_match("start", '\d{4}-\d{2}') AS only_month
  FROM begun
), reasoned AS (
  SELECT *, CASE
    WHEN fault IS NOT NULL THEN fault
    WHEN what IS NULL THEN 'brottskod eller händelsetyp saknas'
    WHEN kind_is = 'crime_code' AND NOT regexp_full_match(what, '\d{4}')
      THEN format('brottskoden »{}« är inte fyra siffror', shown(what))
    WHEN regexp_matches(what, '\d{6}[-+ ]?\d{4}')
      THEN 'slaget liknar ett personnummer; sådana får inte finnas i filen'
    WHEN in_kind IS NOT NULL THEN format('slaget innehåller {}; ta bort det ur filen', in_kind)
    WHEN in_place IS NOT NULL THEN format('området innehåller {}; ta bort det ur filen', in_place)
    WHEN id IN (SELECT value FROM personal) THEN 'id är ett personnummer; använd ett annat id'
    WHEN tallied AND NOT regexp_full_match(what, '\d{4}')
      THEN 'raden summerar flera brottskoder; hämta tabellen per brottskod'
    WHEN tallied AND day IS NULL
      THEN 'raden gäller ett år eller ett kvartal; hämta tabellen per månad'
    WHEN tallied AND regexp_full_match("count", '[.:–-]*') THEN 'källan har ingen uppgift (..)'
    WHEN "start" IS NULL THEN 'datum saknas'
    WHEN day IS NULL THEN format('datumet »{}« går inte att läsa', shown("start"))
    WHEN start_time IS NOT NULL AND clock(start_time) IS NULL
      THEN format('klockslaget »{}« går inte att läsa', shown(start_time))
    WHEN begins >= today + INTERVAL 2 DAY
      THEN format('datumet {} ligger i framtiden', strftime(begins, '%Y-%m-%d'))
    WHEN begins < earliest
      THEN format('datumet {} ligger före {}', strftime(begins, '%Y-%m-%d'), earliest)
    WHEN n IS NULL OR n < CASE WHEN tallied THEN 0 ELSE 1 END OR n > most(tallied)
      THEN format('antalet »{}« är inte ett heltal från 1 till 10 000', shown("count"))
  END AS reason
  FROM chosen
)
SELECT line, reason, id, what AS kind, begins, n::USMALLINT AS n, 
  lower(regexp_replace(place, '(\s|&nbsp;)+', ' ', 'g')) AS place, place AS place_told, area, tallied,
  tallied AND concat("year", "start") ILIKE '%prel%' AS preliminary,
  elsewhere,
  -- a file in which every clock says 00:00 tells no clock at all
  with_clock AND NOT only_month
    AND bool_or(with_clock AND (hour(begins) > 0 OR minute(begins) > 0)) OVER () AS timed,
  only_month,
  CASE WHEN ended >= begins THEN ended END AS ends,
  n_north AS north, n_east AS east,
  reason IS NULL AND ("end" IS NOT NULL OR end_time IS NOT NULL) AND ended IS NULL AS end_unread,
  reason IS NULL AND ended < begins AS end_before,
  (north IS NOT NULL OR east IS NOT NULL) AND (n_north IS NULL OR n_east IS NULL) AS point_unread,
  kind_is = 'crime_code' AND length(kinds_kind) < 4 AS zero_restored,
  kind_is <> 'event_type' AND (SELECT count(*) FROM codes) > 0
    AND what NOT IN (SELECT code FROM codes) AS code_unknown
FROM (SELECT *, kind AS kinds_kind FROM reasoned);
DROP TABLE trimmed;

-- == decide ==
CREATE TABLE laid AS
WITH here AS (
  SELECT p.*, s.x, s.y, s.swapped, coalesce(s.place, named.place) AS spot,
    p.north IS NOT NULL AND p.east IS NOT NULL AND s.line IS NULL AS abroad,
    s.line IS NOT NULL AND s.place IS NULL AS off_map,
    p.place IS NOT NULL AND named.place IS NULL AS name_unknown
  FROM parsed p LEFT JOIN spots s USING (line)
  LEFT JOIN names named ON named.name = coalesce(
    (SELECT name FROM names WHERE name = p.place),
    regexp_replace(p.place, 's? (kommun|stadsområde)$', ''))
)
SELECT * REPLACE (coalesce(reason, CASE WHEN elsewhere = 'reject' AND spot IS NULL THEN
    CASE WHEN place IS NULL THEN format('platsen ligger inte i {}', area)
         ELSE format('platsen »{}« finns inte bland {}s platser', shown(place_told), area) END END
  ) AS reason)
FROM here;
DROP TABLE parsed;

-- the same content gives the same key in CSV, XLSX and Parquet, in every version of DuckDB
CREATE TABLE hashed AS  -- what is no longer asked for is left behind
WITH alike AS (
  SELECT *, id IS NOT NULL OR tallied AS told_apart,
    CASE WHEN tallied THEN concat_ws('|', 'cell', kind, strftime(begins, '%Y-%m'), place)
      WHEN id IS NOT NULL THEN concat_ws('|', 'id', id, kind)
    ELSE concat_ws('|', 'row', kind, strftime(begins, '%Y-%m-%d %H:%M'), timed,
      coalesce(strftime(ends, '%Y-%m-%d %H:%M'), ''), coalesce(x, east, 0)::DOUBLE,
      coalesce(y, north, 0)::DOUBLE, coalesce(place, ''), n) END AS content
  FROM laid WHERE reason IS NULL
)
SELECT * EXCLUDE (reason, id, place, place_told, area, elsewhere, north, east, content),
  CASE WHEN NOT told_apart THEN content END AS content, md5_number_lower(content) AS whole
FROM alike;

CREATE TABLE several AS  -- few rows are like another: only they are numbered
SELECT line, row_number() OVER (PARTITION BY whole ORDER BY line) AS nth FROM hashed
WHERE whole IN (SELECT whole FROM hashed GROUP BY whole HAVING count(*) > 1);

CREATE TABLE keyed AS
SELECT hashed.* EXCLUDE (content, whole),
  CASE WHEN told_apart THEN whole
       ELSE md5_number_lower(content || '|' || coalesce(nth, 1)) END AS key,
  told_apart AND coalesce(nth, 1) > 1 AS again
FROM hashed LEFT JOIN several USING (line);
DROP TABLE hashed;

CREATE TABLE taken AS
SELECT * FROM keyed WHERE NOT again AND NOT EXISTS (FROM known WHERE known.key = keyed.key);

-- == rows ==
COPY (
  SELECT key, kind,
    ((year(begins) - 1970) * 12 + month(begins) - 1)::USMALLINT AS month,
    CASE WHEN timed THEN ((isodow(begins) - 1) * 24 + hour(begins))::UTINYINT END AS hour_of_week,
    CASE WHEN NOT only_month THEN date_trunc('second', begins)::TIMESTAMP_S END AS starts,
    ends::TIMESTAMP_S AS ends, x, y, spot AS place, n
  FROM taken ORDER BY month, kind, line
) TO '{path}' (FORMAT parquet, COMPRESSION zstd);

-- == totals ==
SELECT (SELECT count(*) FROM laid), count(*)::BIGINT,
  (SELECT count(*) FROM keyed) - count(*),
  (SELECT count(*) FROM laid WHERE reason IS NOT NULL),
  count(*) FILTER (spot IS NULL),
  date_trunc('month', min(begins))::DATE, date_trunc('month', max(begins))::DATE
FROM taken;

-- == rejects ==
SELECT line, reason FROM laid WHERE reason IS NOT NULL ORDER BY line;

-- == counts ==
SELECT spot, kind, date_trunc('month', begins)::DATE AS month, sum(n)::BIGINT
FROM taken GROUP BY ALL HAVING sum(n) > 0 ORDER BY ALL;

-- == notes ==
SELECT note, sum(of)::BIGINT FROM (
  UNPIVOT (
    SELECT count(*) FILTER (zero_restored) AS "brottskoden fick tillbaka sin inledande nolla",
      count(*) FILTER (code_unknown) AS "brottskoden finns inte i tabellen över brottskoder",
      count(*) FILTER (end_unread) AS "sluttiden gick inte att läsa och togs inte med",
      count(*) FILTER (end_before) AS "slutet låg före början och togs inte med",
      count(*) FILTER (point_unread) AS "koordinaten gick inte att läsa",
      count(*) FILTER (swapped) AS "koordinaterna stod i varandras kolumner och byttes",
      count(*) FILTER (abroad) AS "koordinaten ligger utanför Sverige och togs inte med",
      count(*) FILTER (off_map) AS "koordinaten ligger utanför alla kända gränser",
      count(*) FILTER (name_unknown AND spot IS NULL) AS "området är inte en känd plats",
      count(*) FILTER (timed IS FALSE AND NOT only_month) AS "klockslag saknas",
      count(*) FILTER (preliminary) AS "talet är preliminärt",
      (SELECT count(*) FROM keyed JOIN known USING (key) WHERE tallied AND keyed.n <> known.n)
        AS "talet är ett annat i en tidigare leverans; återkalla den för att ta in det nya"
    FROM taken
  ) ON COLUMNS(*) INTO NAME note VALUE of
) WHERE of > 0 GROUP BY note ORDER BY note;
