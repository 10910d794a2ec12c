-- Microsoft.MachineLearningServices/workspaces/connections; credentials lie in the workspace's vault.
create table ml_connection (
    key text primary key,
    id text not null,
    workspace_key text not null references ml_workspace on delete cascade,
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
create index ml_connection_of_workspace on ml_connection (workspace_key);

-- Microsoft.MachineLearningServices/workspaces/privateEndpointConnections, one a private endpoint
create table ml_private_endpoint_connection (
    key text primary key,
    id text not null,
    workspace_key text not null references ml_workspace on delete cascade,
    endpoint_key text not null unique,
    endpoint_id text not null,
    subnet_id text not null,
    status text not null,
    description text not null,
    created_at timestamptz not null
);
create index ml_private_endpoint_connection_of_workspace on ml_private_endpoint_connection (workspace_key);

-- The notebook resource of a workspace; its keys are wrapped.
create table ml_notebook (
    workspace_key text primary key references ml_workspace on delete cascade,
    resource_id text not null,
    fqdn text not null,
    wrapped_keys bytea not null,
    prepared_at timestamptz not null
);

-- Microsoft.Network/privateEndpoints; how its connection stands is in the table of connections.
create table private_endpoint (
    key text primary key,
    id text not null,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tags text not null,
    subnet_id text not null,
    connection_name text not null,
    manual boolean not null,
    target_id text not null,
    request_message text not null,
    created_at timestamptz not null
);
