-- Keys: public halves are clear, private ones ciphertext under the vault's data key.
create table vault_key (
    id uuid primary key,
    vault_id uuid not null references vault (id) on delete cascade,
    name text not null,
    name_key text not null,
    managed boolean not null,
    rotation_policy text,
    deleted_at timestamptz,
    scheduled_purge_at timestamptz,
    unique (vault_id, name_key)
);

create table vault_key_version (
    id uuid primary key,
    key_id uuid not null references vault_key (id) on delete cascade,
    sequence bigint generated always as identity,
    version text not null,
    kty text not null,
    curve text,
    key_size integer,
    operations text not null,
    public_key bytea not null,
    private_key bytea not null,
    tags text not null,
    enabled boolean not null,
    not_before timestamptz,
    expires timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (key_id, version)
);
create index vault_key_version_latest on vault_key_version (key_id, sequence desc);
