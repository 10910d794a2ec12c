-- Microsoft.DocumentDB/databaseAccounts
create table cosmos_account (
    key text primary key,
    id text not null,
    name text not null unique,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tags text not null,
    consistency text not null,
    key_vault_key_uri text,
    throughput_limit integer not null,
    wrapped_keys bytea not null,
    created_at timestamptz not null
);

-- Microsoft.Search/searchServices
create table search_service (
    key text primary key,
    id text not null,
    name text not null unique,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    sku text not null,
    tags text not null,
    replicas integer not null,
    partitions integer not null,
    wrapped_keys bytea not null,
    created_at timestamptz not null
);
