-- The data key under each key that a client of an account's blobs provides, wrapped by that key, of which the hash alone is kept.
create table client_key (
    account_id uuid        not null references storage_account on delete cascade,
    key_sha256 text        not null,
    wrapped    bytea       not null,
    used       timestamptz not null,
    primary key (account_id, key_sha256)
);

-- What a blob or block is encrypted under; both null: the account's key.
alter table blob
    add key_sha256 text,
    add encryption_scope text;

alter table blob_block
    add key_sha256 text,
    add encryption_scope text;

-- deleted_blob has the columns of blob.
alter table deleted_blob
    add key_sha256 text,
    add encryption_scope text;

create index blob_of_client_key on blob (key_sha256) where key_sha256 is not null;
create index blob_block_of_client_key on blob_block (key_sha256) where key_sha256 is not null;
create index deleted_blob_of_client_key on deleted_blob (key_sha256) where key_sha256 is not null;
