-- Datastores beside the built-in one; their secrets lie in the workspace's key vault.
create table datastore (
    workspace_id text not null,
    name_key text not null,               -- name in lower case
    is_default boolean not null,
    created timestamptz not null,
    modified timestamptz not null,
    content bytea not null,               -- ciphertext
    primary key (workspace_id, name_key)
);

-- System-assigned identities of compute targets; only this service can speak for them.
create table compute_identity (
    compute_id text primary key,          -- ARM id in lower case
    resource_id text not null,
    wrapped_key bytea not null,           -- private key under the root keys
    object_id text not null,
    client_id text not null,
    tenant_id text not null,
    created timestamptz not null
);

alter table compute_target add column identity_type text not null default 'None';
alter table compute_target alter column identity_type drop default;
