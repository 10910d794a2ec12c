-- Web services. Keys are ciphertext under the deployment's data key.
create table web_service (
    id text primary key,
    workspace_key text not null,
    workspace_id text not null,
    name text not null,
    endpoint text not null unique,
    compute_type text not null,
    request bytea not null,
    description bytea,
    tags bytea not null,
    properties bytea not null,
    auth_enabled boolean not null,
    app_insights_enabled boolean not null,
    state text not null,
    image_id text,
    component_id text,
    high_business_impact boolean not null,
    data_key bytea not null,
    primary_key bytea not null,
    secondary_key bytea not null,
    error_code text,
    error_message text,
    operation_id text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- The token form of a web service's authentication: one form at a time.
    aad_auth_enabled boolean not null default false,
    -- Web services on ACI under a version of a customer's key: it then wraps data_key in place of the service's root key.
    key_identifier text,
    -- Names and certificates of customers' own for web services. The key is ciphertext under the deployment's data key.
    cname           text,
    cname_key       text unique,  -- in lower case
    ssl_certificate text,
    ssl_key         bytea,
    -- The managed cluster that a service's AKS target stands for, whose disks may lie under a customer's key.
    cluster_id text,
    compute_key  text,      -- of the AKS target that it runs on
    cluster_host text  -- name of that target, null without one,
    constraint web_service_one_form check (not (auth_enabled and aad_auth_enabled))
);
create index web_service_workspace on web_service (workspace_key);
create index web_service_under_customer_key on web_service (endpoint) where key_identifier is not null;
create index on web_service (compute_key) where compute_key is not null;

-- Names and certificates of AKS targets, under which their services are reached. The key is ciphertext under the root key.
create table cluster_certificate (
    compute_key text primary key,      -- id of the compute target, folded
    host        text not null unique,  -- in lower case
    cname       text not null,         -- as it was given
    leaf_label  text,                  -- of a name in the platform's domain
    certificate text,                  -- null for the platform's
    private_key bytea
);
