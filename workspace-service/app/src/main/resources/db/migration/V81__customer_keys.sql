-- A workspace's customer-managed key and the resource group that Azure ML manages for it.
alter table ml_workspace
    add column customer_vault_id text,
    add column customer_key text,
    add column managed_group_id text;

-- Microsoft.DocumentDB/databaseAccounts
create table cosmos_account (
    key text primary key,
    id text not null,
    name text not null unique,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    kind text not null,
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

-- The application that helps Azure ML manage compute; object_id once it is there, with its role.
create table support_application (
    subscription_id text not null,
    region text not null,
    application_id text not null unique,
    object_id text,
    primary key (subscription_id, region)
);
