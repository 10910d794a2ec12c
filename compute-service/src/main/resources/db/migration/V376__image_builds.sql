-- Which node builds the image of an environment; a claim counts while the node has that run.
create table image_build (
    workspace_id text not null,
    environment  text not null,               -- azureml_ with a hash
    node_id      text not null,
    run_id       text not null,
    claimed      timestamptz not null,
    primary key (workspace_id, environment)
);
