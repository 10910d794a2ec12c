-- Directories and files of shares. Names, sizes and times are clear; contents and metadata are ciphertext. The root of a share has no row.
alter table file_share
    add metadata bytea,
    add policies text;

alter table stored_content
    alter container_id drop not null,
    add share_id uuid references file_share on delete cascade;

create index stored_content_of_share on stored_content (share_id) where share_id is not null;

create table share_entry (
    id           uuid primary key,
    share_id     uuid             not null references file_share on delete cascade,
    parent_key   text collate "C" not null,
    name         text             not null,
    name_key     text collate "C" not null,
    directory    boolean          not null,
    byte_count   bigint           not null,
    content_type text,
    content_encoding text,
    content_language text,
    content_disposition text,
    cache_control text,
    content_md5  bytea,
    metadata     bytea,
    etag         text             not null,
    created      timestamptz      not null,
    modified     timestamptz      not null,
    unique (share_id, parent_key, name_key)
);
