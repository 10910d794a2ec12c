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
    description bytea,
    artifacts text not null,
    tags bytea not null,
    properties bytea not null,
    run_id text,
    created_at timestamptz not null
);
create index asset_workspace on asset (workspace_key);

-- Registered models as MLflow knows them: a name with its texts, before and after it has versions. Versions are rows of model.
create table registered_model (
    id text primary key,                  -- workspace key and name
    workspace_key text not null,
    name text not null,
    description bytea,
    tags bytea,
    aliases text not null,                -- versions by alias
    created_at timestamptz not null,
    modified_at timestamptz not null,
    -- Models and their versions as Azure Resource Manager shows them. They are the rows that model management and MLflow's registry have.
    is_archived boolean not null default false,
    properties bytea,
    created_by text,
    created_by_type text,
    modified_by text,
    modified_by_type text
);
create index registered_model_workspace on registered_model (workspace_key);

create table model (
    id text primary key,
    workspace_key text not null,
    name text not null,
    version int not null,
    url text not null,
    mime_type text not null,
    framework text,
    framework_version text,
    description bytea,
    unpack boolean not null,
    datasets bytea,
    parent_model_id text,
    run_id text,
    experiment_name text,
    tags bytea not null,
    properties bytea not null,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    stage text not null default 'None',
    source text,
    model_type text not null default 'custom_model',
    flavors bytea,  -- of an MLflow model: settings by flavor
    is_anonymous boolean not null default false,
    is_archived boolean not null default false,
    created_by text,
    created_by_type text,
    modified_by text,
    modified_by_type text
);
create index model_workspace on model (workspace_key, name);
