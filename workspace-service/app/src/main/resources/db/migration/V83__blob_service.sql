-- What a storage account lets in: its firewall, and the secret that user delegation keys are derived from (ciphertext, made at
-- first use).
alter table storage_account
    add network_default_action text not null default 'Allow',
    add network_bypass text not null default 'AzureServices',
    add ip_rules text not null default '',
    add public_network_access text not null default 'Enabled',
    add delegation_secret bytea,
    add service_properties text;

-- Leases, access policies, anonymous access.
alter table blob_container
    add public_access text,
    add policies text,
    add lease_id text,
    add lease_seconds integer,
    add lease_until timestamptz,
    add lease_breaks timestamptz;

-- Append and page blobs, snapshots (a row of their own, snapshot is their time), tags (ciphertext), leases and copies.
alter table blob
    alter content_id drop not null,
    add kind text not null default 'BlockBlob',
    add snapshot text collate "C" not null default '',
    add sealed boolean not null default false,
    add committed_blocks integer not null default 0,
    add sequence_number bigint not null default 0,
    add tags bytea,
    add tag_count integer not null default 0,
    add lease_id text,
    add lease_seconds integer,
    add lease_until timestamptz,
    add lease_breaks timestamptz,
    add copy_id text,
    add copy_source text,
    add copy_completed timestamptz,
    add constraint blob_of_snapshot unique (container_id, name, snapshot),
    drop constraint blob_container_id_name_key;

create index blob_with_tags on blob (container_id) where tag_count > 0;

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
