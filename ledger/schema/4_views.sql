-- The stable face of the ledger for people who write SQL: columns may be added, never changed.

CREATE VIEW documents AS
SELECT 'd:' || lower(hex(d.id)) AS id, lower(hex(d.raw)) AS sha256, p.path, p.offset, p.given_id, d.title, d.url, d.publisher,
       d.author, d.lang, d.wire, d.published, d.published_how, d.modified, d.modified_how, d.format, d.encoding, d.bytes, d.length,
       o.source, o.current, 'd:' || lower(hex(od.id)) AS origin, o.revised, d.key
FROM document d
LEFT JOIN place p ON p.document = d.key
  AND (p.path, p.offset) = (SELECT q.path, q.offset FROM place q WHERE q.document = d.key ORDER BY q.path, q.offset LIMIT 1)
LEFT JOIN origin o ON o.document = d.key
LEFT JOIN document od ON od.key = o.origin;

CREATE VIEW claims AS
SELECT 'c:' || lower(hex(c.id)) AS id, c.kind, c.value, c.value_real, c.unit, c.per, c.low, c.high, c.low_real, c.high_real,
       c.ends & 1 AS low_open, (c.ends >> 1) & 1 AS high_open, c.hedge, s.name AS subject, s.type AS subject_type, c.subject_text,
       c.measure, c.root, c.change, c.event, c.concept, c.scope_period, c.scope_of, c.time_first AS first, c.time_last AS last,
       c.time_text, c.time_timex AS timex, c.basis, c.modality, v.name AS speaker, c.speaker_text, c.cue, c.quote, t.text AS sentence,
       c.start, c."end", c.raw_start, c.raw_end, d.published, d.publisher, d.title, d.url, 'd:' || lower(hex(d.id)) AS document,
       o.source, o.current, r.claim AS rule, k.lang || '@' || lower(hex(k.hash)) AS pack, c.key
FROM claim c
LEFT JOIN document d ON d.key = c.document
LEFT JOIN sentence t ON t.key = c.sentence
LEFT JOIN entity s ON s.key = c.subject
LEFT JOIN entity v ON v.key = c.speaker
LEFT JOIN rule r ON r.key = c.rule
LEFT JOIN pack k ON k.key = c.pack
LEFT JOIN origin o ON o.document = c.document
WHERE NOT EXISTS (SELECT 1 FROM stale x WHERE x.document = c.document AND x.pack = c.pack);

CREATE VIEW conflicts AS
SELECT 'x:' || lower(hex(f.id)) AS id, f.word, f.verdict, f.severity, f.flags, f.subject, f.measure, f.per, f.first, f.last,
       f.documents, f.origins, f.sources, (SELECT count(*) FROM member m WHERE m.finding = f.key) AS figures, f.key
FROM finding f
WHERE f.word = 'conflict';

-- Every group of figures that was compared, not only the conflicts.
CREATE VIEW findings AS
SELECT 'x:' || lower(hex(f.id)) AS id, f.word, f.verdict, f.severity, f.flags, f.subject, f.measure, f.per, f.first, f.last,
       f.documents, f.origins, f.sources, (SELECT count(*) FROM member m WHERE m.finding = f.key) AS figures, f.key
FROM finding f;

-- The claims of a finding, in its order.
CREATE VIEW members AS
SELECT 'x:' || lower(hex(f.id)) AS finding, f.word, m.number, 'c:' || lower(hex(c.id)) AS claim
FROM member m JOIN finding f ON f.key = m.finding JOIN claim c ON c.key = m.claim;

-- The references of articles that have a list of them.
CREATE VIEW citations AS
SELECT 'd:' || lower(hex(d.id)) AS document, c.number, c.label, c.title, c.publisher, c.date, c.url
FROM citation c JOIN document d ON d.key = c.document;

CREATE VIEW reviews AS
SELECT 'x:' || lower(hex(conflict)) AS conflict, lower(hex(pair)) AS pair, at, who, action, reason, note FROM review;

CREATE VIEW entities AS
SELECT name, type, core, key FROM entity;

CREATE VIEW runs AS
SELECT r.key AS run, r.started, r.finished, r.state, r.command, r.version, k.lang || '@' || lower(hex(k.hash)) AS pack,
       r.documents, r.unchanged, r.changed, r.failed, r.claims, r.bytes, r.seconds
FROM run r LEFT JOIN pack k ON k.key = r.pack;

-- What gave no document, and documents of which something is missing (document.flags: 1 cut off, 8 a rule took too many steps).
-- open: neither these bytes nor what stands at this place has become a document since; a whole one, where one was cut.
CREATE VIEW failures AS
SELECT f.path, f.offset, f.reason, lower(hex(f.raw)) AS sha256, f.run,
       NOT EXISTS (SELECT 1 FROM document d WHERE d.raw = f.raw)
       AND NOT EXISTS (SELECT 1 FROM place p WHERE p.path = f.path AND p.offset = f.offset) AS open
FROM failure f
UNION ALL
SELECT p.path, p.offset, iif(d.flags & 1, 'cut off: what is there was read', 'a rule took too many steps: figures may be missing (--max-steps)'),
       lower(hex(d.raw)), (SELECT max(x.run) FROM extraction x WHERE x.document = d.key),
       NOT EXISTS (SELECT 1 FROM place q JOIN document e ON e.key = q.document
                   WHERE q.path = p.path AND q.offset = p.offset AND e.key > d.key AND NOT e.flags & 9)
FROM document d JOIN place p ON p.document = d.key WHERE d.flags & 9;
