-- Directories and files of shares. Names, sizes and times are clear; contents and metadata are ciphertext. The root of a share has no row.
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
