-- Tokens of a registry with permissions on repositories (registries/tokens, registries/scopeMaps). Of a password its hash is kept.
create table registry_scope_map (
    id uuid primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    name text not null,
    name_key text not null,
    description text,
    actions text not null,
    created_at timestamptz not null,
    unique (registry_id, name_key)
);

create table registry_token (
    id uuid primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    name text not null,
    name_key text not null,
    scope_map_id text not null,
    enabled boolean not null,
    created_at timestamptz not null,
    unique (registry_id, name_key)
);

create table registry_token_password (
    id text primary key,
    token_id uuid not null references registry_token (id) on delete cascade,
    name text not null,
    hash text not null,
    created_at timestamptz not null,
    expiry timestamptz
);
create index registry_token_password_token on registry_token_password (token_id);
