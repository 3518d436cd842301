-- Append-only: nothing changes a document, a claim or a review. `forget` first writes a tombstone; only rows of a
-- document that has one can be deleted.

CREATE TRIGGER documents_are_kept BEFORE DELETE ON document
WHEN NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.id = OLD.id)
BEGIN SELECT raise(ABORT, 'documents are append-only: use claimledger forget'); END;

CREATE TRIGGER documents_stay BEFORE UPDATE ON document
BEGIN SELECT raise(ABORT, 'documents are append-only'); END;

CREATE TRIGGER claims_are_kept BEFORE DELETE ON claim
WHEN NOT EXISTS (SELECT 1 FROM document d JOIN tombstone t ON t.id = d.id WHERE d.key = OLD.document)
BEGIN SELECT raise(ABORT, 'claims are append-only: use claimledger forget'); END;

CREATE TRIGGER claims_stay BEFORE UPDATE ON claim
BEGIN SELECT raise(ABORT, 'claims are append-only'); END;

CREATE TRIGGER reviews_are_kept BEFORE DELETE ON review
BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;

CREATE TRIGGER reviews_stay BEFORE UPDATE ON review
BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;
