-- Microsoft.MachineLearningServices/workspaces
create table ml_workspace (
    key text primary key,
    id text not null,
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
    modified_by_type text not null
);

-- What Azure ML granted to a workspace's identity, to take it back with the workspace.
create table ml_workspace_grant (
    workspace_key text not null references ml_workspace on delete cascade,
    assignment_id text not null,
    primary key (workspace_key, assignment_id)
);
