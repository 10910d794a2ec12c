-- Blob containers, blobs and uncommitted blocks. Names, lengths, types and times are clear; contents and
-- metadata are ciphertext. Names sort by code point, as Azure lists them.
create table blob_container (
    id         uuid primary key,
    account_id uuid             not null references storage_account on delete cascade,
    name       text collate "C" not null,
    metadata   bytea,
    etag       text             not null,
    modified   timestamptz      not null,
    -- Leases, access policies, anonymous access.
    public_access text,
    policies text,
    lease_id text,
    lease_seconds integer,
    lease_until timestamptz,
    lease_breaks timestamptz,
    -- A deleted container keeps its row, under a name that nobody can ask for: name/version.
    deleted_at timestamptz,
    expires_at timestamptz,
    -- Null: the account's key.
    default_scope text,
    deny_scope_override boolean not null default false,
    -- Immutability policy and legal holds of a container, in the form of the class Immutability; null: none.
    immutability text,
    unique (account_id, name)
);
create index blob_container_expiring on blob_container (expires_at) where expires_at is not null;

-- One stored content of a blob or block. ciphertext is null when it lies in a file named by the id.
create table stored_content (
    id           uuid primary key,
    container_id uuid references blob_container on delete cascade,
    share_id     uuid references file_share on delete cascade,
    ciphertext   bytea
);
create index stored_content_of_container on stored_content (container_id);
create index stored_content_of_share on stored_content (share_id) where share_id is not null;

-- Ciphertext cannot be compressed: trying costs each write, and finding out each read.
alter table stored_content alter ciphertext set storage external;

-- A content of some kilobytes stays in its row: out of line it was three rows more and three entries of an index, which
-- each write made and each read looked up.
alter table stored_content set (toast_tuple_target = 8160);

-- Content that is written piece by piece: of append blobs, page blobs and files. What no extent covers is zeros.
create table content_extent (
    owner_id      uuid   not null,
    first_byte    bigint not null,
    byte_count    bigint not null,
    content_id    uuid   not null references stored_content on delete cascade,
    content_first bigint not null,
    primary key (owner_id, first_byte)
);
create index content_extent_of_content on content_extent (content_id);

create table blob (
    id                  uuid primary key,
    container_id        uuid             not null,
    name                text collate "C" not null,
    content_id          uuid             references stored_content,
    content_length      bigint           not null,
    content_type        text             not null,
    content_encoding    text,
    content_language    text,
    content_disposition text,
    cache_control       text,
    content_md5         bytea,
    access_tier         text,
    metadata            bytea,
    blocks              text             not null,
    etag                text             not null,
    created             timestamptz      not null,
    modified            timestamptz      not null,
    -- Append and page blobs, snapshots (a row of their own, snapshot is their time), tags (ciphertext), leases and copies.
    kind text not null default 'BlockBlob',
    snapshot text collate "C" not null default '',
    sealed boolean not null default false,
    committed_blocks integer not null default 0,
    sequence_number bigint not null default 0,
    tags bytea,
    tag_count integer not null default 0,
    lease_id text,
    lease_seconds integer,
    lease_until timestamptz,
    lease_breaks timestamptz,
    copy_id text,
    copy_source text,
    copy_completed timestamptz,
    -- Block blobs put together from blocks: the owner of their extents, a new one with each commit, so that whoever reads reads one version.
    parts_id uuid,
    -- What a blob or block is encrypted under; both null: the account's key.
    key_sha256 text,
    encryption_scope text,
    -- A small content that is put at once lies in the row of its blob, encrypted under the blob's id. In a row of its own it
    -- was four entries of indexes and two checks of foreign keys more for each write, and one more look-up for each read.
    -- Such a blob has neither content_id nor parts_id.
    ciphertext bytea,
    -- The id of a version: of the blob itself while it is the current one; a previous one is a row of its own, whose place
    -- among the snapshots is v and this id. Null of snapshots and of what was written without versioning.
    version_id text collate "C",
    constraint blob_of_snapshot unique (container_id, name, snapshot)
);
create index blob_with_tags on blob (container_id) where tag_count > 0;
create index blob_of_client_key on blob (key_sha256) where key_sha256 is not null;
create index blob_of_content on blob (content_id) where content_id is not null;
alter table blob alter ciphertext set storage external;
alter table blob set (toast_tuple_target = 8160);

create table blob_block (
    id             uuid primary key,
    container_id   uuid             not null references blob_container on delete cascade,
    blob_name      text collate "C" not null,
    block_id       text             not null,
    content_id     uuid             not null references stored_content,
    content_length bigint           not null,
    created        timestamptz      not null,
    key_sha256 text,
    encryption_scope text,
    unique (container_id, blob_name, block_id)
);
create index blob_block_of_content on blob_block (content_id);
create index blob_block_of_client_key on blob_block (key_sha256) where key_sha256 is not null;

-- Soft-deleted blobs and snapshots, and what was overwritten: the rows as they were, moved here with what they refer to.
create table deleted_blob (
    like blob,
    deleted_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (id),
    foreign key (container_id) references blob_container on delete cascade,
    foreign key (content_id) references stored_content
);
create index deleted_blob_of_name on deleted_blob (container_id, name);
create index deleted_blob_of_content on deleted_blob (content_id);
create index deleted_blob_expiring on deleted_blob (expires_at);
create index deleted_blob_of_client_key on deleted_blob (key_sha256) where key_sha256 is not null;
alter table deleted_blob alter ciphertext set storage external;

-- A foreign key of blobs would lock the container's row with each blob that is made, which all writers of a container do to
-- the one row at once: that took as long as all the rest of the insertion. So a container takes its blobs along by itself.
-- Whoever makes a blob while that happens may not have seen it; what such a one leaves the sweep looks for by the
-- containers that are gone.
create table gone_container (
    id uuid primary key,
    gone_at timestamptz not null
);
create index gone_container_by_time on gone_container (gone_at);

create function take_blobs_along() returns trigger language plpgsql as $$
begin
    delete from blob where container_id = old.id;
    insert into gone_container (id, gone_at) values (old.id, clock_timestamp());
    return old;
end
$$;

create trigger blobs_go_along before delete on blob_container for each row execute function take_blobs_along();
