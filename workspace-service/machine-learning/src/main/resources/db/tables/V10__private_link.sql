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
    created_at timestamptz not null,
    address text
);
create index ml_private_endpoint_connection_of_workspace on ml_private_endpoint_connection (workspace_key);

-- Each private endpoint has a loopback address of its own, 127.64.0.0/10, by a number that counts on.
create sequence private_endpoint_number;

-- Microsoft.Network/privateEndpoints; how its connection stands is in the table of connections.
create table private_endpoint (
    key text primary key,
    id text not null,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tags text not null,
    subnet_id text not null,
    connection_name text not null,
    manual boolean not null,
    target_id text not null,
    request_message text not null,
    created_at timestamptz not null,
    address text not null unique
);
