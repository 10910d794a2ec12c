-- Azure Databricks workspaces; the root of the file system of each lies in a storage account of its managed resource group.
create table databricks_workspace (
    key text primary key,
    id text not null,
    name text not null,
    workspace_number bigint not null unique,
    subscription_id text not null,
    resource_group text not null,
    tenant_id text not null,
    location text not null,
    sku text not null,
    tags text not null,
    managed_group text not null,
    storage_account text not null,
    storage_sku text not null,
    no_public_ip boolean not null,
    storage_principal text,
    key_vault_uri text,
    key_name text,
    key_version text,
    created_by text,
    created_by_application text,
    created_at timestamptz not null
);
create index databricks_workspace_scope on databricks_workspace (subscription_id, resource_group);

-- Access tokens of Databricks workspaces: hashes alone.
create table databricks_token (
    token_id text primary key,
    workspace_key text not null,
    sha256 bytea not null,
    owner_object_id text not null,
    comment text not null,
    created timestamptz not null,
    expires timestamptz
);
create unique index databricks_token_hash on databricks_token (workspace_key, sha256);
create index databricks_token_owner on databricks_token (workspace_key, owner_object_id);
