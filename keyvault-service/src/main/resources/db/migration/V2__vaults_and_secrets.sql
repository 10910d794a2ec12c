-- Vaults, active and soft-deleted. Names are unique in all of Azure, whatever subscription.
create table vault (
    id uuid primary key,
    name text not null,
    name_key text not null unique,
    arm_id text not null,
    arm_key text not null,
    subscription_id text not null,
    resource_group_key text not null,
    location text not null,
    tenant_id text not null,
    sku text not null,
    rbac boolean not null,
    access_policies text not null,
    enabled_for_deployment boolean not null,
    enabled_for_disk_encryption boolean not null,
    enabled_for_template_deployment boolean not null,
    retention_days integer not null,
    purge_protection boolean not null,
    network_acls text,
    tags text not null,
    wrapped_data_key bytea not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    scheduled_purge_at timestamptz
);
create index vault_subscription on vault (subscription_id, resource_group_key);

-- A secret's name; its values are its versions.
create table secret (
    id uuid primary key,
    vault_id uuid not null references vault (id) on delete cascade,
    name text not null,
    name_key text not null,
    deleted_at timestamptz,
    scheduled_purge_at timestamptz,
    unique (vault_id, name_key)
);

-- value is ciphertext under the vault's data key.
create table secret_version (
    id uuid primary key,
    secret_id uuid not null references secret (id) on delete cascade,
    sequence bigint generated always as identity,
    version text not null,
    value bytea not null,
    content_type text,
    tags text not null,
    enabled boolean not null,
    not_before timestamptz,
    expires timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (secret_id, version)
);
create index secret_version_latest on secret_version (secret_id, sequence desc);
