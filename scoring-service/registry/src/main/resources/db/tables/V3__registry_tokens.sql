-- Tokens of a registry with permissions on repositories (registries/tokens, registries/scopeMaps). Of a password its hash is kept.
create table registry_scope_map (
    key text primary key,
    id text not null,
    name text not null,
    parent_key text not null references registry (arm_key) on delete cascade,
    description text,
    actions text not null,
    created_at timestamptz not null
);

create index registry_scope_map_of_registry on registry_scope_map (parent_key);

create table registry_token (
    key text primary key,
    id text not null,
    name text not null,
    parent_key text not null references registry (arm_key) on delete cascade,
    scope_map_id text not null,
    enabled boolean not null,
    created_at timestamptz not null
);

create index registry_token_of_registry on registry_token (parent_key);

create table registry_token_password (
    id text primary key,
    token_key text not null references registry_token on delete cascade,
    name text not null,
    hash text not null,
    created_at timestamptz not null,
    expiry timestamptz
);
create index registry_token_password_token on registry_token_password (token_key);
