-- Microsoft.MachineLearningServices/workspaces
create table ml_workspace (
    key text primary key,
    id text not null,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
    workspace_id text not null unique,
    tenant_id text not null,
    location text not null,
    tags text not null,
    sku_name text not null,
    sku_tier text not null,
    description text,
    friendly_name text not null,
    hbi_workspace boolean not null,
    passive_properties text not null,
    -- How its own datastores are reached: accessKey or identity.
    system_datastores_auth_mode text not null,
    storage_account_id text not null,
    storage_account_given boolean not null,
    key_vault_id text not null,
    key_vault_given boolean not null,
    application_insights_id text not null,
    application_insights_given boolean not null,
    container_registry_id text not null,
    container_registry_given boolean not null,
    vault_uri text,
    registry_login_server text,
    instrumentation_key text,
    identity_object_id text,
    identity_client_id text,
    identity_wrapped_key bytea,
    provisioning_state text not null,
    next_step text,
    failure_code text,
    failure_message text,
    operation_id text,
    created_at timestamptz not null,
    created_by text not null,
    created_by_type text not null,
    modified_at timestamptz not null,
    modified_by text not null,
    modified_by_type text not null,
    -- A workspace's customer-managed key and the resource group that Azure ML manages for it.
    customer_vault_id text,
    customer_key text,
    managed_group_id text,
    -- Managed identities of a workspace: whether it has one of its own, user-assigned ones with wrapped keys (JSON), which of them it
    -- acts as, and which of them opens its customer-managed key.
    own_identity boolean not null default true,
    user_identities text,
    primary_identity text,
    key_identity text,
    -- Managed identities that came off a workspace and are still to be ended, as JSON; null: none.
    leaving_identities text
);

-- What Azure ML granted to a workspace's identity, to take it back with the workspace.
create table ml_workspace_grant (
    workspace_key text not null references ml_workspace on delete cascade,
    assignment_id text not null,
    primary key (workspace_key, assignment_id)
);

-- Microsoft.MachineLearningServices/workspaces/connections; credentials lie in the workspace's vault.
create table ml_connection (
    key text primary key,
    id text not null,
    name text not null,
    parent_key text not null references ml_workspace on delete cascade,
    auth_type text not null,
    category text not null,
    target text not null,
    value_format text,
    metadata text not null,
    has_secret boolean not null,
    created_at timestamptz not null,
    created_by text not null,
    created_by_type text not null,
    modified_at timestamptz not null,
    modified_by text not null,
    modified_by_type text not null
);
create index ml_connection_of_workspace on ml_connection (parent_key);

-- The notebook resource of a workspace; its keys are wrapped.
create table ml_notebook (
    workspace_key text primary key references ml_workspace on delete cascade,
    resource_id text not null,
    fqdn text not null,
    wrapped_keys bytea not null,
    prepared_at timestamptz not null
);
create unique index ml_notebook_resource on ml_notebook (resource_id);

-- The application that helps Azure ML manage compute; object_id once it is there, with its role.
create table support_application (
    subscription_id text not null,
    region text not null,
    application_id text not null unique,
    object_id text,
    primary key (subscription_id, region)
);
