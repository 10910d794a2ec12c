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
