-- Data keys of the metadata of workspaces: wrapped by the root key, or by compute-service under the customer's key of the workspace.
create table workspace_key (
    workspace_key text primary key,       -- ARM id in lower case
    under_customer_key boolean not null,
    wrapped bytea not null
);
