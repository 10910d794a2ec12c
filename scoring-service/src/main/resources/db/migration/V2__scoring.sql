-- Microsoft.ContainerRegistry/registries. Passwords are ciphertext under the registry's data key, which the root key wraps.
create table registry (
    id uuid primary key,
    arm_id text not null,
    arm_key text not null unique,
    scope_key text not null,
    subscription_key text not null,
    name text not null,
    name_key text not null unique,
    location text not null,
    tags text not null,
    sku text not null,
    admin_user_enabled boolean not null,
    arm_audience_enabled boolean not null,
    data_key bytea not null,
    password bytea not null,
    password2 bytea not null,
    created_at timestamptz not null
);
create index registry_scope on registry (scope_key);

-- Content of registries: blobs lie as ciphertext in files, manifests as ciphertext in their row.
create table registry_blob (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    digest text not null,
    size bigint not null,
    created_at timestamptz not null
);
create index registry_blob_digest on registry_blob (registry_id, digest);

create table registry_manifest (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    digest text not null,
    media_type text not null,
    size bigint not null,
    content bytea not null,
    created_at timestamptz not null
);
create index registry_manifest_repository on registry_manifest (registry_id, repository);

create table registry_tag (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    tag text not null,
    digest text not null,
    updated_at timestamptz not null
);
create index registry_tag_repository on registry_tag (registry_id, repository);

create table registry_upload (
    id uuid primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    parts int not null,
    received bigint not null,
    created_at timestamptz not null
);

create table signing_key (
    name text primary key,
    key_id text not null,
    public_key bytea not null,
    wrapped_private_key bytea not null,
    created_at timestamptz not null
);

-- Models, assets and images of workspaces; versions are counted once and never given again.
create table version_counter (
    id text primary key,
    last_version int not null
);

create table asset (
    id text primary key,
    workspace_key text not null,
    asset_id text not null,
    name text not null,
    description text,
    artifacts text not null,
    tags text not null,
    properties text not null,
    run_id text,
    created_at timestamptz not null
);
create index asset_workspace on asset (workspace_key);

create table model (
    id text primary key,
    workspace_key text not null,
    name text not null,
    version int not null,
    url text not null,
    mime_type text not null,
    framework text,
    framework_version text,
    description text,
    unpack boolean not null,
    datasets text,
    parent_model_id text,
    run_id text,
    experiment_name text,
    tags text not null,
    properties text not null,
    created_at timestamptz not null,
    modified_at timestamptz not null
);
create index model_workspace on model (workspace_key, name);

create table image (
    id text primary key,
    workspace_key text not null,
    workspace_id text not null,
    name text not null,
    version int not null,
    request text not null,
    model_ids text not null,
    driver_program text,
    state text not null,
    registry_id text,
    repository text,
    location text,
    digest text,
    error_code text,
    error_message text,
    operation_id text not null,
    created_at timestamptz not null,
    modified_at timestamptz not null
);
create index image_workspace on image (workspace_key, name);

-- Work that goes on after a 202; what is not finished is taken up again after a restart.
create table operation (
    id text primary key,
    workspace_key text not null,
    workspace_id text not null,
    type text not null,
    target text not null,
    state text not null,
    step text,
    correlation_id text,
    error_code text,
    error_message text,
    created_at timestamptz not null,
    ended_at timestamptz
);
create index operation_state on operation (state);

-- Web services. Keys are ciphertext under the deployment's data key.
create table web_service (
    id text primary key,
    workspace_key text not null,
    workspace_id text not null,
    name text not null,
    endpoint text not null unique,
    compute_type text not null,
    request text not null,
    description text,
    tags text not null,
    properties text not null,
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
    updated_at timestamptz not null
);
create index web_service_workspace on web_service (workspace_key);
