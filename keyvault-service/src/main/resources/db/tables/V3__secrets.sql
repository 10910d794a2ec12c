-- A secret's name; its values are its versions.
create table secret (
    id uuid primary key,
    vault_id uuid not null references vault (id) on delete cascade,
    name text not null,
    name_key text not null,
    deleted_at timestamptz,
    scheduled_purge_at timestamptz,
    -- The secret of a certificate is changed through the certificate only.
    managed boolean not null default false,
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
