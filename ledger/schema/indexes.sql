-- Built in bulk at the end of a first ingest (meta.indexes), live afterwards.
CREATE INDEX IF NOT EXISTS document_raw ON document(raw);
CREATE INDEX IF NOT EXISTS document_published ON document(published DESC, id);
CREATE INDEX IF NOT EXISTS place_path ON place(path, offset);
CREATE INDEX IF NOT EXISTS place_given ON place(given_id) WHERE given_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS claim_document ON claim(document, start);
CREATE INDEX IF NOT EXISTS claim_id ON claim(id);
CREATE INDEX IF NOT EXISTS claim_subject ON claim(subject, measure) WHERE subject IS NOT NULL;
CREATE INDEX IF NOT EXISTS claim_root ON claim(root) WHERE root IS NOT NULL;
CREATE INDEX IF NOT EXISTS claim_cluster ON claim(cluster) WHERE cluster IS NOT NULL;
