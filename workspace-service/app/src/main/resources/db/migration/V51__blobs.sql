-- Blob containers, blobs and uncommitted blocks. Names, lengths, types and times are clear; contents and
-- metadata are ciphertext. Names sort by code point, as Azure lists them.
create table blob_container (
    id         uuid primary key,
    account_id uuid             not null references storage_account on delete cascade,
    name       text collate "C" not null,
    metadata   bytea,
    etag       text             not null,
    modified   timestamptz      not null,
    unique (account_id, name)
);

-- One stored content of a blob or block. ciphertext is null when it lies in a file named by the id.
create table stored_content (
    id           uuid primary key,
    container_id uuid not null references blob_container on delete cascade,
    ciphertext   bytea
);

create index stored_content_of_container on stored_content (container_id);

create table blob (
    id                  uuid primary key,
    container_id        uuid             not null references blob_container on delete cascade,
    name                text collate "C" not null,
    content_id          uuid             not null references stored_content,
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
    unique (container_id, name)
);

create index blob_of_content on blob (content_id);

create table blob_block (
    id             uuid primary key,
    container_id   uuid             not null references blob_container on delete cascade,
    blob_name      text collate "C" not null,
    block_id       text             not null,
    content_id     uuid             not null references stored_content,
    content_length bigint           not null,
    created        timestamptz      not null,
    unique (container_id, blob_name, block_id)
);

create index blob_block_of_content on blob_block (content_id);
