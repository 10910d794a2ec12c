-- The list of files lies in the workspace's storage account, manifests/{snapshot_id}.json.
create table snapshot (
    workspace_id text not null,
    snapshot_id uuid not null,
    parent_snapshot_id uuid,
    created timestamptz not null,
    digest text not null,
    file_count int not null,
    total_bytes bigint not null,
    primary key (workspace_id, snapshot_id)
) partition by list (workspace_id);
create table run_history_shared.snapshot partition of snapshot default;

-- Datastores beside the built-in one; their secrets lie in the workspace's key vault.
create table datastore (
    workspace_id text not null,
    name_key text not null,               -- name in lower case
    is_default boolean not null,
    created timestamptz not null,
    modified timestamptz not null,
    content bytea not null,               -- ciphertext
    primary key (workspace_id, name_key)
) partition by list (workspace_id);
create table run_history_shared.datastore partition of datastore default;

-- Assets of Azure ML's v2 API (code, data, components) and their versions, in partitions like the rest of run history.
create table asset (
    workspace_id text not null,
    kind text not null,
    name_key text not null,               -- name in lower case
    name text not null,
    is_archived boolean not null,
    is_listed boolean not null,           -- false while all versions are anonymous
    latest_version text,
    next_version text not null,
    created timestamptz not null,
    modified timestamptz not null,
    content bytea not null,               -- ciphertext
    primary key (workspace_id, kind, name_key)
) partition by list (workspace_id);
create table run_history_shared.asset partition of asset default;

create table asset_version (
    workspace_id text not null,
    kind text not null,
    name_key text not null,
    version text not null,
    name text not null,
    number bigint,                        -- of a version that is a whole number
    is_anonymous boolean not null,
    is_archived boolean not null,
    code_hash text,                       -- as the client computed it
    snapshot_id uuid,                     -- of code: the snapshot that its runs execute
    created timestamptz not null,
    modified timestamptz not null,
    content bytea not null,               -- ciphertext
    primary key (workspace_id, kind, name_key, version)
) partition by list (workspace_id);
create index asset_version_of_hash on asset_version (workspace_id, code_hash) where code_hash is not null;
create table run_history_shared.asset_version partition of asset_version default;
