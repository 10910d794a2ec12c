-- Whether an account's blobs keep their previous versions: NEVER (it never did, so that nobody looks for any), OFF or ON.
alter table storage_account
    add versioning text not null default 'NEVER';

-- The id of a version: of the blob itself while it is the current one; a previous one is a row of its own, whose place
-- among the snapshots is v and this id. Null of snapshots and of what was written without versioning.
alter table blob
    add version_id text collate "C";

-- deleted_blob has the columns of blob.
alter table deleted_blob
    add version_id text collate "C";
