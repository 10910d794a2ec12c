-- Certificates: key and secret of the same name and version hold their private half.
create table certificate (
    id uuid primary key,
    vault_id uuid not null references vault (id) on delete cascade,
    name text not null,
    name_key text not null,
    policy text not null,
    policy_created_at timestamptz not null,
    policy_updated_at timestamptz not null,
    deleted_at timestamptz,
    scheduled_purge_at timestamptz,
    unique (vault_id, name_key)
);

create table certificate_version (
    id uuid primary key,
    certificate_id uuid not null references certificate (id) on delete cascade,
    sequence bigint generated always as identity,
    version text not null,
    content bytea not null,
    tags text not null,
    enabled boolean not null,
    not_before timestamptz,
    expires timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (certificate_id, version)
);
create index certificate_version_latest on certificate_version (certificate_id, sequence desc);

-- The last order of a certificate; the private half waits, as ciphertext, for the one to be merged.
create table certificate_order (
    certificate_id uuid primary key references certificate (id) on delete cascade,
    request_id text not null,
    status text not null,
    csr bytea not null,
    private_key bytea,
    attributes text not null,
    tags text not null,
    cancellation_requested boolean not null,
    -- An order has the version that it makes from its beginning, and keeps it when it is forgotten.
    version text not null,
    created_at timestamptz not null
);

-- Certification authorities that a vault knows; account and people are ciphertext under the vault's data key.
create table certificate_issuer (
    id uuid primary key,
    vault_id uuid not null references vault (id) on delete cascade,
    name text not null,
    name_key text not null,
    details bytea not null,
    enabled boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (vault_id, name_key)
);

-- Whom a vault would write to about its certificates, ciphertext.
create table certificate_contacts (
    vault_id uuid primary key references vault (id) on delete cascade,
    contacts bytea not null
);
