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

-- Enabled or Disabled.
alter table vault add column public_network_access text not null default 'Enabled';
