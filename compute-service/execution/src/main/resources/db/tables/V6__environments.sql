-- Environments that users register, and their versions: documents of a workspace, in its store.
create table environment (
    workspace_id text not null,
    name_key     text not null,               -- name in lower case
    version      text not null,               -- empty for the environment itself
    created      timestamptz not null,
    modified     timestamptz not null,
    content      bytea not null,              -- ciphertext
    primary key (workspace_id, name_key, version)
) partition by list (workspace_id);
create table run_history_shared.environment partition of environment default;

-- The newest build of the image of an environment for serving; one row for what environments of one content share.
create table environment_image (
    workspace_id   text not null,
    content_key    text not null,              -- hash of what is installed
    run_id         text not null,              -- of the experiment prepare_image
    operations     text[] not null,            -- that wait for this build, and are told its end
    environment    text,                       -- azureml_ with a hash; null until a node has reported the image
    digest         text,                       -- of the manifest
    python_version text,
    primary key (workspace_id, content_key)
);

-- Which node builds the image of an environment; a claim counts while the node has that run.
create table image_build (
    workspace_id text not null,
    environment  text not null,               -- azureml_ with a hash
    node_id      text not null,
    run_id       text not null,
    claimed      timestamptz not null,
    primary key (workspace_id, environment)
);
